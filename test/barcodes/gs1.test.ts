import fc from 'fast-check';
import { bracketed, elementString, parseBracketed, parseElementString, type Gs1Parsed } from '../../src/barcodes/gs1';
import {
  gs1CheckCharacters,
  gs1CheckDigit,
  gtin14,
  hasGs1CheckCharacters,
  hasGs1CheckDigit,
} from '../../src/barcodes/gs1-check-digit';
import { gs1Date, isGs1Date } from '../../src/barcodes/gs1-date';
import { gs1Identifiers, identifierAtStart } from '../../src/barcodes/gs1-identifiers';
import { elements } from './gs1-values';

const GS = '\x1d';

function pairs(parsed: Gs1Parsed): [string, string][] {
  if ('refusal' in parsed) throw new Error(parsed.refusal.sentence);
  return parsed.elements.map(({ ai, value }) => [ai, value]);
}

function reason(parsed: Gs1Parsed): string {
  return 'refusal' in parsed ? parsed.refusal.reason : 'none';
}

describe('GS1 check digits', () => {
  test('published keys have theirs', () => {
    for (const key of [
      '376104250021234569', // SSCC, the worked example of GS1 General Specifications 7.9.1
      '6291041500213', // the worked example of GS1's check digit page
      '80614141123458', // GTIN-14, EPC Tag Data Standard
      '106141412345678908', // SSCC, EPC Tag Data Standard
      '0614141123452', // GLN, EPC Tag Data Standard
      '061414112345678902', // GSRN, EPC Tag Data Standard
      '09506000134352', // GTIN, GS1 Digital Link Standard
      '4006381333931',
      '96385074', // EAN-8
    ]) {
      expect(hasGs1CheckDigit(key)).toBe(true);
    }
  });

  test('every single wrong digit is found', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(8, 12, 13, 14, 17, 18),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.nat(9)),
        (length, at, change, stream) => {
          const body = Array.from({ length: length - 1 }, () => stream.next().value as number).join('');
          const key = body + gs1CheckDigit(body);
          expect(hasGs1CheckDigit(key)).toBe(true);
          const place = at % length;
          const wrong = (Number(key[place]) + change) % 10;
          expect(hasGs1CheckDigit(key.slice(0, place) + wrong + key.slice(place + 1))).toBe(false);
        },
      ),
    );
  });

  test('a GTIN of any length is compared with fourteen digits', () => {
    expect(gtin14('96385074')).toBe('00000096385074');
    expect(gtin14('614141000036')).toBe('00614141000036');
    expect(gtin14('4006381333931')).toBe('04006381333931');
    expect(gtin14('80614141123458')).toBe('80614141123458');
    for (const text of ['4006381333932', '123', '', '400638133393X']) expect(gtin14(text)).toBeUndefined();
  });
});

describe('GS1 check character pairs', () => {
  // GS1 General Specifications 7.9.5, the worked example.
  const published = '1987654Ad4X4bL5ttr2310c';

  test('the published model number has its own', () => {
    expect(gs1CheckCharacters(published)).toBe('2K');
    expect(pairs(parseBracketed(`(8013)${published}2K`))).toEqual([['8013', `${published}2K`]]);
    expect(reason(parseBracketed(`(8013)${published}2L`))).toBe('wrong-check-digit');
  });

  test('every single wrong character is found', () => {
    const others = 'ABCDEFabcdef0123456789-./';
    for (let place = 0; place < published.length; place += 1) {
      for (const other of others) {
        if (other === published[place]) continue;
        const wrong = published.slice(0, place) + other + published.slice(place + 1);
        expect([wrong, hasGs1CheckCharacters(`${wrong}2K`)]).toEqual([wrong, false]);
      }
    }
  });
});

describe('GS1 dates', () => {
  test('the century puts the year from 49 years back to 50 ahead', () => {
    expect(gs1Date('991231', '2026-03-31')).toBe('1999-12-31');
    expect(gs1Date('770101', '2026-03-31')).toBe('1977-01-01');
    expect(gs1Date('760101', '2026-03-31')).toBe('2076-01-01');
    expect(gs1Date('200101', '2060-01-01')).toBe('2020-01-01');
    expect(gs1Date('100101', '2060-01-01')).toBe('2110-01-01');
    expect(gs1Date('110101', '2060-01-01')).toBe('2011-01-01');
  });

  test('day 00 is the last day of the month', () => {
    expect(gs1Date('280200', '2026-03-31')).toBe('2028-02-29');
    expect(gs1Date('270200', '2026-03-31')).toBe('2027-02-28');
    expect(gs1Date('261200', '2026-03-31')).toBe('2026-12-31');
  });

  test('days that do not exist are none', () => {
    for (const date of ['261301', '260001', '260431', '270229', '260132']) expect(isGs1Date(date, true)).toBe(false);
    expect(isGs1Date('280229', false)).toBe(true);
    expect(isGs1Date('280200', true)).toBe(true);
    expect(isGs1Date('280200', false)).toBe(false);
  });
});

describe('GS1 element strings', () => {
  test('published examples read as they say', () => {
    // EPC Tag Data Standard: the element strings of its example EPCs; GS1 Digital Link Standard: GTIN, lot, serial, expiry.
    for (const [text, expected] of [
      [
        '(01)80614141123458(21)6789',
        [
          ['01', '80614141123458'],
          ['21', '6789'],
        ],
      ],
      ['(00)106141412345678908', [['00', '106141412345678908']]],
      [
        '(414)0614141123452(254)400',
        [
          ['414', '0614141123452'],
          ['254', '400'],
        ],
      ],
      ['(8003)00614141123452400', [['8003', '00614141123452400']]],
      ['(8004)061414112345400', [['8004', '061414112345400']]],
      ['(8018)061414112345678902', [['8018', '061414112345678902']]],
      ['(253)0614141123452400', [['253', '0614141123452400']]],
      [
        '(8010)0614141123ABC(8011)123456789',
        [
          ['8010', '0614141123ABC'],
          ['8011', '123456789'],
        ],
      ],
      [
        // GS1's Digital Link toolkit: the element strings of its documentation.
        '(3103)000189(01)05412345000013(3923)2172(10)ABC&+123',
        [
          ['3103', '000189'],
          ['01', '05412345000013'],
          ['3923', '2172'],
          ['10', 'ABC&+123'],
        ],
      ],
      ['(8007)DE89370400440532013000', [['8007', 'DE89370400440532013000']]], // ISO 13616, Germany's example
      [
        '(01)09506000134352(17)180426(10)ABC1(21)12345',
        [
          ['01', '09506000134352'],
          ['17', '180426'],
          ['10', 'ABC1'],
          ['21', '12345'],
        ],
      ],
    ] as [string, [string, string][]][]) {
      const parsed = parseBracketed(text);
      expect(pairs(parsed)).toEqual(expected);
      if ('refusal' in parsed) continue;
      expect(pairs(parseElementString(elementString(parsed.elements)))).toEqual(expected);
      expect(bracketed(parsed.elements)).toBe(text);
    }
  });

  test('a value of variable length is ended by GS; a predefined length needs none', () => {
    const expected = [
      ['01', '09506000134352'],
      ['10', 'ABC1'],
      ['17', '180426'],
      ['21', '12345'],
    ];
    expect(pairs(parseElementString(`010950600013435210ABC1${GS}171804262112345`))).toEqual(expected);
    expect(pairs(parseElementString(`${GS}0109506000134352${GS}10ABC1${GS}17180426${GS}2112345${GS}`))).toEqual(
      expected,
    );
    expect(elementString(expected.map(([ai, value]) => ({ ai: ai!, value: value! })))).toBe(
      `010950600013435210ABC1${GS}171804262112345`,
    );
    // 7003 has always ten digits, but its length is not predefined.
    expect(pairs(parseElementString(`70032604261230${GS}11260101`))).toEqual([
      ['7003', '2604261230'],
      ['11', '260101'],
    ]);
    expect(
      elementString([
        { ai: '7003', value: '2604261230' },
        { ai: '11', value: '260101' },
      ]),
    ).toContain(GS);
  });

  test('no identifier begins another', () => {
    for (const ai of gs1Identifiers.keys()) expect(identifierAtStart(`${ai}0`)?.ai).toBe(ai);
  });

  test('what is produced reads back, whatever the identifiers and values', () => {
    fc.assert(
      fc.property(elements(), (written) => {
        const expected = written.map(({ ai, value }) => [ai, value]);
        expect(pairs(parseElementString(elementString(written)))).toEqual(expected);
        const ambiguous = written.some(({ value }) => /\(\d{2,4}\)/.test(value));
        if (!ambiguous) expect(pairs(parseBracketed(bracketed(written)))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('a refusal says why', () => {
    for (const [text, expected] of [
      ['(05)123', 'unknown-ai'],
      ['01)09506000134352', 'unknown-ai'],
      ['(01)09506000134353', 'wrong-check-digit'],
      ['(01)0950600013435', 'wrong-length'],
      ['(10)ABCDEFGHIJKLMNOPQRSTU', 'wrong-length'],
      ['(10)', 'wrong-length'],
      ['(10)AB#C', 'wrong-characters'],
      ['(10)批号', 'wrong-characters'],
      ['(30)1A', 'wrong-characters'],
      ['(17)261301', 'wrong-date'],
      ['(7003)2613010000', 'wrong-date'],
      ['(7003)2612012460', 'wrong-date'],
      ['(8003)10614141123452400', 'wrong-value'],
      ['(8010)ABC123', 'wrong-value'],
      ['(8011)0123', 'wrong-value'],
      ['(8006)095060001343520302', 'wrong-value'],
      ['(8007)DE89370400440532013001', 'wrong-check-digit'],
      ['(7250)19900229', 'wrong-date'],
      ['(4309)18000000010000000000', 'wrong-value'],
      ['(4302)50%2 A', 'wrong-characters'],
      ['(4302)50%2', 'wrong-value'],
      ['(7258)4/3', 'wrong-value'],
      ['(8001)00000123400101', 'wrong-value'],
      ['(8030)ABCD=', 'wrong-value'],
      ['(10)A(10)B', 'repeated-ai'],
    ] as const) {
      expect([text, reason(parseBracketed(text))]).toEqual([text, expected]);
    }
    expect(reason(parseElementString(''))).toBe('empty');
    expect(reason(parseElementString(GS))).toBe('empty');
    expect(reason(parseElementString('0509506000134352'))).toBe('unknown-ai');
    expect(reason(parseElementString('01095060'))).toBe('wrong-length');
    expect(pairs(parseBracketed('(10)A(10)A'))).toEqual([['10', 'A']]);
  });
});
