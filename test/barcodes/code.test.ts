import fc from 'fast-check';
import { checkCharacter, newCode, parseCode, prefixes, type RecordKind } from '../../src/barcodes/code';

const kinds = Object.keys(prefixes) as RecordKind[];
const codes = fc.constantFrom(...kinds).map((kind) => ({ kind, code: newCode(kind) }));
const everyCharacter = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What Crockford reads alike: exchanging these is no misread. */
const readsAs = (character: string): string => character.replace('O', '0').replace(/[IL]/, '1');

describe('Our own codes', () => {
  test('a new code reads back as its kind and itself', () => {
    fc.assert(fc.property(codes, ({ kind, code }) => expect(parseCode(code)).toEqual({ valid: true, kind, code })));
  });

  test('each kind has two letters of its own', () => {
    const letters = Object.values(prefixes);
    expect(new Set(letters).size).toBe(letters.length);
    for (const prefix of letters) expect(prefix).toMatch(/^[A-Z]{2}$/);
  });

  test('the check character is that of published ISO 7064 MOD 37,36 numbers', () => {
    // The example of the Global Release Identifier standard (GRid A1-2425G-ABC1234002-M).
    expect(checkCharacter('A12425GABC1234002')).toBe('M');
  });

  test('a hand may write it in lower case, with blanks and dashes, in full-width letters, O for 0, I and L for 1', () => {
    const code = 'PT01Z0Y1X0W1' + checkCharacter('PT01Z0Y1X0W1');
    const check = code.slice(-1);
    for (const written of [
      code.toLowerCase(),
      ` pt-01z0y-1x0w1 ${check}\r\n`,
      `PT–OIZOY–LXOWL–${check}`,
      `ｐｔ０１ｚ０ｙ１ｘ０ｗ１${check}`,
    ]) {
      expect(parseCode(written)).toEqual({ valid: true, kind: 'part', code });
    }
  });

  test('every single misread character is refused', () => {
    fc.assert(
      fc.property(codes, ({ code }) => {
        for (let at = 0; at < code.length; at += 1) {
          for (const character of everyCharacter) {
            const same = character === code[at] || (at >= 2 && readsAs(character) === code[at]);
            const misread = code.slice(0, at) + character + code.slice(at + 1);
            if (!same && parseCode(misread).valid) throw new Error(`${code} was read as ${misread}`);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('every swap of neighbours is refused', () => {
    fc.assert(
      fc.property(codes, ({ code }) => {
        for (let at = 0; at + 1 < code.length; at += 1) {
          const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
          if (swapped !== code && parseCode(swapped).valid) throw new Error(`${code} was read as ${swapped}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('each of the 32 characters comes up about as often as any other', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 6400; i += 1) {
      for (const character of newCode('part').slice(2, 12)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    // 2000 expected; five standard deviations are 220.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(250);
  });

  test('a refusal says why', () => {
    const body = 'PT0123456789';
    const wrong = checkCharacter(body) === '7' ? '8' : '7';
    expect(parseCode(body + wrong)).toEqual({ valid: false, reason: 'wrong-check' });
    expect(parseCode('QQ0123456789' + checkCharacter('QQ0123456789'))).toEqual({
      valid: false,
      reason: 'unknown-prefix',
    });
    for (const text of ['', 'PT', '4006381333931', 'PT01234567890123', 'PTU123456789A', '备件0123456789A', '\u0000']) {
      expect(parseCode(text)).toEqual({ valid: false, reason: 'not-ours' });
    }
  });

  test('no text whatever makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        parseCode(text);
      }),
      { numRuns: 2000 },
    );
  });
});
