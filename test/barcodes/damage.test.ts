import { newCode } from '../../src/barcodes/code';
import { renderBarcode, type Symbology } from '../../src/barcodes/rendering';
import { parseScannedText } from '../../src/barcodes/scanned-text';
import { seeded } from '../scanning/storm';
import { blotted, blurred, faded, noisy, printed, readGrey, turned } from './distortions';

const symbologies: Symbology[] = ['code128', 'qrcode', 'datamatrix'];
/** 203 dpi: 2 dots are 0.25 mm; 300 dpi: 3 dots. */
const dots = [2, 3, 4];
const camera = 2;
/** `npm run test:readers` damages 1,000. */
const pictures = Number(process.env['DAMAGED_PICTURES'] ?? 45);

async function aPrint(symbology: Symbology, dotsPerModule: number) {
  const code = newCode('part');
  const png = await renderBarcode(code, { symbology, format: 'png', dotsPerModule });
  return { code, grey: printed(png, camera) };
}

describe('Barcodes that are badly printed', () => {
  test.each(symbologies)(
    '%s: out of focus by a module, faded, or turned, it is read as it was encoded',
    async (symbology) => {
      for (const dotsPerModule of dots) {
        const { code, grey } = await aPrint(symbology, dotsPerModule);
        const module = dotsPerModule * camera;
        for (const bad of [grey, blurred(grey, module), faded(grey, 0.05), turned(grey, 3), turned(grey, -3)]) {
          expect(await readGrey(bad)).toEqual([code]);
        }
      }
    },
  );

  test(
    'of damaged ones, some cannot be read, and none is read wrongly',
    async () => {
      const random = seeded(4);
      let read = 0;
      for (let round = 0; round < pictures; round += 1) {
        const { code, grey } = await aPrint(symbologies[round % 3]!, 2);
        const dirty = noisy(grey, random() * 0.1, random);
        const bad = round % 2 === 0 ? dirty : blotted(dirty, 0.1, random);
        for (const text of await readGrey(bad)) {
          const understood = parseScannedText(text);
          // What is not a code of ours with a right check character reaches no record.
          if (understood.form === 'own') {
            expect(understood.code).toBe(code);
            read += 1;
          }
        }
      }
      expect(read).toBeGreaterThan(pictures / 10);
      expect(read).toBeLessThan(pictures);
    },
    60_000 + pictures * 1000,
  );
});
