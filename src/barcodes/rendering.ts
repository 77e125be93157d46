import { drawingSVG, drawingZlibPng, raw, render, type DrawingContext, type RenderOptions } from 'bwip-js/node';
import { bracketed, parseBracketed, parseElementString, type Gs1Element, type Gs1Reason } from './gs1';
import { longestScannedText } from './scanned-text';

/** The symbologies that we print: linear, matrix, and each with GS1 data. */
export type Symbology = 'code128' | 'qrcode' | 'datamatrix' | 'gs1-128' | 'gs1datamatrix' | 'gs1qrcode';

/** Why a barcode cannot be drawn. */
export type RenderingReason =
  Gs1Reason | 'too-long' | 'unprintable' | 'dots-per-module' | 'bar-height' | 'caption' | 'impossible-contents';

/** Refuses to draw: the reason for a program, the message for a person. */
export class BarcodeRefused extends Error {
  constructor(
    readonly reason: RenderingReason,
    message: string,
  ) {
    super(message);
    this.name = 'BarcodeRefused';
  }
}

/** How a barcode is to be drawn. */
export interface BarcodeOptions {
  symbology: Symbology;
  format: 'png' | 'svg';
  /**
   * Printer dots (or pixels) per module, 2 to 40. Whole, so that nothing is ever resized and no edge is blurred; one dot
   * alone is finer than printers print and scanners read.
   */
  dotsPerModule: number;
  /** The light margin that the standard asks for. Off only where the layout around it leaves that margin. */
  quietZone?: boolean;
  /** Printed below the symbol, in ASCII (the labels set Chinese in their own font). */
  caption?: string;
  /** Height of the bars of a linear symbol, in modules. By default that of {@link symbolSize}. */
  barHeight?: number;
}

/** The size of a symbol in modules, without its quiet zone. */
export interface SymbolSize {
  width: number;
  /** Of a linear symbol, the default height of its bars; they may be made lower or higher. */
  height: number;
  /** The quiet zone on each of the sides that need one: all four of a matrix symbol, left and right of a linear one. */
  quietZone: { horizontal: number; vertical: number };
}

/**
 * Quiet zones in modules: Code 128 ten (ISO/IEC 15417), QR Code four (ISO/IEC 18004), Data Matrix one (ISO/IEC 16022).
 */
export const quietZones: Record<Symbology, SymbolSize['quietZone']> = {
  code128: { horizontal: 10, vertical: 0 },
  'gs1-128': { horizontal: 10, vertical: 0 },
  qrcode: { horizontal: 4, vertical: 4 },
  gs1qrcode: { horizontal: 4, vertical: 4 },
  datamatrix: { horizontal: 1, vertical: 1 },
  gs1datamatrix: { horizontal: 1, vertical: 1 },
};

/**
 * Draws a barcode: a PNG as bytes or an SVG whose units are dots.
 *
 * @param text what is encoded: printable ASCII; for the GS1 symbologies an element string or its bracketed form
 * @throws BarcodeRefused
 */
export function renderBarcode(text: string, options: BarcodeOptions & { format: 'png' }): Promise<Buffer>;
export function renderBarcode(text: string, options: BarcodeOptions & { format: 'svg' }): Promise<string>;
export function renderBarcode(text: string, options: BarcodeOptions): Promise<Buffer | string>;
export async function renderBarcode(text: string, options: BarcodeOptions): Promise<Buffer | string> {
  refuseImpossible(options);
  const drawing = { ...encoding(text, options.symbology), ...geometry(text, options), ...captionOf(options) };
  try {
    return options.format === 'png' ? await render(drawing, pngInWholeDots()) : render(drawing, drawingSVG());
  } catch (error) {
    throw encoderRefusal(error);
  }
}

/**
 * How many modules a text needs, so that a layout can decide whether it fits before anything is drawn.
 *
 * @throws BarcodeRefused
 */
export function symbolSize(text: string, symbology: Symbology): SymbolSize {
  return encodeSymbol(text, symbology).size;
}

/** A symbol that is encoded and not yet drawn. */
export interface EncodedText {
  size: SymbolSize;
  /** Rows of modules, true = dark; a linear symbol has one row, which stands for the height of its bars. */
  rows: readonly (readonly boolean[])[];
}

/**
 * The modules of a symbol, for drawings that hold more than a symbol: labels.
 *
 * @throws BarcodeRefused
 */
export function encodeSymbol(text: string, symbology: Symbology): EncodedText {
  const quietZone = quietZones[symbology];
  const symbol = encoded(text, symbology);
  if ('pixx' in symbol) {
    const { pixx: width, pixy: height, pixs } = symbol;
    const rows = Array.from({ length: height }, (_, y) =>
      pixs.slice(y * width, (y + 1) * width).map((dark) => dark === 1),
    );
    return { size: { width, height, quietZone }, rows };
  }
  // Bars and spaces take turns, and a bar begins.
  const row = symbol.sbs.flatMap((modules, nth) => Array.from({ length: modules }, () => nth % 2 === 0));
  // ISO/IEC 15417 asks for 15 % of the width or 5 mm; 24 modules are 6 mm at the smallest module that prints well.
  const height = Math.max(24, Math.ceil(row.length * 0.15));
  return { size: { width: row.length, height, quietZone }, rows: [row] };
}

/** What bwip-js says of an encoded symbol: the sides and modules of a matrix, or the widths of bars and spaces. */
type EncodedSymbol = { pixx: number; pixy: number; pixs: number[] } | { sbs: number[] };

function encoded(text: string, symbology: Symbology): EncodedSymbol {
  const options = encoding(text, symbology);
  try {
    return (raw(options) as EncodedSymbol[])[0]!;
  } catch (error) {
    throw encoderRefusal(error);
  }
}

/** bwip-js writes into the options it is given, so that every call gets an object of its own. */
function encoding(text: string, symbology: Symbology): { bcid: string; text: string; parse?: boolean } {
  if (text.length > longestScannedText) {
    throw new BarcodeRefused('too-long', `A barcode has at most ${longestScannedText} characters, not ${text.length}.`);
  }
  if (symbology.startsWith('gs1')) return { bcid: symbology, text: escaped(gs1Elements(text, symbology)), parse: true };
  // Beyond ASCII the readers disagree about the character set; what is printed must be read alike by all of them.
  if (!/^[ -~]+$/.test(text)) throw new BarcodeRefused('unprintable', 'A barcode carries printable ASCII characters.');
  return { bcid: symbology, text };
}

function gs1Elements(text: string, symbology: Symbology): Gs1Element[] {
  const parsed = text.startsWith('(') ? parseBracketed(text) : parseElementString(text);
  if ('refusal' in parsed) throw new BarcodeRefused(parsed.refusal.reason, parsed.refusal.sentence);
  // GS1 General Specifications 5.4.4.6.
  if (symbology === 'gs1-128' && bracketed(parsed.elements).replace(/[()]/g, '').length > 48) {
    throw new BarcodeRefused('too-long', 'GS1-128 carries at most 48 characters; a matrix symbol carries more.');
  }
  // ISO/IEC 18004 doubles a % among capital letters and digits only; bwip-js does so among all characters, and a reader
  // then delivers two. GS1 Data Matrix has no such trap.
  if (symbology === 'gs1qrcode' && text.includes('%')) {
    throw new BarcodeRefused('wrong-characters', 'Readers disagree about % in a GS1 QR Code; take GS1 Data Matrix.');
  }
  return parsed.elements;
}

/** bwip-js takes the bracketed form, in which brackets within a value are written as ^040 and ^041. */
function escaped(elements: readonly Gs1Element[]): string {
  return bracketed(
    elements.map(({ ai, value }) => ({
      ai,
      value: value.replace(/[()]/g, (bracket) => (bracket === '(' ? '^040' : '^041')),
    })),
  );
}

/** bwip-js draws a module of a linear symbol one unit wide, a module of a matrix symbol two. */
const unitsPerModule = (symbology: Symbology): number => (quietZones[symbology].vertical === 0 ? 1 : 2);

/**
 * The PNG drawing of bwip-js, told not to round the scale down to a whole number: three dots per module are one and a half
 * per unit, and would become two.
 */
function pngInWholeDots(): DrawingContext<Promise<Buffer>> {
  const drawing = drawingZlibPng();
  drawing.scale = (x, y) => [x, y];
  return drawing;
}

type Geometry = Pick<RenderOptions, 'scale' | 'height' | 'paddingwidth' | 'paddingheight'>;

function geometry(text: string, { symbology, dotsPerModule, quietZone, barHeight }: BarcodeOptions): Geometry {
  const units = unitsPerModule(symbology);
  const { horizontal, vertical } = quietZone === false ? { horizontal: 0, vertical: 0 } : quietZones[symbology];
  const geometry = { scale: dotsPerModule / units, paddingwidth: horizontal * units, paddingheight: vertical * units };
  if (units === 2) return geometry;
  // Heights are in millimetres of 72 units to the inch, and come out one dot higher unless a part of a dot is taken off.
  const height = (barHeight ?? symbolSize(text, symbology).height) - 0.75 / dotsPerModule;
  return { ...geometry, height: (height * 25.4) / 72 };
}

function captionOf({ caption, symbology }: BarcodeOptions): Partial<RenderOptions> {
  const paper = { backgroundcolor: 'FFFFFF' };
  if (!caption) return paper;
  const units = unitsPerModule(symbology);
  // Letters eight modules high below bars, six below a matrix symbol; and its quiet zone lies between the two.
  const below = { textyoffset: -quietZones[symbology].vertical * units };
  return { ...paper, includetext: true, alttext: caption, textsize: units === 1 ? 8 : 12, ...below };
}

function refuseImpossible({ dotsPerModule, barHeight, caption }: BarcodeOptions): void {
  if (!Number.isInteger(dotsPerModule) || dotsPerModule < 2 || dotsPerModule > 40) {
    throw new BarcodeRefused('dots-per-module', 'A module is a whole number of dots, from 2 to 40.');
  }
  if (barHeight !== undefined && (!Number.isInteger(barHeight) || barHeight < 1 || barHeight > 1000)) {
    throw new BarcodeRefused('bar-height', 'Bars are a whole number of modules high, from 1 to 1000.');
  }
  if (caption !== undefined && !/^[ -~]{0,64}$/.test(caption)) {
    throw new BarcodeRefused('caption', 'A caption has at most 64 characters, all of them printable ASCII.');
  }
}

/** The encoder's messages begin with their own name and line: `bwipp.gs1process…#123: `. */
function encoderRefusal(error: unknown): BarcodeRefused {
  const message = error instanceof Error ? error.message : String(error);
  return new BarcodeRefused('impossible-contents', message.replace(/^bwipp\.\w+#\d+: /, ''));
}
