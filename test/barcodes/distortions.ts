import { pixelsOf, readPicture } from './reader';

/** A picture in shades of grey, 0 black to 255 white. */
export interface Grey {
  width: number;
  height: number;
  shades: Uint8ClampedArray;
}

/** Taken once: in jest, each look at a global costs more than what it computes. */
const { floor, hypot } = Math;

/** What a printer makes of a PNG, looked at by a camera with so many pixels for each of its dots. */
export function printed(png: Buffer, pixelsPerDot: number): Grey {
  const dots = pixelsOf(png);
  // Paper around it, as a label has: readers look for the quiet zone and need an edge of something.
  const margin = 8 * pixelsPerDot;
  const grey = plain(dots[0]!.length * pixelsPerDot + 2 * margin, dots.length * pixelsPerDot + 2 * margin);
  return mapped(grey, (x, y) => {
    const row = dots[floor((y - margin) / pixelsPerDot)];
    return row?.[floor((x - margin) / pixelsPerDot)] ? 0 : 255;
  });
}

/** Each pixel becomes the mean of the square around it: ink that spread, or a lens out of focus. */
export function blurred(grey: Grey, pixels: number): Grey {
  const { width, height } = grey;
  const across = smeared(grey.shades, { count: height, next: width, length: width, step: 1 }, pixels);
  const shades = smeared(across, { count: width, next: 1, length: height, step: width }, pixels);
  return { width, height, shades };
}

/** Black is no longer black and white no longer white. */
export function faded(grey: Grey, loss: number): Grey {
  return mapped(grey, (x, y) => 255 * (loss / 2) + at(grey, x, y) * (1 - loss));
}

/** Turned about its middle, with the shades between pixels. */
export function turned(grey: Grey, degrees: number): Grey {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const bigger = plain(
    Math.ceil(grey.width * cos + grey.height * Math.abs(sin)),
    Math.ceil(grey.width * Math.abs(sin) + grey.height * cos),
  );
  for (let y = 0, to = 0; y < bigger.height; y += 1) {
    const dy = y - bigger.height / 2;
    for (let x = 0; x < bigger.width; x += 1, to += 1) {
      const dx = x - bigger.width / 2;
      const shade = between(grey, dx * cos + dy * sin + grey.width / 2, dy * cos - dx * sin + grey.height / 2);
      bigger.shades[to] = shade;
    }
  }
  return bigger;
}

/** Grains of dirt: so large a share of the pixels gets any shade. */
export function noisy(grey: Grey, share: number, random: () => number): Grey {
  return mapped(grey, (x, y) => (random() < share ? random() * 255 : at(grey, x, y)));
}

/** A round blot, black or white, that covers so large a share of the picture. */
export function blotted(grey: Grey, share: number, random: () => number): Grey {
  const radius = Math.sqrt((share * grey.width * grey.height) / Math.PI);
  const [middleX, middleY, shade] = [random() * grey.width, random() * grey.height, random() < 0.5 ? 0 : 255];
  return mapped(grey, (x, y) => (hypot(x - middleX, y - middleY) <= radius ? shade : at(grey, x, y)));
}

/** As the portable grey map that every program reads. */
export function portable(grey: Grey): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${grey.width} ${grey.height}\n255\n`), Buffer.from(grey.shades)]);
}

/** What zxing reads on it. */
export async function readGrey(grey: Grey): Promise<string[]> {
  const found = await readPicture(portable(grey));
  return found.map(({ text }) => text);
}

function plain(width: number, height: number): Grey {
  return { width, height, shades: new Uint8ClampedArray(width * height).fill(255) };
}

function mapped(grey: Grey, shade: (x: number, y: number) => number): Grey {
  const { width, height } = grey;
  const shades = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) shades[y * width + x] = shade(x, y);
  return { width, height, shades };
}

function at(grey: Grey, x: number, y: number): number {
  return x < 0 || y < 0 || x >= grey.width || y >= grey.height ? 255 : grey.shades[y * grey.width + x]!;
}

function between(grey: Grey, x: number, y: number): number {
  const [left, top] = [floor(x), floor(y)];
  const [right, below] = [x - left, y - top];
  const upper = at(grey, left, top) * (1 - right) + at(grey, left + 1, top) * right;
  const lower = at(grey, left, top + 1) * (1 - right) + at(grey, left + 1, top + 1) * right;
  return upper * (1 - below) + lower * below;
}

/** Rows or columns of a picture: so many, the next one so far from the last; in each so many pixels, so far apart. */
interface Lines {
  count: number;
  next: number;
  length: number;
  step: number;
}

/** Means along each line; what is beyond its ends is paper. */
function smeared(shades: Uint8ClampedArray, { count, next, length, step }: Lines, pixels: number): Uint8ClampedArray {
  const means = new Uint8ClampedArray(shades.length);
  const before = Math.floor(pixels / 2);
  const shadeAt = (start: number, place: number) =>
    place < 0 || place >= length ? 255 : shades[start + place * step]!;
  for (let line = 0; line < count; line += 1) {
    const start = line * next;
    let sum = 0;
    for (let place = 0; place < pixels; place += 1) sum += shadeAt(start, place - before);
    for (let place = 0; place < length; place += 1) {
      means[start + place * step] = sum / pixels;
      sum += shadeAt(start, place - before + pixels) - shadeAt(start, place - before);
    }
  }
  return means;
}
