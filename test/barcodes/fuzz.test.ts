import { newCode, parseCode } from '../../src/barcodes/code';
import { parseScannedText } from '../../src/barcodes/scanned-text';
import { seeded } from '../scanning/storm';

/** `npm run test:readers` tries a million. */
const texts = Number(process.env['FUZZED_TEXTS'] ?? 100_000);

const pieces = [
  ...['01', '(01)', '09506000134352', '21', '(21)', '\x1d', '<GS>', 'Alt029', '#', '[)>', '\x1e', '06', '\x04', ']d2'],
  ...[
    'https://id.gs1.org/01/',
    '?',
    '%',
    '%1D',
    '/',
    'PT',
    ' ',
    '\r\n',
    '\t',
    '中',
    '😀',
    '\ud800',
    '\0',
    'A',
    '9',
    '()',
    '(',
  ],
];

describe('Rubbish that is scanned', () => {
  test('is always either understood or refused with a sentence; nothing is thrown, and nothing becomes a code of ours', () => {
    const random = seeded(7);
    const pick = () => pieces[Math.floor(random() * pieces.length)]!;
    const any = () => String.fromCharCode(Math.floor(random() * (random() < 0.8 ? 128 : 65536)));
    let understood = 0;
    for (let round = 0; round < texts; round += 1) {
      const length = Math.floor(random() * 12);
      let text = '';
      for (let index = 0; index < length; index += 1) text += random() < 0.6 ? pick() : any();
      const scanned = parseScannedText(text);
      if (scanned.form === 'refused') {
        if (!/\S+ \S+/.test(scanned.sentence)) throw new Error(`no sentence for ${JSON.stringify(text)}`);
      } else understood += 1;
      if (scanned.form === 'own') throw new Error(`taken for a code of ours: ${JSON.stringify(text)}`);
    }
    expect(understood).toBeGreaterThan(0);
  }, 300_000);

  test('a misread of one character of our codes is never accepted', () => {
    const random = seeded(9);
    for (let round = 0; round < 2000; round += 1) {
      const code = newCode('part');
      const place = 2 + Math.floor(random() * 11);
      const other = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Math.floor(random() * 32)]!;
      if (other === code[place]) continue;
      expect(parseCode(code.slice(0, place) + other + code.slice(place + 1)).valid).toBe(false);
    }
  });
});
