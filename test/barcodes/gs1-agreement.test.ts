import { raw } from 'bwip-js/node';
import fc from 'fast-check';
import { parseBracketed, type Gs1Parsed } from '../../src/barcodes/gs1';
import { gs1Identifiers } from '../../src/barcodes/gs1-identifiers';
import { element } from './gs1-values';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

function reason(parsed: Gs1Parsed): string {
  return 'refusal' in parsed ? parsed.refusal.reason : 'none';
}

/** Whether the encoder's own, independent check of GS1 data accepts this element; which others it must be with is not asked. */
function encoderAccepts(ai: string, value: string): boolean {
  try {
    raw({ bcid: 'gs1datamatrix', text: `(${ai})${value}`, parse: false });
    return true;
  } catch (error) {
    return /GS1missingAIs|GS1exclusiveAIs/i.test(String(error));
  }
}

describe('Agreement with the checker of the barcode encoder', () => {
  // Without the identifiers whose rules need a list of countries, and those whose rules we leave out.
  const compared = [
    '00',
    '01',
    '02',
    '10',
    '11',
    '13',
    '15',
    '17',
    '20',
    '21',
    '22',
    '240',
    '241',
    '242',
    '250',
    '251',
    '253',
    '255',
    '30',
    '37',
    '3103',
    '400',
    '401',
    '402',
    '410',
    '414',
    '417',
    '420',
    '7003',
    '8003',
    '8004',
    '8005',
    '8006',
    '8008',
    '8010',
    '8011',
    '8012',
    '8017',
    '8018',
    '8020',
    '8200',
    '90',
    '91',
    '99',
  ];

  // We ask for the digits of a company prefix (GS1's linter gcppos1), the encoder does not.
  const startsWithPrefix = ['401', '8004', '8010'];

  test('each value that we call right is right to it', () => {
    fc.assert(
      fc.property(element(compared), ({ ai, value }) => {
        fc.pre(!/[()]/.test(value));
        expect(reason(parseBracketed(`(${ai})${value}`))).toBe('none');
        if (!encoderAccepts(ai, value)) throw new Error(`the encoder refuses (${ai})${value}`);
      }),
      { numRuns: 250 },
    );
  });

  test('of damaged values, both refuse the same', () => {
    const damage = fc.tuple(fc.nat(), fc.constantFrom('', '0', '7', 'A', 'a', '#', ' ', '/'), fc.boolean());
    fc.assert(
      fc.property(
        element(compared.filter((ai) => !startsWithPrefix.includes(ai))),
        damage,
        ({ ai, value }, [at, put, insert]) => {
          fc.pre(!/[()]/.test(value));
          const place = at % value.length;
          const damaged = value.slice(0, place) + put + value.slice(place + (insert ? 0 : 1));
          const ours = reason(parseBracketed(`(${ai})${damaged}`));
          if ((ours === 'none') !== encoderAccepts(ai, damaged)) throw new Error(`(${ai})${damaged}: we say ${ours}`);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a company prefix and a check digit are looked at in the same places', () => {
    fc.assert(
      fc.property(fc.constantFrom('00', '01', '410', '402', '8017'), digits(18), (ai, key) => {
        const value = key.slice(0, gs1Identifiers.get(ai)!.components[0]!.most);
        expect(reason(parseBracketed(`(${ai})${value}`)) === 'none').toBe(encoderAccepts(ai, value));
      }),
      { numRuns: 100 },
    );
  });
});
