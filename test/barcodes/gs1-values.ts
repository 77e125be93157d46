import fc from 'fast-check';
import { gs1CheckCharacters, gs1CheckDigit } from '../../src/barcodes/gs1-check-digit';
import { gs1Identifiers, type Gs1Component, type Gs1Identifier } from '../../src/barcodes/gs1-identifiers';

const alphabets = {
  N: '0123456789',
  X: '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz=',
};

const characters = (set: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...set), minLength, maxLength });

const number = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => String(value).padStart(2, '0'));

const pieces = fc.integer({ min: 1, max: 99 }).chain((total) => fc.tuple(number(1, total), fc.constant(total)));

const padded = (max: number, length: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max }).map((value) => String(value).padStart(length, '0'));

const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((written) => written.join(''));

/** Country and account with their check digits: 98 less what the rest leaves modulo 97 (ISO 13616). */
function withIbanDigits(country: string, account: string): string {
  const digits = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

const modelNumber = joined(
  characters(alphabets.N, 4, 4),
  characters('ABCdef', 1, 1),
  characters(alphabets.X, 0, 18),
).map((key) => key + gs1CheckCharacters(key));

/** What makes a length a multiple of three. */
const padding = ['', '==', '='];

/** Values that a rule allows, by its name; a rule that is not named here allows every value of the component's shape. */
const ruled: Record<string, (component: Gs1Component) => fc.Arbitrary<string>> = {
  csum: ({ most }) => characters(alphabets.N, most - 1, most - 1).map((key) => key + gs1CheckDigit(key)),
  csumalpha: () => modelNumber,
  cset64: ({ most }) =>
    characters(alphabets.Z.replace('=', ''), 1, most - 2).map((text) => text + padding[text.length % 3]!),
  iban: () =>
    fc.tuple(fc.constantFrom('CN', 'DE', 'NL'), characters('0123456789ABC', 1, 30)).map((of) => withIbanDigits(...of)),
  yymmd0: () => joined(number(0, 99), number(1, 12), number(0, 28)),
  yymmdd: () => joined(number(0, 99), number(1, 12), number(1, 28)),
  yyyymmdd: () => joined(number(19, 20), number(0, 99), number(1, 12), number(1, 28)),
  hhmi: () => joined(number(0, 23), number(0, 59)),
  hh: () => number(0, 23),
  mi: () => number(0, 59),
  ss: () => number(0, 59),
  zero: ({ most }) => fc.constant('0'.repeat(most)),
  nonzero: ({ most }) => characters(alphabets.N, most - 1, most - 1).map((before) => `${before}7`),
  nozeroprefix: ({ most }) => fc.bigInt({ min: 0n, max: 10n ** BigInt(most) - 1n }).map(String),
  yesno: () => fc.constantFrom('0', '1'),
  hyphen: () => fc.constant('-'),
  pcenc: ({ most }) =>
    fc
      .array(fc.oneof(characters(alphabets.X.replace('%', ''), 1, 1), fc.constantFrom('%41', '%e4')), {
        minLength: 1,
        maxLength: Math.floor(most / 3),
      })
      .map((written) => written.join('')),
  latitude: ({ most }) => padded(1_800_000_000, most),
  longitude: ({ most }) => padded(2 ** 31 - 1, most),
  iso5218: () => fc.constantFrom('0', '1', '2', '9'),
  winding: () => fc.constantFrom('0', '1', '9'),
  importeridx: () => characters(alphabets.Z.replace('=', ''), 1, 1),
  posinseqslash: () => fc.constantFrom('1/1', '1/3', '3/3', '9/9'),
  pieceoftotal: () => pieces.map(([piece, total]) => piece + String(total).padStart(2, '0')),
  gcppos1: ({ characters: set, most }) =>
    joined(characters(alphabets.N, 4, 4), characters(alphabets[set], 0, most - 4)),
};

/** Values that the rules of the component allow. */
function componentValue(component: Gs1Component): fc.Arbitrary<string> {
  const { characters: set, least, most, rules } = component;
  const rule = rules.find((name) => Object.hasOwn(ruled, name));
  return rule ? ruled[rule]!(component) : characters(alphabets[set], least, most);
}

/** Values of an identifier; an optional part is there only if those before it are. */
export function valueOf(identifier: Gs1Identifier): fc.Arbitrary<string> {
  const { components } = identifier;
  const needed = components.filter((component) => !component.optional).length;
  return fc
    .integer({ min: needed, max: components.length })
    .chain((count) => fc.tuple(...components.slice(0, count).map(componentValue)))
    .map((parts) => parts.join(''));
}

/** One element of any identifier among these (all of them by default). */
export function element(
  ais: readonly string[] = [...gs1Identifiers.keys()],
): fc.Arbitrary<{ ai: string; value: string }> {
  return fc.constantFrom(...ais).chain((ai) => valueOf(gs1Identifiers.get(ai)!).map((value) => ({ ai, value })));
}

/** Several elements, each identifier once. */
export function elements(ais?: readonly string[], maxLength = 6): fc.Arbitrary<{ ai: string; value: string }[]> {
  return fc.uniqueArray(element(ais), { minLength: 1, maxLength, selector: (each) => each.ai });
}
