import { raw } from 'bwip-js/node';
import fc from 'fast-check';
import { parseBracketed, type Gs1Parsed } from '../../src/barcodes/gs1';
import { gs1Identifiers } from '../../src/barcodes/gs1-identifiers';
import { element } from './gs1-values';

/**
 * The barcode encoder checks GS1 data by a table and rules of its own, made from the GS1 Barcode Syntax Dictionary: an
 * independent judge of ours. Every identifier is compared. Where we differ on purpose stands here, with the reason.
 */
const encoderKnowsTheList: Record<string, string> = {
  countries: '^(42[1-6]|703\\d|4307|4317)$',
  currencies: '^39[13]\\d$',
  packages: '^7041$',
  media: '^7241$',
  coupons: '^81(10|12)$',
};

/** We ask for the four digits that a company prefix has at least, the encoder for two. */
const startsWithCompanyPrefix = /^(401|7023|8004|8010|8013|8014)$/;

const everyAi = [...gs1Identifiers.keys()];
const hasList = (ai: string) => Object.values(encoderKnowsTheList).some((ais) => new RegExp(ais).test(ai));
const withoutLists = everyAi.filter((ai) => !hasList(ai));

function reason(parsed: Gs1Parsed): string {
  return 'refusal' in parsed ? parsed.refusal.reason : 'none';
}

const weAccept = (ai: string, value: string): boolean => reason(parseBracketed(`(${ai})${value}`)) === 'none';

/** What the encoder says; it looks at each value before it asks which identifiers must stand together. */
function encoderSays(ai: string, value: string): string {
  try {
    raw({ bcid: 'gs1datamatrix', text: `(${ai})${value}`, parse: false });
    return 'accepted';
  } catch (error) {
    const said = String(error);
    return /GS1missingAIs|GS1exclusiveAIs/i.test(said) ? 'accepted' : said;
  }
}

const encoderAccepts = (ai: string, value: string): boolean => encoderSays(ai, value) === 'accepted';

/** Brackets would be taken for the marks of an identifier. */
const plain = fc.string({
  unit: fc.constantFrom('', '0', '1', '7', '9', 'A', 'a', '#', ' ', '/', '%', '-'),
  maxLength: 1,
});

describe('Agreement with the checker of the barcode encoder', () => {
  test('it knows the identifiers that we know, and no others', () => {
    const numbers = [2, 3, 4].flatMap((length) =>
      Array.from({ length: 10 ** length }, (_, i) => String(i).padStart(length, '0')),
    );
    const known = numbers.filter((ai) => !/GS1unknownAI/.test(encoderSays(ai, '1')));
    expect(known.sort()).toEqual([...everyAi].sort());
  });

  test.each(withoutLists)(
    '(%s): what we call right is right to it, and of what is damaged both refuse the same',
    (ai) => {
      const damage = fc.tuple(fc.nat(), plain, fc.boolean());
      fc.assert(
        fc.property(element([ai]), damage, ({ value }, [at, put, insert]) => {
          fc.pre(!/[()]/.test(value));
          expect([value, reason(parseBracketed(`(${ai})${value}`)), encoderSays(ai, value)]).toEqual([
            value,
            'none',
            'accepted',
          ]);
          const place = at % value.length;
          const damaged = value.slice(0, place) + put + value.slice(place + (insert ? 0 : 1));
          if (startsWithCompanyPrefix.test(ai) && !/^\d{4}/.test(damaged)) return;
          expect([damaged, weAccept(ai, damaged)]).toEqual([damaged, encoderAccepts(ai, damaged)]);
        }),
        { numRuns: /^3\d{3}$/.test(ai) ? 2 : 10 },
      );
    },
  );

  test.each(everyAi.filter(hasList))('(%s): what it refuses for a list alone, we read', (ai) => {
    fc.assert(
      fc.property(element([ai]), ({ value }) => {
        fc.pre(!/[()]/.test(value));
        expect(weAccept(ai, value)).toBe(true);
        expect(encoderSays(ai, value)).toMatch(/accepted|Unknown|bad(Country|Currency|Media|Package)|coupon/i);
      }),
      { numRuns: 6 },
    );
  });

  test.each([
    ['421', '156200000'],
    ['426', '276'],
    ['7030', '156ABC'],
    ['4307', 'CN'],
    ['3912', '156000199'],
    ['7041', '1A'],
    ['7241', '01'],
  ])('(%s): what the list has, both read', (ai, value) => {
    expect([weAccept(ai, value), encoderSays(ai, value)]).toEqual([true, 'accepted']);
  });
});
