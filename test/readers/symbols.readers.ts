import fc from 'fast-check';
import { newCode, prefixes, type RecordKind } from '../../src/barcodes/code';
import { bracketed, elementString } from '../../src/barcodes/gs1';
import { BarcodeRefused, renderBarcode, type Symbology } from '../../src/barcodes/rendering';
import { elements } from '../barcodes/gs1-values';
import { distances, everything, type Print, symbologies, unread } from './coverage';
import { allSpoilings, greyOf, type Spoiling } from './pictures';

const kinds = Object.keys(prefixes) as RecordKind[];
/** 0.25 mm with 203 dpi, 0.25 and 0.34 mm with 300 dpi. */
const resolutions = { 2: '203 dpi', 3: '300 dpi', 4: '300 dpi' } as const;
type Dots = keyof typeof resolutions;
const allDots = [2, 3, 4] as const satisfies Dots[];

async function aPrint(symbology: Symbology, text: string, dotsPerModule: Dots, spoiling: Spoiling): Promise<Print> {
  const png = await renderBarcode(text, { symbology, format: 'png', dotsPerModule });
  const gs1 = symbology.startsWith('gs1');
  const expected = { text: gs1 ? text.replace(/[()]/g, '') : text, gs1 };
  const name = `${symbology} ${spoiling}, ${dotsPerModule} dots a module (${resolutions[dotsPerModule]}): ${text}`;
  return { name, symbology, dots: greyOf(png), dotsPerModule, expected, spoiling };
}

/** A GTIN and a serial number, as a part with GS1 keys has them. */
const gs1Key = (nth: number) => `(01)09506000134352(21)SN${newCode(kinds[nth % kinds.length]!).slice(2)}`;

describe('Symbols read by programs that nobody here wrote', () => {
  test.each(symbologies)(
    '%s: a code of ours, or a GTIN with serial number, with 2, 3 and 4 dots a module, clean, blurred by a module, faded and turned both ways',
    async (symbology) => {
      const prints: Print[] = [];
      for (const dots of allDots) {
        for (const spoiling of allSpoilings) {
          const nth = prints.length;
          const text = symbology.startsWith('gs1') ? gs1Key(nth) : newCode(kinds[nth % kinds.length]!);
          prints.push(await aPrint(symbology, text, dots, spoiling));
        }
      }
      expect(prints).toHaveLength(15);
      expect(await unread(prints, distances.symbol)).toEqual([]);
    },
    300_000,
  );

  test('any legal contents, spoilt in any way', async () => {
    const texts = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 });
    const keys = ['10', '21', '240', '241', '250', '8010', '8004', '90', '11', '37', '400', '710'];
    const contents = elements(keys, 3).map((others) => [{ ai: '01', value: '09506000134352' }, ...others]);
    const ways = fc.record({ dots: fc.constantFrom(...allDots), spoiling: fc.constantFrom(...allSpoilings) });
    const drawn = Object.fromEntries(symbologies.map((symbology) => [symbology, 0])) as Record<Symbology, number>;
    await fc.assert(
      fc.asyncProperty(texts, contents, ways, async (text, content, { dots, spoiling }) => {
        const prints: Print[] = [];
        for (const symbology of symbologies) {
          const gs1 = symbology.startsWith('gs1');
          // Which identifiers may stand together, and how much fits, is for the encoder to say.
          const print = await aPrint(symbology, gs1 ? bracketed(content) : text, dots, spoiling).catch(refused);
          if (!print) continue;
          drawn[symbology] += 1;
          prints.push({ ...print, expected: gs1 ? { text: elementString(content), gs1 } : print.expected });
        }
        expect(await unread(prints, distances.symbol)).toEqual([]);
      }),
      { numRuns: everything ? 100 : 8 },
    );
    for (const count of Object.values(drawn)) expect(count).toBeGreaterThan(0);
  }, 600_000);
});

function refused(error: unknown): undefined {
  if (!(error instanceof BarcodeRefused)) throw error;
}
