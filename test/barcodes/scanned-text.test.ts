import fc from 'fast-check';
import { newCode, prefixes, type RecordKind } from '../../src/barcodes/code';
import { bracketed, elementString } from '../../src/barcodes/gs1';
import { parseScannedText, type ScannedText } from '../../src/barcodes/scanned-text';
import { elements } from './gs1-values';

const [GS, RS, EOT] = ['\x1d', '\x1e', '\x04'];

/** The GS1 content in short. */
function gs1Of(scanned: ScannedText): string {
  if (!('elements' in scanned)) throw new Error(`${scanned.form}: ${JSON.stringify(scanned)}`);
  return `${scanned.form} ${bracketed(scanned.elements)}`;
}

const reasonOf = (scanned: ScannedText): string => (scanned.form === 'refused' ? scanned.reason : scanned.form);

describe('What scanners deliver', () => {
  test('our own code, whatever the scanner adds around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(prefixes) as RecordKind[])),
        fc.constantFrom('', ']C0', ']d1', ']Q1', ' ', '\t'),
        fc.constantFrom('', '\r', '\n', '\r\n', '\t', ' '),
        (kind, before, after) => {
          const code = newCode(kind);
          expect(parseScannedText(before + code + after)).toMatchObject({ form: 'own', kind, code, text: code });
          expect(parseScannedText(before + code.toLowerCase() + after)).toMatchObject({ form: 'own', kind, code });
        },
      ),
    );
  });

  test('a GS1 element string in every way in which separators come', () => {
    const expected = 'gs1 (01)09506000134352(10)ABC1(17)180426(21)12345';
    const lot = '010950600013435210ABC1';
    const rest = '171804262112345';
    for (const delivered of [
      `]C1${lot}${GS}${rest}`,
      `]d2${lot}${GS}${rest}\r\n`,
      `]Q3${GS}${lot}${GS}${rest}`,
      `]e0${lot}#${rest}`,
      `${lot}${GS}${rest}`,
      `${GS}${lot}${GS}${rest}\r`,
      `${lot}<GS>${rest}`,
      `<GS>${lot}{GS}${rest}`,
      `${lot}^]${rest}`,
      `^]${lot}^]${rest}`,
      `${lot}␝${rest}`,
      `${lot}Alt029${rest}`,
      `${lot}#${rest}`,
      `#${lot}#${rest}\t`,
      '(01)09506000134352(10)ABC1(17)180426(21)12345',
      ' (01) 09506000134352 (10) ABC1 (17) 180426 (21) 12345 ',
    ]) {
      expect([delivered, gs1Of(parseScannedText(delivered))]).toEqual([delivered, expected]);
    }
  });

  test('a number sign belongs to a part identifier unless that makes no sense', () => {
    expect(gs1Of(parseScannedText(']d280100614141123#A'))).toBe('gs1 (8010)0614141123#A');
    expect(gs1Of(parseScannedText(']d280100614141123A#8011123'))).toBe('gs1 (8010)0614141123A#8011123');
    expect(gs1Of(parseScannedText(`]d280100614141123#A${GS}8011123`))).toBe('gs1 (8010)0614141123#A(8011)123');
    expect(parseScannedText('80100614141123#A')).toMatchObject({ form: 'foreign' });
  });

  test('plain digits are GS1 only with a key whose check digit is right', () => {
    expect(gs1Of(parseScannedText('0109506000134352'))).toBe('gs1 (01)09506000134352');
    expect(gs1Of(parseScannedText('00106141412345678908'))).toBe('gs1 (00)106141412345678908');
    expect(parseScannedText('0109506000134353').form).toBe('foreign');
    expect(parseScannedText('2112345').form).toBe('foreign');
    expect(parseScannedText('10-4711').form).toBe('foreign');
  });

  test('the digits of a retail symbol are a GTIN; without knowing the symbol they are perhaps one', () => {
    expect(gs1Of(parseScannedText(']E04006381333931'))).toBe('gs1 (01)04006381333931');
    expect(gs1Of(parseScannedText(']E496385074'))).toBe('gs1 (01)00000096385074');
    expect(reasonOf(parseScannedText(']E04006381333932'))).toBe('wrong-check-digit');
    expect(parseScannedText('4006381333931')).toEqual({
      form: 'foreign',
      text: '4006381333931',
      gtin: '04006381333931',
    });
    expect(parseScannedText('4006381333932')).toEqual({ form: 'foreign', text: '4006381333932' });
  });

  test('an ISO/IEC 15434 message with data identifiers or GS1 identifiers', () => {
    // The Guide to Uniquely Identifying Items of the U.S. Department of Defense: enterprise, part number, serial number.
    const fields = [
      { identifier: '17V', value: '0CVA5' },
      { identifier: '1P', value: '1234' },
      { identifier: 'S', value: '786950' },
    ];
    for (const delivered of [
      `[)>${RS}06${GS}17V0CVA5${GS}1P1234${GS}S786950${RS}${EOT}`,
      `]d1[)>${RS}06${GS}17V0CVA5${GS}1P1234${GS}S786950${RS}${EOT}\r\n`,
      `[)>${RS}06${GS}17V0CVA5${GS}1P1234${GS}S786950`,
      '[)><RS>06<GS>17V0CVA5<GS>1P1234<GS>S786950<RS><EOT>',
      '[)>{RS}06{GS}17V0CVA5{GS}1P1234{GS}S786950{RS}{EOT}',
      '[)>^^06^]17V0CVA5^]1P1234^]S786950^^^D',
      '[)>␞06␝17V0CVA5␝1P1234␝S786950␞␄',
    ]) {
      expect(parseScannedText(delivered)).toMatchObject({ form: 'iso15434', elements: [], fields });
    }
    const gs1 = `[)>${RS}05${GS}800406141411234${GS}10AB${RS}${EOT}`;
    expect(gs1Of(parseScannedText(gs1))).toBe('iso15434 (8004)06141411234(10)AB');
    const both = `[)>${RS}05${GS}0109506000134352${RS}06${GS}SX1${RS}${EOT}`;
    expect(parseScannedText(both)).toMatchObject({
      elements: [{ ai: '01', title: 'GTIN', value: '09506000134352' }],
      fields: [{ identifier: 'S', value: 'X1' }],
    });
    for (const [delivered, reason] of [
      ['[)>', 'malformed-envelope'],
      ['[)>06', 'malformed-envelope'],
      [`[)>${RS}06`, 'malformed-envelope'],
      [`[)>${RS}06${GS}${RS}${EOT}`, 'malformed-envelope'],
      [`[)>${RS}06${GS}17v0CVA5${RS}${EOT}`, 'malformed-envelope'],
      [`[)>${RS}06${GS}S\x01${RS}${EOT}`, 'malformed-envelope'],
      [`[)>${RS}12${GS}MFR X${RS}${EOT}`, 'unknown-format'],
      [`[)>${RS}05${GS}0109506000134353${RS}${EOT}`, 'wrong-check-digit'],
    ] as const) {
      expect([delivered, reasonOf(parseScannedText(delivered))]).toEqual([delivered, reason]);
    }
  });

  test('a GS1 Digital Link, wherever it points', () => {
    for (const [delivered, expected] of [
      ['https://id.gs1.org/01/09506000134352', '(01)09506000134352'],
      [
        'https://id.gs1.org/01/09506000134352/10/ABC1/21/12345?17=180426',
        '(01)09506000134352(10)ABC1(21)12345(17)180426',
      ],
      ['http://example.com/some/path/01/09506000134352/?linkType=gs1:pip&17=180426#x', '(01)09506000134352(17)180426'],
      ['HTTPS://EXAMPLE.COM/00/106141412345678908', '(00)106141412345678908'],
      ['https://example.com/414/0614141123452/254/32a%2Fb', '(414)0614141123452(254)32a/b'],
      ['https://example.com/8010/0614141123ABC/8011/123456789', '(8010)0614141123ABC(8011)123456789'],
      ['https://example.com/01/4006381333931', '(01)04006381333931'],
      [']Q1https://example.com/8004/06141411234\r', '(8004)06141411234'],
    ] as const) {
      expect([delivered, gs1Of(parseScannedText(delivered))]).toEqual([delivered, `digital-link ${expected}`]);
    }
    for (const delivered of [
      'https://example.com/',
      'https://example.com/products/01/42',
      'https://example.com/01/09506000134352/99/x',
      'https://example.com/01/09506000134352/21/1/10/2',
      'https://example.com/01/09506000134352/21',
      'ftp://example.com/01/09506000134352',
      'https://',
      'https://[/01/09506000134352',
      'https://example.com/01/09506000134352/21/%E0%A4%A',
    ]) {
      expect([delivered, parseScannedText(delivered).form]).toEqual([delivered, 'foreign']);
    }
    expect(reasonOf(parseScannedText('https://example.com/01/09506000134353'))).toBe('wrong-check-digit');
    expect(reasonOf(parseScannedText('https://example.com/01/09506000134352?05=1'))).toBe('unknown-ai');
  });

  test('anything else that can be printed is perhaps a maker’s code', () => {
    for (const text of ['WPL-4711/B', 'ABC 123', '备件 12', 'PT-4711', 'ZZ01234567890', 'A^]B', '#', '(x)', 'a+b=c']) {
      expect(parseScannedText(`\t${text}\r\n`)).toEqual({ form: 'foreign', text });
    }
  });

  test('a refusal says why, in a sentence', () => {
    const code = newCode('bin');
    const wrong = code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
    for (const [delivered, reason] of [
      ['', 'empty'],
      [' \r\n', 'empty'],
      [']d2', 'empty'],
      [wrong, 'wrong-check'],
      ['AB\x00C', 'control-character'],
      ['AB\u202eC', 'control-character'],
      ['AB\ud800C', 'control-character'],
      ['AB\nC', 'control-character'],
      [`AB${GS}C`, 'unknown-ai'],
      ['(05)1', 'unknown-ai'],
      [']C1ABC', 'unknown-ai'],
      [']C10109506000134353', 'wrong-check-digit'],
      ['0109506000134353<GS>10AB', 'wrong-check-digit'],
      ['x'.repeat(257), 'too-long'],
      ['x'.repeat(4096), 'too-long'],
    ] as const) {
      const scanned = parseScannedText(delivered);
      expect([delivered, reasonOf(scanned)]).toEqual([delivered, reason]);
      if (scanned.form === 'refused') expect(scanned.sentence).toMatch(/^.+\.$/);
    }
    expect(parseScannedText('x'.repeat(256)).form).toBe('foreign');
    expect(parseScannedText('x'.repeat(257))).toMatchObject({ sentence: expect.stringContaining('256') });
  });

  test('every element string that can be produced is understood', () => {
    fc.assert(
      fc.property(elements(undefined, 4), fc.constantFrom(']C1', ']d2', ']Q3'), (written, symbology) => {
        const encoded = elementString(written);
        fc.pre(encoded.length <= 240 && !/<GS>|\{GS\}|\^\]|Alt029|^\(/.test(encoded));
        expect(gs1Of(parseScannedText(symbology + encoded))).toBe(`gs1 ${bracketed(written)}`);
      }),
      { numRuns: 500 },
    );
  });

  test('no text whatever makes it throw', () => {
    const fragments = fc.constantFrom(
      ...[
        GS,
        RS,
        EOT,
        '[)>',
        '06',
        '05',
        '01',
        '10',
        '(01)',
        '(21)',
        '09506000134352',
        ']C1',
        ']d2',
        '#',
        '<GS>',
        '^]',
      ],
      ...[
        'https://example.com/',
        '/01/',
        '%',
        '%E0',
        '?17=',
        'PT',
        'O',
        '\u0000',
        '\ud800',
        '😀',
        '７',
        '\r\n',
        ' ',
        ')',
        '(',
      ],
    );
    const texts = fc.oneof(
      fc.array(fc.oneof(fragments, fc.string({ maxLength: 4 })), { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const scanned = parseScannedText(text);
        if (scanned.form === 'foreign' && /\p{Cc}/u.test(scanned.text)) throw new Error('a control character passed');
      }),
      { numRuns: 10_000 },
    );
  });
});
