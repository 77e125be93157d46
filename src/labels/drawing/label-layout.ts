import { dotsPerMm, extentOf, labelSizes, type Extent, type LabelDpi, type LabelSize } from './label-size';
import {
  isLinear,
  modulesOf,
  modulesOfCode,
  placeSymbol,
  smallestArea,
  type LabelSymbology,
  type PlacedSymbol,
} from './label-symbol';
import { ascent, lineHeight, widthOf } from './lettering';
import { setParagraphs, type Area, type Paragraph, type TextLine } from './text-block';

/** What a label says: paragraphs from top to bottom, and the code that its symbol carries. */
export interface LabelContent {
  paragraphs: readonly Paragraph[];
  code: string;
  /** What a scanner reads when it is something else than the code: a GS1 key. */
  symbolText?: string;
  /** The symbologies that suit the template, the best first; the first that fits is taken. */
  symbologies: readonly LabelSymbology[];
}

/** A label with everything in its place; every format draws from this one. */
export interface LabelLayout {
  size: LabelSize;
  /** In mm. */
  extent: Extent;
  dpi: LabelDpi;
  lines: readonly TextLine[];
  symbol: PlacedSymbol;
}

/** Refuses a size that cannot hold the symbol. */
export class LabelTooSmall extends Error {
  constructor(
    readonly symbology: LabelSymbology,
    /** The smallest size that can; none can when it is undefined. */
    readonly smallest: LabelSize | undefined,
  ) {
    super(`The symbol does not fit.`);
    this.name = 'LabelTooSmall';
  }
}

/** How a label is divided: where the text stands, where the symbol, where the code in letters. */
interface Division {
  text: Area;
  symbol: Area;
  code: Area;
}

/**
 * The line of the code in letters, in mm. Capitals and digits stay legible in sizes where Chinese characters run together;
 * the least width holds the widest code at the smallest of them.
 */
export const codeText = { height: 3.2, largest: 3, smallest: 1.5, leastWidth: 18 };

/**
 * Lays out a label: a pure function of what it says, its size and the printer's dots.
 *
 * A matrix symbol stands on the left of a wide label and at the foot of a high one, bars stand at the foot; below the
 * symbol is its code in letters; the rest is text. The areas do not overlap, and text never leaves its area.
 *
 * @throws LabelTooSmall when none of the symbologies fits
 */
export function layoutLabel(content: LabelContent, size: LabelSize, dpi: LabelDpi): LabelLayout {
  const extent = extentOf(size);
  for (const symbology of content.symbologies) {
    const text = content.symbolText ?? content.code;
    const modules = modulesOf(text, symbology);
    const division = divide(extent, symbology, modules, dpi);
    const placed = division && placeSymbol(text, symbology, modules, division.symbol, dpi);
    if (!division || !placed) continue;
    const { symbol, foot, text: textArea } = settled(division, placed, dpi);
    const lines = setParagraphs(content.paragraphs, textArea, largestText(extent));
    const code = { ...division.code, y: Math.min(division.code.y, foot) };
    return { size, extent, dpi, lines: [...lines, codeLine(content.code, code)], symbol };
  }
  const wanted = content.symbologies.at(-1)!;
  const modules = modulesOf(content.symbolText ?? content.code, wanted);
  throw new LabelTooSmall(wanted, smallestSizeFor(wanted, modules, dpi));
}

/** Under text, a symbol that is smaller than its area goes down to the foot of it, and the text gets what is left. */
function settled(division: Division, symbol: PlacedSymbol, dpi: LabelDpi) {
  const [dots, below] = [dotsPerMm(dpi), division.symbol.y >= division.text.y + division.text.height];
  const foot = symbol.top + symbol.height + symbol.quietBelow;
  const spare = below ? Math.max(0, Math.floor(division.code.y * dots) - foot) : 0;
  return {
    symbol: { ...symbol, top: symbol.top + spare },
    foot: (foot + spare) / dots,
    text: { ...division.text, height: division.text.height + spare / dots },
  };
}

/** The base of the title: what is read from some steps away, and still leaves room for the rest. */
function largestText({ height }: Extent): number {
  return height > 100 ? 8 : height / 6;
}

/** The symbologies of our codes that fit a size at either resolution. */
export function fittingSymbologies(size: LabelSize): LabelSymbology[] {
  const all = ['code128', 'qrcode', 'datamatrix'] as const;
  return all.filter((symbology) =>
    ([203, 300] as const).every((dpi) => divide(extentOf(size), symbology, modulesOfCode[symbology], dpi)),
  );
}

/** The smallest size that holds a symbol with its text. */
function smallestSizeFor(symbology: LabelSymbology, modules: number, dpi: LabelDpi): LabelSize | undefined {
  return labelSizes.find((size) => divide(extentOf(size), symbology, modules, dpi) !== undefined);
}

function divide(extent: Extent, symbology: LabelSymbology, modules: number, dpi: LabelDpi): Division | undefined {
  const margin = extent.width <= 50 ? 1.5 : extent.height > 100 ? 5 : 2.5;
  const inner = { x: margin, y: margin, width: extent.width - 2 * margin, height: extent.height - 2 * margin };
  const needed = smallestArea(symbology, modules, dpi);
  const wide = !isLinear(symbology) && extent.width > extent.height;
  const division = wide ? sideBySide(inner, needed) : onTopOfEachOther(inner, symbology, needed);
  const { symbol } = division;
  return symbol.width + 1e-6 < needed.width || symbol.height + 1e-6 < needed.height ? undefined : division;
}

function sideBySide(inner: Area, needed: Extent): Division {
  const height = inner.height - codeText.height;
  // Room for the code in letters below it, but no more than what leaves most of the label to the text.
  const width = Math.max(needed.width, Math.min(height, inner.width * 0.36), codeText.leastWidth);
  const gap = inner.width * 0.03;
  return {
    symbol: { x: inner.x, y: inner.y, width, height },
    code: { x: inner.x, y: inner.y + height, width, height: codeText.height },
    text: { ...inner, x: inner.x + width + gap, width: inner.width - width - gap },
  };
}

function onTopOfEachOther(inner: Area, symbology: LabelSymbology, needed: Extent): Division {
  const share = isLinear(symbology) ? Math.min(0.3 * inner.height, 26) : 0.42 * inner.height;
  const height = Math.max(needed.height, share);
  const above = inner.height - height - codeText.height - 1;
  const top = inner.y + above + 1;
  return {
    text: { ...inner, height: above },
    symbol: { ...inner, y: top, height },
    code: { ...inner, y: top + height, height: codeText.height },
  };
}

/** The code as people type it when nothing else helps; in the middle below its symbol. */
function codeLine(code: string, area: Area): TextLine {
  const width = widthOf(code, 'regular');
  const size = Math.min(codeText.largest / lineHeight, area.width / width);
  const x = area.x + (area.width - size * width) / 2;
  const baseline = area.y + (area.height - size * lineHeight) / 2 + ascent * size;
  return { text: code, x, baseline, size, weight: 'regular', latin: true };
}

/** Millimetres in whole dots. */
export function inDots(mm: number, dpi: LabelDpi): number {
  return Math.round(mm * dotsPerMm(dpi));
}
