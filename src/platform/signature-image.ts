import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import { type Fault, invalid } from './problem';

/** A drawn signature that can be kept as evidence. */
export interface SignatureImage {
  file: Buffer;
  /** SHA-256 of the file. */
  fileDigest: string;
  /** SHA-256 of size and pixels: the same drawing saved as another file is the same drawing. */
  pixelsDigest: string;
}

const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const largestFile = 262_144;
const sides = { smallest: 8, largest: 4_096 };
/** Samples of a pixel by colour type: grey, colour, palette, grey + alpha, colour + alpha. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Reads a drawn signature: a real and whole PNG (checksums, size of its pixels), small, and not an empty sheet. */
export function readSignatureImage(base64: string): SignatureImage {
  const file = Buffer.from(base64, 'base64');
  if (file.length > largestFile) throw refused('the picture has more than 256 KiB; send a smaller one');
  const pixels = pixelsOf(file);
  return { file, fileDigest: sha256(file), pixelsDigest: sha256(pixels) };
}

interface Header {
  width: number;
  height: number;
  bitsPerPixel: number;
}

function pixelsOf(file: Buffer): Buffer {
  const { header, data } = chunksOf(file);
  const stride = Math.ceil((header.width * header.bitsPerPixel) / 8);
  const size = header.height * (stride + 1);
  let rows: Buffer;
  try {
    // The limit keeps a small file from unpacking into gigabytes.
    rows = inflateSync(data, { maxOutputLength: size });
  } catch {
    throw broken();
  }
  if (rows.length !== size) throw broken();
  const pixels = unfilter(rows, stride, Math.max(1, header.bitsPerPixel >> 3));
  if (isEmptySheet(pixels, stride, Math.max(1, header.bitsPerPixel >> 3))) {
    throw refused('the picture is empty: nothing was drawn on it');
  }
  const size32 = Buffer.alloc(12);
  [header.width, header.height, header.bitsPerPixel].forEach((value, index) => size32.writeUInt32BE(value, index * 4));
  return Buffer.concat([size32, pixels]);
}

function chunksOf(file: Buffer): { header: Header; data: Buffer } {
  if (!file.subarray(0, 8).equals(magic)) throw refused('the picture is not a PNG file');
  const data: Buffer[] = [];
  let header: Header | undefined;
  let at = 8;
  while (at + 12 <= file.length) {
    const length = file.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > file.length) throw broken();
    if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) throw broken();
    const type = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, end);
    if (header === undefined) header = headerOf(type, body);
    else if (type === 'IDAT') data.push(body);
    at = end + 4;
    if (type !== 'IEND') continue;
    // What stands behind the end is not part of the picture.
    if (at !== file.length || data.length === 0) throw broken();
    return { header, data: Buffer.concat(data) };
  }
  throw broken();
}

function headerOf(type: string, body: Buffer): Header {
  if (type !== 'IHDR' || body.length !== 13) throw broken();
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
  const [depth, colour, compression, filter, interlace] = [...body.subarray(8)] as [
    number,
    number,
    number,
    number,
    number,
  ];
  const within = (side: number) => side >= sides.smallest && side <= sides.largest;
  if (!within(width) || !within(height)) throw refused('the sides of the picture are 8 to 4096 pixels long');
  if (compression !== 0 || filter !== 0 || samples[colour] === undefined) throw broken();
  if (interlace !== 0 || depth > 8 || ![1, 2, 4, 8].includes(depth)) {
    throw refused('the picture has more than 8 bits a sample, or is interlaced; save it plainly');
  }
  return { width, height, bitsPerPixel: samples[colour] * depth };
}

/** Undoes the row filters (PNG specification, section 9). */
function unfilter(rows: Buffer, stride: number, pixel: number): Buffer {
  const height = rows.length / (stride + 1);
  const pixels = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)]!;
    if (filter > 4) throw broken();
    const start = y * stride;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= pixel ? pixels[start + x - pixel]! : 0;
      const up = y > 0 ? pixels[start + x - stride]! : 0;
      const upLeft = y > 0 && x >= pixel ? pixels[start + x - stride - pixel]! : 0;
      pixels[start + x] = rows[y * (stride + 1) + 1 + x]! + predicted(filter, left, up, upLeft);
    }
  }
  return pixels;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - upLeft;
  const [toLeft, toUp, toUpLeft] = [left, up, upLeft].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/** Every pixel looks like the first one. */
function isEmptySheet(pixels: Buffer, stride: number, pixel: number): boolean {
  for (let at = 0; at < pixels.length; at += 1) {
    if (pixels[at] !== pixels[(at % stride) % pixel]) return false;
  }
  return true;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function refused(detail: string) {
  const errors: Fault[] = [{ pointer: '/imagePng', detail }];
  return invalid(errors);
}

function broken() {
  return refused('the picture is damaged or not a PNG file; let it be drawn again');
}
