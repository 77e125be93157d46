import { hasGs1CheckCharacters, hasGs1CheckDigit } from './gs1-check-digit';
import { isDay, isGs1Date } from './gs1-date';

/** What kind of rule a value breaks. */
export type BrokenRule = 'wrong-check-digit' | 'wrong-date' | 'wrong-value';

type Linter = (part: string) => BrokenRule | undefined;

const checkDigit = (holds: (part: string) => boolean): Linter => refusing('wrong-check-digit', holds);
const date = (holds: (part: string) => boolean): Linter => refusing('wrong-date', holds);
const value = (holds: (part: string) => boolean): Linter => refusing('wrong-value', holds);
const pattern = (shape: RegExp): Linter => value((part) => shape.test(part));

/** The linters of the GS1 Barcode Syntax Dictionary that need no list kept by others, by its names. */
export const gs1Linters: Record<string, Linter> = {
  csum: checkDigit(hasGs1CheckDigit),
  csumalpha: checkDigit(hasGs1CheckCharacters),
  iban: checkDigit(isIban),
  yymmdd: date((part) => isGs1Date(part, false)),
  // Day 00 stands for the whole month.
  yymmd0: date((part) => isGs1Date(part, true)),
  yyyymmdd: date(isDay),
  hhmi: date((part) => /^([01]\d|2[0-3])[0-5]\d$/.test(part)),
  hh: date((part) => /^([01]\d|2[0-3])$/.test(part)),
  mi: date((part) => /^[0-5]\d$/.test(part)),
  ss: date((part) => /^[0-5]\d$/.test(part)),
  zero: pattern(/^0+$/),
  nonzero: pattern(/[1-9]/),
  nozeroprefix: pattern(/^(0|[1-9]\d*)$/),
  yesno: pattern(/^[01]$/),
  hyphen: pattern(/^-$/),
  hasnondigit: pattern(/\D/),
  // A company prefix has at least four digits (GS1 General Specifications 1.4.2).
  gcppos1: pattern(/^\d{4}/),
  // Characters outside the set of 82 are written %XX.
  pcenc: pattern(/^([^%]|%[0-9A-Fa-f]{2})*$/),
  // File-safe base 64 (RFC 4648), padded to a multiple of three or not at all.
  cset64: value((part) => !part.includes('=') || (/^[^=]+==?$/.test(part) && part.length % 3 === 0)),
  // Ten-millionths of a degree, from the south pole up and from the date line east.
  latitude: value((part) => Number(part) <= 180_0000000),
  longitude: value((part) => Number(part) <= 360_0000000),
  // Not known, male, female, not applicable (ISO/IEC 5218).
  iso5218: pattern(/^[0129]$/),
  // Face out, face in, undefined.
  winding: pattern(/^[019]$/),
  importeridx: pattern(/^[-0-9A-Z_a-z]$/),
  posinseqslash: value(isPositionInSequence),
  pieceoftotal: value((part) => isPieceOf(Number(part.slice(0, 2)), Number(part.slice(2)))),
};

function refusing(broken: BrokenRule, holds: (part: string) => boolean): Linter {
  return (part) => (holds(part) ? undefined : broken);
}

function isPieceOf(piece: number, total: number): boolean {
  return piece >= 1 && piece <= total;
}

/** "2/3": the second of three. */
function isPositionInSequence(part: string): boolean {
  const [, position, end] = /^(\d)\/(\d)$/.exec(part) ?? [];
  return position !== undefined && isPieceOf(Number(position), Number(end));
}

/** ISO 13616: country and check digits moved behind the account, letters as numbers from 10, is 1 modulo 97. */
function isIban(part: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]+$/.test(part)) return false;
  const turned = part.slice(4) + part.slice(0, 4);
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return Array.from(digits).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}
