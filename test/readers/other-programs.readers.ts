import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { newCode, prefixes, type RecordKind } from '../../src/barcodes/code';
import { renderBarcode, type Symbology } from '../../src/barcodes/rendering';
import { blurred, faded, type Grey, portable, printed, turned } from '../barcodes/distortions';

/** Programs of others, from Debian: zbar-tools and dmtx-utils. `npm run test:readers`; they are not needed by `npm test`. */
const readers: Record<string, (file: string) => string> = {
  code128: (file) => read('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Scode128.enable', file]),
  qrcode: (file) => read('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file]),
  datamatrix: (file) => read('dmtxread', ['--newline', '--stop-after=1', '--milliseconds=2000', file]),
};
/** Pixels for each printed dot, as from several distances: a scanner looks until it has read. The first reading counts. */
const looks = [2, 3, 4, 1];

function read(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).replace(/\n$/, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    return '';
  }
}

describe('Barcodes read by programs that nobody here wrote', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'counterpart-readers-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const readBack = (symbology: string, grey: Grey) => {
    const file = join(folder, 'picture.pgm');
    writeFileSync(file, portable(grey));
    return readers[symbology]!(file);
  };
  const print = (symbology: string, text: string, dotsPerModule: number) =>
    renderBarcode(text, { symbology: symbology as Symbology, format: 'png', dotsPerModule });
  /** How a print may be spoilt, by the pixels of a module. */
  const spoilt: Record<string, (grey: Grey, module: number) => Grey> = {
    clean: (grey) => grey,
    blurred: (grey, module) => blurred(grey, module),
    faded: (grey) => faded(grey, 0.05),
    right: (grey) => turned(grey, 3),
    left: (grey) => turned(grey, -3),
  };
  const look = (symbology: string, png: Buffer, dotsPerModule: number, how = 'clean') => {
    for (const pixels of looks) {
      const text = readBack(symbology, spoilt[how]!(printed(png, pixels), dotsPerModule * pixels));
      if (text !== '') return text;
    }
    return '';
  };

  test.each(Object.keys(readers))(
    '%s: our codes at 203 and 300 dpi, blurred by a module, faded, turned',
    async (symbology) => {
      const kinds = Object.keys(prefixes) as RecordKind[];
      const unread: string[] = [];
      for (const dotsPerModule of [2, 3, 4]) {
        for (let round = 0; round < 3; round += 1) {
          const code = newCode(kinds[(dotsPerModule * 7 + round) % kinds.length]!);
          const png = await print(symbology, code, dotsPerModule);
          for (const how of Object.keys(spoilt)) {
            const text = look(symbology, png, dotsPerModule, how);
            if (text !== code) unread.push(`${how} at ${dotsPerModule} dots: "${text}" for ${code}`);
          }
        }
      }
      expect(unread).toEqual([]);
    },
    300_000,
  );

  test('any printable text', async () => {
    const texts = fc.string({ unit: fc.constantFrom(...'ABCXYZabcxyz0189 -._/+%$:'), minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(...Object.keys(readers)), async (text, symbology) => {
        expect(look(symbology, await print(symbology, text, 3), 3)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
});
