import { FontLib } from 'bwip-js/node';
import { printFont, type PrintWeight } from '../../platform/print-font';

/** The distance from one baseline to the next, in em: Chinese fills the whole of its square. */
export const lineHeight = 1.22;
/** How far letters reach above the baseline, in em; what is below belongs to the line too. */
export const ascent = 0.94;

/** The outline of a letter in thousandths of an em, y upward from the baseline. */
export type Outline = readonly OutlineStep[];
export type OutlineStep =
  | { type: 'M' | 'L'; x: number; y: number }
  | { type: 'Q'; x: number; y: number; cx: number; cy: number }
  | { type: 'C'; x: number; y: number; cx1: number; cy1: number; cx2: number; cy2: number };

/** A letter as grey pixels, 0 to 255, `top` pixels above the baseline and `left` of where it is written. */
export interface Glyph {
  pixels: Uint8Array;
  width: number;
  height: number;
  top: number;
  left: number;
}

/** The library's sizes count from the top of its letters to the baseline: 1.16 of what typographers call the size. */
const perEm = 1.16;
const units = 1000;
/** Stands for what the font does not have. */
const missing = '\u25a1';

interface Letter {
  advance: number;
  outline: Outline;
}

const fontIds = new Map<PrintWeight, number>();
const letters: Record<PrintWeight, Map<string, Letter>> = { regular: new Map(), bold: new Map() };
/** A catalogue in Chinese uses some thousands of letters; what floods the memory with others begins anew. */
const lettersKept = 8_000;
const glyphs = new Map<string, Glyph>();
/** Half a kilobyte each. */
const glyphsKept = 10_000;

/** The width of a text in em. */
export function widthOf(text: string, weight: PrintWeight): number {
  let width = 0;
  for (const letter of text) width += letterOf(letter, weight).advance;
  return width;
}

/** The outline of one letter, and how far the next one is (in em). */
export function outlineOf(letter: string, weight: PrintWeight): Letter {
  return letterOf(letter, weight);
}

/** One letter as pixels, `size` pixels to the em; a whole number, so that labels share their letters. */
export function glyphOf(letter: string, weight: PrintWeight, size: number): Glyph {
  const key = `${weight[0]!}${size} ${letter}`;
  const drawn = glyphs.get(key);
  if (drawn) return drawn;
  const known = letterOf(letter, weight).outline.length > 0 || isBlank(letter) ? letter : missing;
  const { pixels, width, height, top, left } = FontLib.getglyph(
    fontId(weight),
    known.codePointAt(0)!,
    size * perEm,
    size * perEm,
  );
  const glyph = { pixels, width, height, top, left };
  if (glyphs.size >= glyphsKept) glyphs.clear();
  glyphs.set(key, glyph);
  return glyph;
}

/** What can be printed of a text: one line, no control or invisible characters. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Mn}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function letterOf(letter: string, weight: PrintWeight): Letter {
  const known = letters[weight].get(letter);
  if (known) return known;
  const found = load(letter, weight) ?? (letter === missing ? { advance: 1, outline: [] } : letterOf(missing, weight));
  if (letters[weight].size >= lettersKept) letters[weight].clear();
  letters[weight].set(letter, found);
  return found;
}

function load(letter: string, weight: PrintWeight): Letter | undefined {
  const size = units * perEm;
  const paths = FontLib.getpaths(fontId(weight), letter.codePointAt(0)!, size, size) as
    (Outline & { advance: number }) | undefined;
  if (!paths || (paths.length === 0 && !isBlank(letter))) return undefined;
  return { advance: paths.advance / units, outline: paths };
}

function isBlank(letter: string): boolean {
  return /^\s$/u.test(letter);
}

function fontId(weight: PrintWeight): number {
  let id = fontIds.get(weight);
  if (id === undefined) {
    const name = `print-${weight}`;
    FontLib.loadFont(name, printFont(weight));
    fontIds.set(weight, (id = FontLib.lookup(name)));
  }
  return id;
}
