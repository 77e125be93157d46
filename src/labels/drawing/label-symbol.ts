import { encodeSymbol, quietZones, type EncodedText, type Symbology } from '../../barcodes/rendering';
import { dotsPerMm, type LabelDpi } from './label-size';
import { type Area } from './text-block';

/** The symbologies that carry our own codes. */
export type CodeSymbology = Extract<Symbology, 'code128' | 'qrcode' | 'datamatrix'>;

/** The symbologies of labels: of our own codes, and of GS1 keys. */
export type LabelSymbology = Symbology;

/** How each is drawn and measured. */
const drawnAs: Record<LabelSymbology, CodeSymbology> = {
  ...{ code128: 'code128', qrcode: 'qrcode', datamatrix: 'datamatrix' },
  ...{ 'gs1-128': 'code128', gs1qrcode: 'qrcode', gs1datamatrix: 'datamatrix' },
};

export function isGs1(symbology: LabelSymbology): boolean {
  return symbology.startsWith('gs1');
}

/** Bars, whose height is free. */
export function isLinear(symbology: LabelSymbology): boolean {
  return drawnAs[symbology] === 'code128';
}

/** A symbol where it stands. Everything is whole dots of the printer, so that no edge is blurred. */
export interface PlacedSymbol {
  symbology: LabelSymbology;
  /** What a scanner reads. */
  text: string;
  rows: EncodedText['rows'];
  /** The first dark module from the top left corner of the label, in dots. */
  left: number;
  top: number;
  dotsPerModule: number;
  /** In dots: that of the bars of a linear symbol, the side of a matrix. */
  height: number;
  /** What must stay light below it, in dots. */
  quietBelow: number;
}

/** The smallest modules that label printers print and hand scanners read at arm's length, in mm. */
const smallestModule: Record<CodeSymbology, number> = { code128: 0.245, qrcode: 0.33, datamatrix: 0.33 };
/** Beyond this a symbol is not read better, only more slowly. */
const largestModule: Record<CodeSymbology, number> = { code128: 0.51, qrcode: 1.5, datamatrix: 1.5 };
/**
 * What a printer's own encoder may need in modules for one of our codes: a label is to hold the symbol whoever encodes it.
 * Code 128 without pairs of digits; QR Code version 1; Data Matrix with one code word for each character.
 */
export const modulesOfCode: Record<CodeSymbology, number> = { code128: 178, qrcode: 21, datamatrix: 18 };
const lowestBars = 7;
/** What ZPL's ^BQ and ^BY can say. */
const mostDots = 10;

/**
 * The width in modules that a label reserves: of our codes what any printer's encoder may need, of GS1 keys, which printers
 * get as pictures, what ours has.
 */
export function modulesOf(text: string, symbology: LabelSymbology): number {
  return isGs1(symbology) ? encodeSymbol(text, symbology).size.width : modulesOfCode[drawnAs[symbology]];
}

/** What a symbol of this many modules needs of the label at least, with its quiet zone, in mm. */
export function smallestArea(
  symbology: LabelSymbology,
  modules: number,
  dpi: LabelDpi,
): { width: number; height: number } {
  const module = dotsAtLeast(symbology, dpi) / dotsPerMm(dpi);
  const { horizontal, vertical } = quietZoneOf(symbology);
  const width = (modules + 2 * horizontal) * module;
  return { width, height: isLinear(symbology) ? lowestBars : (modules + 2 * vertical) * module };
}

/** Puts the symbol, as large as it fits, at the top of the area and in the middle of its width; `undefined` when it does not fit at all. */
export function placeSymbol(
  text: string,
  symbology: LabelSymbology,
  modules: number,
  area: Area,
  dpi: LabelDpi,
): PlacedSymbol | undefined {
  const dots = dotsPerMm(dpi);
  const { horizontal, vertical } = quietZoneOf(symbology);
  const wide = Math.floor((area.width * dots) / (modules + 2 * horizontal));
  const linear = isLinear(symbology);
  const high = linear ? wide : Math.floor((area.height * dots) / (modules + 2 * vertical));
  const dotsPerModule = Math.min(wide, high, Math.floor(largestModule[drawnAs[symbology]] * dots), mostDots);
  if (dotsPerModule < dotsAtLeast(symbology, dpi)) return undefined;
  if (linear && area.height < lowestBars) return undefined;
  const { rows } = encodeSymbol(text, symbology);
  // A larger Data Matrix of the printer's own grows to the right and down, within what is reserved for it.
  const reserved = (linear ? rows[0]!.length : modules) * dotsPerModule;
  const height = linear ? Math.floor(area.height * dots) : rows.length * dotsPerModule;
  return {
    symbology,
    text,
    rows,
    left: Math.round((area.x + area.width / 2) * dots - reserved / 2),
    top: Math.ceil(area.y * dots) + vertical * dotsPerModule,
    dotsPerModule,
    height,
    quietBelow: linear ? Math.round(dots / 2) : reserved - height + vertical * dotsPerModule,
  };
}

function dotsAtLeast(symbology: LabelSymbology, dpi: LabelDpi): number {
  return Math.ceil(smallestModule[drawnAs[symbology]] * dotsPerMm(dpi));
}

/** That of the standard; but a Data Matrix beside text is read better with two modules than with the one it asks for. */
function quietZoneOf(symbology: LabelSymbology): { horizontal: number; vertical: number } {
  return drawnAs[symbology] === 'datamatrix' ? { horizontal: 2, vertical: 2 } : quietZones[symbology];
}
