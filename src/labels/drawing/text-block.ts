import { type PrintWeight } from '../../platform/print-font';
import { ascent, lineHeight, widthOf } from './lettering';
import { cutLines, longestWord, wrapText } from './wrap-text';

/** Below 2 mm (16 dots at 203 dpi) Chinese characters run together. */
export const smallestText = 2;

/** A text of a label, and how much it matters. */
export interface Paragraph {
  text: string;
  /** Its size, as a multiple of the block's. */
  scale: number;
  /** It never gets smaller than this multiple of the smallest legible size. */
  floor: number;
  weight: PrintWeight;
  /** When there is room for too few lines, the paragraph with the lowest rank gets them first. */
  rank: number;
  /** Gets a second line before the others get their first. */
  whole: boolean;
}

/** An area of a label, in mm from its top left corner. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A line of text where it stands: `x` is its left end, `baseline` its foot, `size` the em, all in mm. */
export interface TextLine {
  text: string;
  x: number;
  baseline: number;
  size: number;
  weight: PrintWeight;
  /** The whole of its paragraph is printable ASCII, which any printer can set. */
  latin: boolean;
}

interface Limited extends Paragraph {
  /** In mm. */
  limit: number;
}

interface Setting {
  paragraph: Paragraph;
  size: number;
  lines: string[];
}

const step = 0.93;
const gap = 0.16;
/** Words and numbers stay whole unless that made them smaller than this multiple of the smallest … */
const wholeWords = 1.2;
/** … or so much smaller than there is room for. */
const wholeShare = 0.65;

/**
 * Sets paragraphs below each other in an area: as large as fits (at most `largest`), wrapped; smaller until all fits;
 * and when the smallest legible size is too large, what matters least is cut with an ellipsis or left out.
 */
export function setParagraphs(paragraphs: readonly Paragraph[], area: Area, largest: number): TextLine[] {
  const said = paragraphs.filter(({ text }) => text !== '');
  if (said.length === 0) return [];
  const roomy = Math.min(largest, roomyGuess(said, area));
  const told = said.map((paragraph) => withLimit(paragraph, area.width, roomy));
  const topScale = Math.max(...told.map(({ scale }) => scale));
  const first = told.reduce((best, one) => (one.rank < best.rank ? one : best));
  // What is read first stays the largest, even where its length keeps it small.
  const start = Math.min(roomy, first.limit / 1.15);
  const mostLines = area.height > 60 ? 6 : 3;
  for (let size = start; size * topScale > smallestText; size *= step) {
    const set = settingAt(told, size, area.width);
    if (heightOf(set) <= area.height && set.every(({ lines }) => lines.length <= mostLines)) return placed(set, area);
  }
  return placed(withinBudget(settingAt(told, 0, area.width), area), area);
}

/** A paragraph is never so large that one of its words would have to be broken. */
function withLimit(paragraph: Paragraph, width: number, roomy: number): Limited {
  const limit = width / longestWord(paragraph.text, paragraph.weight);
  const least = Math.max(smallestText * wholeWords, roomy * wholeShare);
  return { ...paragraph, limit: limit < least ? Infinity : limit };
}

/** No setting is larger than the one whose letters would fill the area without a gap. */
function roomyGuess(told: readonly Paragraph[], area: Area): number {
  const ink = told.reduce(
    (sum, { text, scale, weight }) => sum + widthOf(text, weight) * scale * scale * lineHeight,
    0,
  );
  return Math.sqrt((area.width * area.height) / Math.max(ink, 0.1));
}

function settingAt(told: readonly Limited[], size: number, width: number): Setting[] {
  return told.map((paragraph) => {
    const own = Math.max(smallestText * paragraph.floor, Math.min(size * paragraph.scale, paragraph.limit * 0.999));
    return { paragraph, size: own, lines: wrapText(paragraph.text, width / own, paragraph.weight) };
  });
}

function heightOf(set: readonly Setting[]): number {
  return (
    set.reduce((sum, { size, lines }) => sum + lines.length * size * lineHeight, 0) + gapOf(set) * (set.length - 1)
  );
}

function gapOf(set: readonly Setting[]): number {
  return gap * Math.min(...set.map(({ size }) => size));
}

/** Gives lines in the order of rank: two to what should stay whole, one to each other paragraph, then what is left. */
function withinBudget(set: Setting[], area: Area): Setting[] {
  let room = area.height + 1e-6;
  const given = new Map<Setting, number>();
  const byRank = [...set].sort((a, b) => a.paragraph.rank - b.paragraph.rank);
  for (const one of byRank) {
    const line = one.size * lineHeight;
    const between = given.size === 0 ? 0 : gapOf(set);
    const wanted = one.paragraph.whole ? Math.min(2, one.lines.length) : 1;
    const count = Math.min(wanted, Math.floor((room - between) / line));
    if (count < 1) continue;
    given.set(one, count);
    room -= count * line + between;
  }
  for (const [one, count] of given) {
    const more = Math.min(one.lines.length - count, Math.floor(room / (one.size * lineHeight)));
    given.set(one, count + more);
    room -= more * one.size * lineHeight;
  }
  return set
    .filter((one) => given.has(one))
    .map((one) => {
      const width = area.width / one.size;
      const { text, weight } = one.paragraph;
      return { ...one, lines: cutLines(text, one.lines, given.get(one)!, width, weight) };
    });
}

function placed(set: readonly Setting[], area: Area): TextLine[] {
  const between = set.length === 0 ? 0 : gapOf(set);
  const placedLines: TextLine[] = [];
  let y = area.y;
  for (const { paragraph, size, lines } of set) {
    const latin = isLatin(lines.join(''));
    for (const text of lines) {
      placedLines.push({ text, x: area.x, baseline: y + ascent * size, size, weight: paragraph.weight, latin });
      y += size * lineHeight;
    }
    y += between;
  }
  return placedLines;
}

export function isLatin(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
