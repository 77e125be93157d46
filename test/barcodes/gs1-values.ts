import fc from 'fast-check';
import { gs1CheckDigit } from '../../src/barcodes/gs1-check-digit';
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

/** Values that the rules of the component allow. */
function componentValue({ characters: set, least, most, rules }: Gs1Component): fc.Arbitrary<string> {
  const [rule] = rules;
  if (rule === 'csum') return characters(alphabets.N, most - 1, most - 1).map((key) => key + gs1CheckDigit(key));
  if (rule === 'yymmd0') return fc.tuple(number(0, 99), number(1, 12), number(0, 28)).map((parts) => parts.join(''));
  if (rule === 'yymmdd') return fc.tuple(number(0, 99), number(1, 12), number(1, 28)).map((parts) => parts.join(''));
  if (rule === 'hhmi') return fc.tuple(number(0, 23), number(0, 59)).map((parts) => parts.join(''));
  if (rule === 'hh') return number(0, 23);
  if (rule === 'mi' || rule === 'ss') return number(0, 59);
  if (rule === 'zero') return fc.constant('0'.repeat(most));
  if (rule === 'yesno') return fc.constantFrom('0', '1');
  if (rule === 'nozeroprefix') return fc.bigInt({ min: 0n, max: 10n ** BigInt(most) - 1n }).map(String);
  if (rule === 'pieceoftotal') return pieces.map(([piece, total]) => piece + String(total).padStart(2, '0'));
  if (rule === 'gcppos1') {
    return fc
      .tuple(characters(alphabets.N, 4, 4), characters(alphabets[set], 0, most - 4))
      .map((parts) => parts.join(''));
  }
  return characters(alphabets[set], least, most);
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
