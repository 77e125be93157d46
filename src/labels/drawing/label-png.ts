import { crc32, deflateSync } from 'node:zlib';
import { glyphOf, outlineOf, type Glyph } from './lettering';
import { inDots, type LabelLayout } from './label-layout';
import { dotsPerMm } from './label-size';
import { isLinear, type PlacedSymbol } from './label-symbol';
import { type TextLine } from './text-block';

/** Grey pixels, 0 = light, 255 = dark, row by row. */
export interface Raster {
  width: number;
  height: number;
  ink: Uint8Array;
}

/** The label as a PNG, one pixel for each dot of the printer, with the resolution written into it. */
export function labelPng(layout: LabelLayout): Buffer {
  const { extent, dpi } = layout;
  const raster = emptyRaster(inDots(extent.width, dpi), inDots(extent.height, dpi));
  for (const line of layout.lines) {
    drawText(raster, line, dotsPerMm(dpi), line.x * dotsPerMm(dpi), Math.round(line.baseline * dotsPerMm(dpi)));
  }
  drawSymbol(raster, layout.symbol);
  return png(raster, dotsPerMm(dpi));
}

export function emptyRaster(width: number, height: number): Raster {
  return { width, height, ink: new Uint8Array(width * height) };
}

/** Writes a line of text with its left end at `x` and its foot at `baseline`, in dots. */
export function drawText(raster: Raster, line: TextLine, dots: number, x: number, baseline: number): void {
  const size = Math.floor(line.size * dots);
  for (const letter of line.text) {
    stamp(raster, glyphOf(letter, line.weight, size), Math.round(x), baseline);
    x += outlineOf(letter, line.weight).advance * size;
  }
}

function stamp({ width, height, ink }: Raster, glyph: Glyph, x: number, baseline: number): void {
  const left = x + glyph.left;
  const from = Math.max(0, -left);
  const to = Math.min(glyph.width, width - left);
  for (let row = 0; row < glyph.height; row += 1) {
    const y = baseline - glyph.top + row;
    if (y < 0 || y >= height) continue;
    const [target, source] = [y * width + left, row * glyph.width];
    for (let column = from; column < to; column += 1) {
      const grey = glyph.pixels[source + column]!;
      if (grey > ink[target + column]!) ink[target + column] = grey;
    }
  }
}

function drawSymbol({ width, ink }: Raster, symbol: PlacedSymbol): void {
  const { rows, left, top, dotsPerModule } = symbol;
  const rowHeight = isLinear(symbol.symbology) ? symbol.height : dotsPerModule;
  rows.forEach((row, nth) => {
    for (let y = top + nth * rowHeight; y < top + (nth + 1) * rowHeight; y += 1) {
      row.forEach((dark, module) => {
        const x = y * width + left + module * dotsPerModule;
        if (dark) ink.fill(255, x, x + dotsPerModule);
      });
    }
  });
}

/** A grey PNG (colour type 0, 8 bits): what is white on the label is light here. */
function png({ width, height, ink }: Raster, dots: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, from = 0, to = 1; y < height; y += 1, to += 1) {
    for (let x = 0; x < width; x += 1) rows[to++] = 255 - ink[from++]!;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const resolution = Buffer.alloc(9);
  resolution.writeUInt32BE(Math.round(dots * 1000), 0);
  resolution.writeUInt32BE(Math.round(dots * 1000), 4);
  resolution[8] = 1;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('pHYs', resolution),
    chunk('IDAT', deflateSync(rows, { level: 3 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
