import { inflateSync } from 'node:zlib';
import { blurred, faded, type Grey, turned } from '../barcodes/distortions';

/** How a print may be spoilt; `module` is the size of a module in pixels. */
export const spoilings = {
  clean: (grey) => grey,
  'blurred by a module': (grey, module) => blurred(grey, module),
  'faded by 5 %': (grey) => faded(grey, 0.05),
  'turned by 3°': (grey) => turned(grey, 3),
  'turned by -3°': (grey) => turned(grey, -3),
} satisfies Record<string, (grey: Grey, module: number) => Grey>;

export type Spoiling = keyof typeof spoilings;
export const allSpoilings = Object.keys(spoilings) as Spoiling[];

/** How many pixels of a camera see how many dots of a print, side by side. */
export type Distance = readonly [pixels: number, dots: number];

/** A picture as a camera sees it from there. */
export function seen(grey: Grey, [pixels, dots]: Distance): Grey {
  return fromAfar(nearby(grey, pixels), dots);
}

/** Each dot becomes a square of pixels. */
function nearby(grey: Grey, pixels: number): Grey {
  if (pixels === 1) return grey;
  const [width, height] = [grey.width * pixels, grey.height * pixels];
  const shades = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    const [from, to] = [((y / pixels) | 0) * grey.width, y * width];
    if (y % pixels === 0) {
      for (let x = 0; x < width; x += 1) shades[to + x] = grey.shades[from + ((x / pixels) | 0)]!;
    } else shades.copyWithin(to, to - width, to);
  }
  return { width, height, shades };
}

/** Each pixel is the mean of a square of dots. */
function fromAfar(grey: Grey, dots: number): Grey {
  if (dots === 1) return grey;
  const [width, height] = [(grey.width / dots) | 0, (grey.height / dots) | 0];
  const sums = new Float32Array(width * height);
  for (let y = 0; y < height * dots; y += 1) {
    const [from, to] = [y * grey.width, ((y / dots) | 0) * width];
    for (let x = 0; x < width * dots; x += 1) sums[to + ((x / dots) | 0)]! += grey.shades[from + x]!;
  }
  return { width, height, shades: Uint8ClampedArray.from(sums, (sum) => sum / (dots * dots)) };
}

/** With so many pixels of white paper around it. */
export function onPaper(grey: Grey, margin: number): Grey {
  const [width, height] = [grey.width + 2 * margin, grey.height + 2 * margin];
  const shades = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < grey.height; y += 1) {
    shades.set(grey.shades.subarray(y * grey.width, (y + 1) * grey.width), (y + margin) * width + margin);
  }
  return { width, height, shades };
}

/** A part of a picture. */
export function cutOut(grey: Grey, left: number, top: number, width: number, height: number): Grey {
  const shades = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (top + y) * grey.width + left;
    shades.set(grey.shades.subarray(from, from + width), y * width);
  }
  return { width, height, shades };
}

/** Portable grey maps, one after the other. */
export function greysOf(maps: Buffer): Grey[] {
  const greys: Grey[] = [];
  for (let at = 0; at < maps.length;) {
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(maps.toString('latin1', at, at + 40))!;
    const [width, height] = [Number(head[1]), Number(head[2])];
    const from = at + head[0].length;
    greys.push({ width, height, shades: new Uint8ClampedArray(maps.subarray(from, from + width * height)) });
    at = from + width * height;
  }
  return greys;
}

/** A PNG of eight bits, in grey or in colours that are all grey. */
export function greyOf(png: Buffer): Grey {
  const [width, height, colours] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]!];
  const samples = { 0: 1, 2: 3, 6: 4 }[colours];
  if (png[24] !== 8 || samples === undefined || png[28] !== 0) throw new Error('not such a PNG');
  const bytes = unfiltered(inflateSync(Buffer.concat(dataOf(png))), width * samples, height, samples);
  const shades = new Uint8ClampedArray(width * height);
  for (let pixel = 0; pixel < shades.length; pixel += 1) shades[pixel] = bytes[pixel * samples]!;
  return { width, height, shades };
}

function dataOf(png: Buffer): Buffer[] {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return data;
}

/** Each row of a PNG may be told as differences to what is to the left and above. */
function unfiltered(filtered: Buffer, rowBytes: number, height: number, samples: number): Uint8Array {
  const bytes = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (rowBytes + 1)]!;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x < samples ? 0 : bytes[at - samples]!;
      const above = y === 0 ? 0 : bytes[at - rowBytes]!;
      const corner = x < samples || y === 0 ? 0 : bytes[at - rowBytes - samples]!;
      bytes[at] = filtered[y * (rowBytes + 1) + 1 + x]! + predicted(filter, left, above, corner);
    }
  }
  return bytes;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter < 2) return filter * left;
  if (filter < 4) return filter === 2 ? above : (left + above) >> 1;
  const toLeft = distance(above, corner);
  const toAbove = distance(left, corner);
  const toCorner = distance(left + above, 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

const distance = (one: number, other: number) => (one < other ? other - one : one - other);
