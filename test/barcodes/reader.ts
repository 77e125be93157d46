import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

let prepared = false;

/** A symbol as an independent reader (zxing-cpp) found it. */
export interface ReadSymbol {
  format: string;
  identifier: string;
  text: string;
}

/** Loads the reader from its package instead of from the network. */
export function prepareReader(): void {
  if (prepared) return;
  const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  prepared = true;
}

/** What an independent reader finds on a picture. */
export async function readPicture(png: Buffer): Promise<ReadSymbol[]> {
  return read(new Uint8Array(png));
}

/** What it finds on pixels of four bytes each. */
export async function readPixels(data: Uint8Array, width: number, height: number): Promise<ReadSymbol[]> {
  return read({ data: new Uint8ClampedArray(data), width, height } as Parameters<typeof readBarcodes>[0]);
}

async function read(picture: Parameters<typeof readBarcodes>[0]): Promise<ReadSymbol[]> {
  prepareReader();
  const found = await readBarcodes(picture, { tryHarder: true, textMode: 'Plain' });
  return found.map(({ format, symbologyIdentifier, text }) => ({ format, identifier: symbologyIdentifier, text }));
}

/** Which pixels of an opaque PNG without row filters are dark. */
export function pixelsOf(png: Buffer): boolean[][] {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const bytes = inflateSync(Buffer.concat(data));
  return Array.from({ length: height }, (_, row) => {
    const start = row * (width * 4 + 1);
    if (bytes[start] !== 0) throw new Error('a filtered row');
    return Array.from({ length: width }, (_, column) => {
      const pixel = start + 1 + column * 4;
      if (bytes[pixel + 3] !== 255) throw new Error('a transparent pixel');
      return bytes[pixel]! < 128;
    });
  });
}
