import { crc32, deflateSync } from 'node:zlib';
import { Random } from './random';

const width = 160;
const height = 48;

/** A drawn signature as a PNG file in base64: a line that wanders, another one for each name. */
export function drawnSignature(seed: string, name: string): string {
  const random = Random.of(seed, 'signature', name);
  // Grey, one byte a pixel, each row after its filter byte.
  const rows = Buffer.alloc(height * (width + 1), 255);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  let y = height / 2;
  for (let x = 4; x < width - 4; x += 1) {
    y = Math.min(height - 3, Math.max(2, y + random.between(-3, 3)));
    for (const thick of [0, 1]) rows[(y + thick) * (width + 1) + 1 + x] = 0;
  }
  return pngOf(rows).toString('base64');
}

function pngOf(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(content));
  return Buffer.concat([size, content, sum]);
}
