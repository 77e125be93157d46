import { drawText, emptyRaster } from './label-png';
import { inDots, type LabelLayout } from './label-layout';
import { dotsPerMm } from './label-size';
import { isLinear, type PlacedSymbol } from './label-symbol';
import { lineHeight, widthOf } from './lettering';
import { type TextLine } from './text-block';

/**
 * The label in ZPL II. The printer itself draws the symbol and Latin text; lines with other letters are sent as pictures of
 * our own font, because few printers have a Chinese one.
 *
 * @param copies how many of it the printer prints
 */
export function labelZpl(layout: LabelLayout, copies = 1): string {
  const { extent, dpi } = layout;
  const size = `^PW${inDots(extent.width, dpi)}^LL${inDots(extent.height, dpi)}`;
  const text = layout.lines.map((line) => (line.latin ? printersText(line, dpi) : ownText(line, dpi)));
  const count = copies === 1 ? '' : `^PQ${copies}`;
  return ['^XA^CI28^LH0,0' + size, symbolField(layout.symbol), ...text, `${count}^XZ`].join('\n') + '\n';
}

type Dpi = LabelLayout['dpi'];

function symbolField(symbol: PlacedSymbol): string {
  const { symbology, text, left, top, dotsPerModule, height } = symbol;
  const data = `^FD${text}^FS`;
  switch (symbology) {
    case 'code128':
      return `^FO${left},${top}^BY${dotsPerModule}^BCN,${height},N,N,N,A${data}`;
    case 'datamatrix':
      return `^FO${left},${top}^BXN,${dotsPerModule},200${data}`;
    case 'qrcode':
      // Level M, automatic mode: version 1, as we draw it. The printer sets the symbol as many dots lower as a bar of ^BY is
      // high, ten if nobody says otherwise.
      return `^FO${left},${top - 1}^BY2,3,1^BQN,2,${dotsPerModule}^FDMA,${text}^FS`;
    default:
      // Printers differ in how they are told of FNC1, and some know it in no QR Code at all: a picture is the same in each.
      return `^FO${left},${top}${symbolPicture(symbol)}^FS`;
  }
}

function symbolPicture({ symbology, rows, dotsPerModule, height }: PlacedSymbol): string {
  const bytesPerRow = Math.ceil((rows[0]!.length * dotsPerModule) / 8);
  const repeated = isLinear(symbology) ? height : dotsPerModule;
  const lines = rows.flatMap((row) => {
    const ink = Uint8Array.from(row.flatMap((dark) => new Array<number>(dotsPerModule).fill(dark ? 255 : 0)));
    return new Array<string>(repeated).fill(hexOfRow(ink, bytesPerRow));
  });
  const bytes = bytesPerRow * lines.length;
  return `^GFA,${bytes},${bytes},${bytesPerRow},${compressed(lines)}`;
}

/** Font 0 is in every printer, and no wider than ours. */
function printersText({ text, x, baseline, size }: TextLine, dpi: Dpi): string {
  const height = inDots(size, dpi);
  return `^FT${inDots(x, dpi)},${inDots(baseline, dpi)}^A0N,${height},${height}^FH_^FD${escaped(text)}^FS`;
}

/** Commands begin with ^ or ~. */
function escaped(text: string): string {
  return text.replace(/[_^~]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function ownText(line: TextLine, dpi: Dpi): string {
  const dots = dotsPerMm(dpi);
  const rise = Math.ceil(line.size * dots);
  const raster = emptyRaster(
    Math.ceil(widthOf(line.text, line.weight) * line.size * dots) + 1,
    Math.ceil(line.size * lineHeight * dots),
  );
  drawText(raster, line, dots, 0, rise);
  const bytesPerRow = Math.ceil(raster.width / 8);
  const rows = Array.from({ length: raster.height }, (_, y) =>
    hexOfRow(raster.ink.subarray(y * raster.width, (y + 1) * raster.width), bytesPerRow),
  );
  const bytes = bytesPerRow * raster.height;
  const at = `^FO${inDots(line.x, dpi)},${inDots(line.baseline, dpi) - rise}`;
  return `${at}^GFA,${bytes},${bytes},${bytesPerRow},${compressed(rows)}^FS`;
}

/** A little less than half, because thermal printers print thin strokes thinner. */
const darkEnough = 110;

function hexOfRow(ink: Uint8Array, bytesPerRow: number): string {
  const bits = Buffer.alloc(bytesPerRow);
  for (let x = 0; x < ink.length; x += 1) if (ink[x]! > darkEnough) bits[x >> 3]! |= 0x80 >> (x & 7);
  return bits.toString('hex').toUpperCase();
}

/** ZPL's own shorthand: a letter says how often the next digit stands, a comma fills the row, a colon repeats a row. */
function compressed(rows: readonly string[]): string {
  return rows
    .map((row, nth) => {
      if (row === rows[nth - 1]) return ':';
      const ink = row.replace(/0+$/, '');
      const short = ink.replace(/(.)\1{2,}/g, (run, digit: string) => repeat(run.length) + digit);
      return ink.length < row.length ? short + ',' : short;
    })
    .join('');
}

/** g to z are 20 to 400, G to Y are 1 to 19; they add up. */
function repeat(count: number): string {
  const letter = (first: string, step: number) => String.fromCharCode(first.charCodeAt(0) + step - 1);
  let signs = '';
  let left = count;
  while (left >= 400) {
    signs += 'z';
    left -= 400;
  }
  if (left >= 20) signs += letter('g', Math.floor(left / 20));
  if (left % 20 > 0) signs += letter('G', left % 20);
  return signs;
}
