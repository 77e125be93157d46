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
  'write-off': 'WF',
  inspection: 'IN',
  reversal: 'RV',
} as const;

/** What a code of ours can name. */
export type RecordKind = keyof typeof prefixes;

/** Crockford's base 32: no I, L, O, U, so that nobody misreads what is typed by hand. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomLength = 10;

/** A new code: prefix, ten random characters (never a guessable key), check character (ISO 7064 MOD 37,36). */
export function newCode(kind: RecordKind): string {
  let body: string = prefixes[kind];
  for (let i = 0; i < randomLength; i += 1) body += alphabet[randomInt(alphabet.length)];
  return body + checkCharacter(body);
}

const checkAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064 hybrid system MOD 37,36: finds every single misread and every swap of neighbours. */
export function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    const sum = (product + checkAlphabet.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return checkAlphabet[(37 - product) % 36]!;
}
