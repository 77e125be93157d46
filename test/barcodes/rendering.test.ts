import fc from 'fast-check';
import { newCode } from '../../src/barcodes/code';
import { bracketed, elementString } from '../../src/barcodes/gs1';
import { BarcodeRefused, renderBarcode, symbolSize, type Symbology } from '../../src/barcodes/rendering';
import { parseScannedText } from '../../src/barcodes/scanned-text';
import { elements } from './gs1-values';
import { pixelsOf, readPicture } from './reader';

const plain: Symbology[] = ['code128', 'qrcode', 'datamatrix'];
const gs1: Symbology[] = ['gs1-128', 'gs1qrcode', 'gs1datamatrix'];
const gs1Text = '(01)09506000134352(10)ABC(1)(17)180426(21)12345';

const png = (text: string, symbology: Symbology, dotsPerModule = 3): Promise<Buffer> =>
  renderBarcode(text, { symbology, format: 'png', dotsPerModule });

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof BarcodeRefused)) throw new Error(`not refused: ${String(error)}`);
  expect(error.message).toMatch(/\S+ \S+/);
  return error.reason;
}

describe('Barcodes read back by an independent reader', () => {
  test.each(plain)('%s: our own code', async (symbology) => {
    const identifiers = { code128: ']C0', qrcode: ']Q1', datamatrix: ']d1' } as Record<string, string>;
    for (const dotsPerModule of [2, 3, 4]) {
      const code = newCode('part');
      const [found, ...others] = await readPicture(await png(code, symbology, dotsPerModule));
      expect(others).toEqual([]);
      expect(found).toMatchObject({ text: code, identifier: identifiers[symbology] });
      expect(parseScannedText(found!.identifier + found!.text)).toMatchObject({ form: 'own', kind: 'part', code });
    }
  });

  test.each(gs1)('%s: an element string, from either form', async (symbology) => {
    const parsed = parseScannedText(gs1Text);
    if (parsed.form !== 'gs1') throw new Error(parsed.form);
    for (const text of [gs1Text, elementString(parsed.elements)]) {
      const [found] = await readPicture(await png(text, symbology));
      expect(found?.text).toBe(elementString(parsed.elements));
      expect(parseScannedText(found!.identifier + found!.text)).toMatchObject({
        form: 'gs1',
        elements: parsed.elements,
      });
    }
  });

  test('any printable text', async () => {
    const texts = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(...plain), async (text, symbology) => {
        const found = await readPicture(await png(text, symbology));
        expect(found.map((each) => each.text)).toEqual([text]);
      }),
      { numRuns: 25 },
    );
  });

  test('any GS1 content', async () => {
    const keys = ['10', '21', '240', '241', '250', '8010', '8004', '90', '11', '37', '400'];
    const withGtin = elements(keys, 3).map((others) => [{ ai: '01', value: '09506000134352' }, ...others]);
    await fc.assert(
      fc.asyncProperty(
        withGtin,
        fc.constantFrom<Symbology>('gs1qrcode', 'gs1datamatrix'),
        async (content, symbology) => {
          fc.pre(!content.some(({ value }) => /\(\d{2,4}\)/.test(value)));
          // Which identifiers may stand together is the encoder's to say.
          const picture = await png(bracketed(content), symbology).catch(() => undefined);
          fc.pre(picture !== undefined);
          const found = await readPicture(picture);
          expect(found.map((each) => each.text)).toEqual([elementString(content)]);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('with a caption', async () => {
    for (const symbology of plain) {
      for (const dotsPerModule of [3, 4]) {
        const code = newCode('bin');
        const drawn = await renderBarcode(code, { symbology, format: 'png', dotsPerModule, caption: `${code} A-03-2` });
        expect((await readPicture(drawn)).map((each) => each.text)).toEqual([code]);
        const { height, quietZone } = symbolSize(code, symbology);
        const below = pixelsOf(drawn).slice((height + quietZone.vertical) * dotsPerModule);
        expect(below.findIndex((row) => row.includes(true))).toBeGreaterThanOrEqual(quietZone.vertical * dotsPerModule);
        expect(below.length).toBeGreaterThan((quietZone.vertical + 4) * dotsPerModule);
      }
    }
  });
});

describe('The geometry of a barcode', () => {
  test.each([...plain, ...gs1])('%s: whole dots per module, and the quiet zone of the standard', async (symbology) => {
    const text = gs1.includes(symbology) ? gs1Text : newCode('part');
    const { width, height, quietZone } = symbolSize(text, symbology);
    for (const dots of [2, 3, 5]) {
      const pixels = pixelsOf(await png(text, symbology, dots));
      expect(pixels.length).toBe((height + 2 * quietZone.vertical) * dots);
      expect(pixels[0]!.length).toBe((width + 2 * quietZone.horizontal) * dots);
      for (const [y, row] of pixels.entries()) {
        const moduleY = Math.floor(y / dots);
        for (const [x, dark] of row.entries()) {
          const moduleX = Math.floor(x / dots);
          if (dark !== pixels[moduleY * dots]![moduleX * dots])
            throw new Error(`module ${moduleX}, ${moduleY} is not even`);
          const beyondX = moduleX < quietZone.horizontal || moduleX >= width + quietZone.horizontal;
          const beyondY = moduleY < quietZone.vertical || moduleY >= height + quietZone.vertical;
          if (dark && (beyondX || beyondY)) throw new Error(`the quiet zone is dark at ${x}, ${y}`);
        }
      }
    }
  });

  test('our own code is as small as a label needs it', () => {
    const code = newCode('part');
    expect(symbolSize(code, 'qrcode')).toMatchObject({ width: 21, height: 21 });
    expect(symbolSize(code, 'datamatrix').width).toBeLessThanOrEqual(16);
    expect(symbolSize(code, 'code128').width).toBeLessThanOrEqual(189);
  });

  test('without a quiet zone, and with bars of a given height', async () => {
    const code = newCode('part');
    for (const symbology of plain) {
      const { width, height } = symbolSize(code, symbology);
      const drawn = await renderBarcode(code, { symbology, format: 'png', dotsPerModule: 3, quietZone: false });
      const pixels = pixelsOf(drawn);
      expect([pixels[0]!.length, pixels.length]).toEqual([width * 3, height * 3]);
    }
    const bars = await renderBarcode(code, { symbology: 'code128', format: 'png', dotsPerModule: 3, barHeight: 40 });
    expect(pixelsOf(bars).length).toBe(120);
  });

  test('an SVG has the same size in dots, a light background and no text', async () => {
    for (const symbology of plain) {
      const code = newCode('part');
      const { width, height, quietZone } = symbolSize(code, symbology);
      const svg = await renderBarcode(code, { symbology, format: 'svg', dotsPerModule: 3, caption: undefined });
      const size = [(width + 2 * quietZone.horizontal) * 3, (height + 2 * quietZone.vertical) * 3];
      expect(svg).toContain(`viewBox="0 0 ${size.join(' ')}"`);
      expect(svg).toContain('fill="#FFFFFF"');
      expect(svg).not.toContain('<text');
    }
  });

  test('the same options can be used again', async () => {
    const options = Object.freeze({ symbology: 'qrcode', format: 'svg', dotsPerModule: 3 } as const);
    expect(await renderBarcode('A', options)).toBe(await renderBarcode('A', options));
  });
});

describe('What cannot be drawn', () => {
  test.each([
    ['', 'qrcode', 'unprintable'],
    ['A\x00', 'code128', 'unprintable'],
    ['A\x1dB', 'datamatrix', 'unprintable'],
    ['备件', 'qrcode', 'unprintable'],
    ['x'.repeat(257), 'qrcode', 'too-long'],
    [`(01)09506000134352(21)${'1'.repeat(20)}(10)${'A'.repeat(20)}`, 'gs1-128', 'too-long'],
    ['(01)09506000134353', 'gs1-128', 'wrong-check-digit'],
    ['(05)1', 'gs1qrcode', 'unknown-ai'],
    ['PT0123456789X', 'gs1datamatrix', 'unknown-ai'],
    ['(10)A#', 'gs1datamatrix', 'wrong-characters'],
    ['(17)261301', 'gs1datamatrix', 'wrong-date'],
    ['(01)09506000134352(10)a%b', 'gs1qrcode', 'wrong-characters'],
    ['(21)ABC', 'gs1datamatrix', 'impossible-contents'],
  ] as const)('case %#', async (text, symbology, reason) => {
    expect(await reasonOf(png(text, symbology))).toBe(reason);
    expect(() => symbolSize(text, symbology)).toThrow(BarcodeRefused);
  });

  test('dots, bars and captions that are none', async () => {
    const refused = (options: object) =>
      reasonOf(renderBarcode('A', { symbology: 'code128', format: 'png', dotsPerModule: 2, ...options }));
    for (const dotsPerModule of [0, 1, 2.5, 41, NaN]) expect(await refused({ dotsPerModule })).toBe('dots-per-module');
    for (const barHeight of [0, 0.5, 1001]) expect(await refused({ barHeight })).toBe('bar-height');
    for (const caption of ['备件', 'a\nb', 'x'.repeat(65)]) expect(await refused({ caption })).toBe('caption');
  });
});
