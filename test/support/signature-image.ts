import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** How a sample picture is to be. */
export interface SamplePicture {
  width?: number;
  height?: number;
  /** Nothing is drawn on it. */
  empty?: boolean;
  /** Draws the same picture again for the same seed. */
  seed?: Buffer;
  /** How well the file is packed: the same picture as another file. */
  level?: number;
  /** How its rows are filtered: 0 none, 1 left, 2 up, 3 average, 4 Paeth. */
  filter?: number;
}

/** A drawn signature as a PNG file in base64: a line that wanders, another one each time. */
export function aSignatureImage({
  width = 160,
  height = 60,
  empty = false,
  seed = randomBytes(width),
  level = 6,
  filter = 0,
}: SamplePicture = {}): string {
  const stride = width + 1;
  const rows = Buffer.alloc(height * stride, 255);
  for (let y = 0; y < height; y += 1) rows[y * stride] = 0;
  let y = height / 2;
  for (let x = 4; !empty && x < width - 4; x += 1) {
    y = Math.min(height - 4, Math.max(3, y + (seed[x % seed.length]! % 7) - 3));
    for (const thick of [0, 1]) rows[(y + thick) * stride + 1 + x] = 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered(rows, stride, filter), { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]).toString('base64');
}

/** Each byte less what its neighbours let one expect. */
function filtered(rows: Buffer, stride: number, filter: number): Buffer {
  const at = (y: number, x: number) => (y < 0 || x < 1 ? 0 : rows[y * stride + x]!);
  return rows.map((value, index) => {
    const [y, x] = [Math.floor(index / stride), index % stride];
    if (x === 0) return filter;
    const [left, up, corner] = [at(y, x - 1), at(y - 1, x), at(y - 1, x - 1)];
    const nearest = [left, up, corner].reduce((best, candidate) =>
      Math.abs(left + up - corner - candidate) < Math.abs(left + up - corner - best) ? candidate : best,
    );
    return value - [0, left, up, (left + up) >> 1, nearest][filter]!;
  }) as Buffer;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
