import { randomInt } from 'node:crypto';

/** The two letters that say what a code names. Never reassigned: a printed label must mean the same for ever. */
export const prefixes = {
  part: 'PT',
  bin: 'BN',
  site: 'ST',
  'staff-member': 'SM',
  'serial-unit': 'SU',
  'installed-unit': 'IU',
  customer: 'CU',
  supplier: 'SP',
  requisition: 'RQ',
  issue: 'IS',
  receipt: 'RC',
  transfer: 'TR',
  'unused-return': 'UR',
  'work-order': 'WO',
  'service-request': 'SR',
  'service-report': 'RP',
  'old-part': 'OP',
  parcel: 'PC',
  claim: 'CL',
  count: 'CN',
  label: 'LB',
  'scan-session': 'SS',
  'write-off': 'WF',
  inspection: 'IN',
  reversal: 'RV',
  tariff: 'TF',
  quotation: 'QT',
  charge: 'CG',
  waiver: 'WV',
  payment: 'PY',
  remittance: 'RM',
  goodwill: 'GW',
  'service-contract': 'SC',
  'site-document': 'SD',
  'unit-return': 'RT',
  'expense-claim': 'EX',
  'supplier-inquiry': 'SQ',
  'fault-report': 'FR',
  escalation: 'EC',
  dispute: 'DP',
  'risk-consent': 'CS',
  'take-in': 'TK',
  'maker-alert': 'MK',
} as const;

/** What a code of ours can name. */
export type RecordKind = keyof typeof prefixes;

/** A code of ours in its one canonical spelling: two letters, ten random characters, one check character. */
export type Code = `${(typeof prefixes)[RecordKind]}${string}`;

/** Why a text is not a code of ours; `wrong-check` alone means that it was meant to be one and was misread. */
export type CodeRefusal = 'not-ours' | 'unknown-prefix' | 'wrong-check';

/** What {@link parseCode} found. */
export type ParsedCode = { valid: true; kind: RecordKind; code: Code } | { valid: false; reason: CodeRefusal };

/** Crockford's base 32: no I, L, O, U, so that nobody misreads what is typed by hand. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomLength = 10;
const shape = /^[A-Z]{2}[0-9A-HJKMNP-TV-Z]{11}$/;
const kinds = new Map<string, RecordKind>(
  Object.entries(prefixes).map(([kind, prefix]) => [prefix, kind as RecordKind]),
);

/**
 * A new code: prefix, ten random characters (2^50 possibilities: never a guessable key), check character.
 *
 * About one draw in eight is thrown away: the check character may be a letter that is misread by eye, or a swap of
 * neighbours may make another valid code, which MOD 37,36 by itself does not exclude (1 swap in 630).
 */
export function newCode(kind: RecordKind): Code {
  for (;;) {
    let body: string = prefixes[kind];
    for (let i = 0; i < randomLength; i += 1) body += alphabet[randomInt(alphabet.length)];
    const code = (body + checkCharacter(body)) as Code;
    if (shape.test(code) && !swapsOfNeighbours(code).some(hasRightCheck)) return code;
  }
}

/**
 * Reads a code as a scanner or a hand gives it: lower case, full-width letters of a Chinese keyboard, blanks and dashes
 * are forgiven; after the prefix O is 0, and I and L are 1 (Crockford).
 */
export function parseCode(text: string): ParsedCode {
  const code = spelling(text);
  if (!shape.test(code)) return { valid: false, reason: 'not-ours' };
  const kind = kinds.get(code.slice(0, 2));
  if (!kind) return { valid: false, reason: 'unknown-prefix' };
  if (!hasRightCheck(code)) return { valid: false, reason: 'wrong-check' };
  return { valid: true, kind, code: code as Code };
}

function hasRightCheck(code: string): boolean {
  return checkCharacter(code.slice(0, -1)) === code.at(-1);
}

function spelling(text: string): string {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
    .toUpperCase();
  return compact.slice(0, 2) + compact.slice(2).replace(/O/g, '0').replace(/[IL]/g, '1');
}

/**
 * The codes that one misread character may have made of `text`, whose check character is wrong: for each place after the
 * prefix the one character, if any, that makes it right.
 */
export function singleMisreads(text: string): { place: number; code: Code }[] {
  const misread = spelling(text);
  const found: { place: number; code: Code }[] = [];
  for (let at = 2; at < misread.length; at += 1) {
    for (const character of alphabet) {
      const parsed = parseCode(misread.slice(0, at) + character + misread.slice(at + 1));
      if (parsed.valid) found.push({ place: at + 1, code: parsed.code });
    }
  }
  return found;
}

const checkAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The check character over digits and capital letters, prefix included (ISO/IEC 7064, hybrid system MOD 37,36): finds
 * every single wrong character and all but one in 630 swaps of neighbours.
 */
export function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    const sum = (product + checkAlphabet.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return checkAlphabet[(37 - product) % 36]!;
}

function swapsOfNeighbours(code: string): string[] {
  const swaps: string[] = [];
  for (let i = 0; i + 1 < code.length; i += 1) {
    if (code[i] !== code[i + 1]) swaps.push(code.slice(0, i) + code[i + 1]! + code[i]! + code.slice(i + 2));
  }
  return swaps;
}
