import { type PrintWeight } from '../../platform/print-font';
import { widthOf } from './lettering';

const ellipsis = '…';
/** Chinese may be broken between any two characters. */
const wide = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/u;
/** What must not begin a line: it belongs to what stands before it. */
const clings = /^[,.;:!?)\]}%，。、；：！？）】》」』”’…]/u;

/**
 * Breaks a text into lines of at most `width` em. A word that is longer than a line is broken where the line ends.
 *
 * @returns at least one line; none is wider than `width`, unless one letter already is
 */
export function wrapText(text: string, width: number, weight: PrintWeight): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of piecesOf(text)) {
    if (used + widthOf(piece.trimEnd(), weight) > width) {
      if (line.trim() !== '') lines.push(line.trimEnd());
      const broken = brokenWord(piece.trimStart(), width, weight);
      lines.push(...broken.slice(0, -1));
      line = broken.at(-1)!;
      used = widthOf(line, weight);
    } else {
      line += piece;
      used += widthOf(piece, weight);
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** The first `count` lines; when more were there, the last one ends with an ellipsis and still fits. */
export function cutLines(lines: readonly string[], count: number, width: number, weight: PrintWeight): string[] {
  if (lines.length <= count) return [...lines];
  const kept = lines.slice(0, count);
  let last = kept[count - 1]!;
  while (last !== '' && widthOf(last + ellipsis, weight) > width) last = [...last].slice(0, -1).join('').trimEnd();
  kept[count - 1] = last + ellipsis;
  return kept;
}

/** The width of what should not be broken, in em: the longest word, number or date. */
export function longestWord(text: string, weight: PrintWeight): number {
  return Math.max(...piecesOf(text).map((piece) => widthOf(piece.trimEnd(), weight)));
}

/** What must not end a line: it belongs to what stands after it. */
const opens = /^[([{（【《「『“‘]/u;

/** What stays together: a Latin word with the blank after it, or one Chinese character and what clings to it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let before = '';
  for (const letter of text) {
    const begins = wide.test(letter) || wide.test(before) || (before === ' ' && letter !== ' ');
    const held = clings.test(letter) || opens.test(before) || letter === ' ';
    if (pieces.length === 0 || (begins && !held)) pieces.push(letter);
    else pieces[pieces.length - 1] += letter;
    before = letter;
  }
  return pieces;
}

/** A word that fits stays whole. Breaks after a hyphen or slash, if there is one not too early in the line; else where the line ends. */
function brokenWord(word: string, width: number, weight: PrintWeight): string[] {
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && widthOf(part + letter.trimEnd(), weight) > width) {
      const joint = Math.max(...[...'-/_.'].map((sign) => part.lastIndexOf(sign))) + 1;
      const end = joint > part.length / 2 ? joint : part.length;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
    part += letter;
  }
  return [...parts, part];
}
