import { type PrintWeight } from '../../platform/print-font';
import { widthOf } from './lettering';

const ellipsis = '…';
/** Chinese may be broken between any two characters. */
const wide = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/u;
/** What must not begin a line: it belongs to what stands before it. */
const clings = /^[,.;:!?)\]}%，。、；：！？）】》」』”’…]/u;

/** What must not end a line: it belongs to what stands after it. */
const opens = /^[([{（【《「『“‘]/u;

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
  return withoutOrphan(lines, text.trimEnd(), width, weight);
}

/** A Chinese character does not stand alone on the last line when it can have company. */
function withoutOrphan(lines: string[], text: string, width: number, weight: PrintWeight): string[] {
  const [before, last] = [[...(lines.at(-2) ?? '')], lines.at(-1)!];
  const company = before.at(-1) ?? '';
  const alone = wide.test(last) && [...last].length === 1 && wide.test(company) && text.endsWith(company + last);
  const held = clings.test(company) || opens.test(before.at(-2) ?? '') || before.length < 4;
  if (!alone || held || widthOf(company + last, weight) > width) return lines;
  return [...lines.slice(0, -2), before.slice(0, -1).join('').trimEnd(), company + last];
}

/** The first `count` lines of a text; when more were there, the last one goes on as far as it can and ends with an ellipsis. */
export function cutLines(
  text: string,
  lines: readonly string[],
  count: number,
  width: number,
  weight: PrintWeight,
): string[] {
  if (lines.length <= count) return [...lines];
  const kept = lines.slice(0, count - 1);
  let last = '';
  for (const letter of textAfter(text, kept)) {
    if (widthOf(last + letter + ellipsis, weight) > width) break;
    last += letter;
  }
  return [...kept, last.replace(/[\s([{（【《「『“‘、，,]+$/u, '') + ellipsis];
}

/** What is left of a text after its first lines: these have lost blanks at their ends, and may have got hyphens there. */
function textAfter(text: string, lines: readonly string[]): string {
  let at = 0;
  for (const letter of lines.join('')) {
    while (letter !== ' ' && text[at] === ' ') at += 1;
    if (text.startsWith(letter, at)) at += letter.length;
  }
  return text.slice(at).trimStart();
}

/** The width of what should not be broken, in em: the longest word, number or date. */
export function longestWord(text: string, weight: PrintWeight): number {
  return Math.max(...piecesOf(text).map((piece) => widthOf(piece.trimEnd(), weight)));
}

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

/** Of a word at least so many letters stand on a line. */
const fewestLetters = 4;

/** A word that fits stays whole. */
function brokenWord(word: string, width: number, weight: PrintWeight): string[] {
  const parts: string[] = [];
  const left = [...word];
  while (widthOf(left.join('').trimEnd(), weight) > width) {
    const fitting = fittingLetters(left, width, weight);
    if (fitting >= left.length) break;
    const hyphened = hyphenPlace(left, width, weight);
    const joint = Math.max(...[...'-/_.'].map((sign) => left.slice(0, fitting).lastIndexOf(sign))) + 1;
    if (joint > fitting / 2) parts.push(left.splice(0, joint).join(''));
    else if (hyphened === undefined) parts.push(left.splice(0, fitting).join(''));
    else parts.push(left.splice(0, hyphened).join('') + '-');
  }
  return [...parts, left.join('')];
}

/** At least one, so that there is an end. */
function fittingLetters(letters: readonly string[], width: number, weight: PrintWeight): number {
  let count = 1;
  let used = widthOf(letters[0]!, weight);
  while (count < letters.length && (used += widthOf(letters[count]!, weight)) <= width) count += 1;
  return count;
}

/** After how many letters a long word may be broken with a hyphen; not among capitals and digits: these are numbers. */
function hyphenPlace(letters: readonly string[], width: number, weight: PrintWeight): number | undefined {
  const length = letters.join('').trimEnd().length;
  const fitting = fittingLetters(letters, width - widthOf('-', weight), weight);
  const place = Math.min(fitting, length - fewestLetters);
  const word = letters.slice(Math.max(0, place - fewestLetters), place + fewestLetters).join('');
  return place >= fewestLetters && /^\p{L}\p{Ll}*$/u.test(word) ? place : undefined;
}
