import { crc32, deflateSync } from 'node:zlib';
import { type Chance } from '../chance';

const width = 64;
const height = 24;

/** A drawn signature as a PNG file in base64: a line that wanders, another one each time. */
export function signaturePicture(chance: Chance): string {
  const stride = width + 1; // each row begins with its filter: none
  const rows = Buffer.alloc(height * stride, 255);
  for (let y = 0; y < height; y += 1) rows[y * stride] = 0;
  let y = height / 2;
  for (let x = 2; x < width - 2; x += 1) {
    y = Math.min(height - 2, Math.max(1, y + chance.whole(-3, 3)));
    rows[y * stride + 1 + x] = 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits of grey
  const file = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...file]).toString('base64');
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
