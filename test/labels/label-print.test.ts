import { ready } from 'zpl-renderer-js';
import { layoutOf } from '../../src/labels/drawing/draw-label';
import { LabelPdf } from '../../src/labels/drawing/label-pdf';
import { extentOf, gridOf, labelSizes, type LabelSize } from '../../src/labels/drawing/label-size';
import { labelTemplates } from '../../src/labels/drawing/label-template';
import { labelZpl } from '../../src/labels/drawing/label-zpl';
import { readPicture } from '../barcodes/reader';
import { viewPdf } from '../support/pdf-viewer';
import { longFacts, ordinaryFacts } from './label-samples';

/** The label as an independent interpreter of ZPL prints it. */
async function printed(zpl: string, size: LabelSize, dpi: 203 | 300): Promise<Buffer> {
  const { api } = await ready;
  const { width, height } = extentOf(size);
  return Buffer.from(await api.zplToBase64Async(zpl, width, height, dpi === 203 ? 8 : 12), 'base64');
}

describe('Labels for label printers', () => {
  // Each size at both resolutions; the layout's own test has every template in every size.
  test.each(labelTemplates.map((template, nth) => [template, nth] as const))(
    '%s in ZPL is read back from an independent interpreter',
    async (template, nth) => {
      for (const [facts, dpi, size] of [
        [ordinaryFacts()[template], 203, labelSizes[nth % labelSizes.length]!],
        [longFacts()[template], 300, labelSizes[(nth + 2) % labelSizes.length]!],
      ] as const) {
        const zpl = labelZpl(layoutOf(facts, { template, size, dpi }));
        const found = await readPicture(await printed(zpl, size, dpi));
        expect(found.map(({ text }) => text)).toEqual([facts.code]);
      }
    },
  );

  test('each symbology is a native command, Latin text too; Chinese is sent as a picture of our own font', () => {
    const facts = ordinaryFacts()['part-bag'];
    const commands = {
      code128: /\^BCN,\d+,N,N,N,A\^FD/,
      qrcode: /\^BQN,2,\d+\^FDMA,/,
      datamatrix: /\^BXN,\d+,200\^FD/,
    };
    for (const symbology of ['code128', 'qrcode', 'datamatrix'] as const) {
      const zpl = labelZpl(layoutOf(facts, { size: '100x50', symbology, dpi: 203 }));
      expect(zpl).toMatch(commands[symbology]);
      expect(zpl).toMatch(/\^A0N,\d+,\d+\^FH_\^FDMTR-2210\^FS/);
      expect(zpl).toMatch(/\^GFA,\d+,\d+,\d+,/);
      expect(zpl).toMatch(/^\^XA\^CI28\^LH0,0\^PW800\^LL400/);
    }
  });

  test('what would be a command of the printer is printed as the letters it is', async () => {
    const facts = { ...ordinaryFacts().plain, number: 'A^XZ~JA_1', nameZh: null, nameEn: '^XA^FO0,0^GB800,400,400^FS' };
    const zpl = labelZpl(layoutOf(facts, { size: '60x40', dpi: 203 }));
    expect(zpl.match(/\^XA|\^XZ|\^GB|~JA/g)).toEqual(['^XA', '^XZ']);
    expect(await readPicture(await printed(zpl, '60x40', 203))).toMatchObject([{ text: facts.code }]);
  });

  test('copies are counted by the printer', () => {
    expect(labelZpl(layoutOf(ordinaryFacts().bin, { size: '60x40', dpi: 203 }), 3)).toContain('^PQ3^XZ');
  });
});

describe('Labels on paper', () => {
  const all = () => labelTemplates.map((template) => [template, ordinaryFacts()[template]] as const);

  test('each on a page of its own, as an independent viewer shows them', async () => {
    const pdf = new LabelPdf('60x40', { kind: 'roll' }, new Date(0));
    const samples = all();
    for (const [template, facts] of samples) pdf.add(layoutOf(facts, { template, size: '60x40', dpi: 300 }));
    const { pages } = await viewPdf(await pdf.finish(), samples.length);
    for (const [nth, [, facts]] of samples.entries()) {
      expect(pages[nth]).toMatchObject({ width: 60, height: 40, codes: [facts.code] });
    }
  });

  test.each(labelSizes)('on A4 sheets of %s mm, from any position on', async (size) => {
    const { columns, rows } = gridOf(size);
    const from = columns * rows - 1;
    const pdf = new LabelPdf(size, { kind: 'sheet', from }, new Date(0));
    const codes: string[] = [];
    for (const [template, facts] of all()) {
      codes.push(facts.code);
      pdf.add(layoutOf(facts, { template, size, dpi: 300 }));
    }
    const { count, pages } = await viewPdf(await pdf.finish(), size === '100x50' ? 2 : 0);
    expect(count).toBe(1 + Math.ceil((codes.length - 1) / (columns * rows)));
    if (pages.length === 0) return;
    expect(pages[0]).toMatchObject({ width: 210, height: 297, codes: [codes[0]] });
    expect(pages[1]!.codes.sort()).toEqual(codes.slice(1, 1 + columns * rows).sort());
  });

  test('the same labels give the same bytes', async () => {
    const once = async () => {
      const pdf = new LabelPdf('50x30', { kind: 'roll' }, new Date(0));
      pdf.add(layoutOf({ ...ordinaryFacts().bin, code: 'BN3K7MQX2A9T0' }, { size: '50x30', dpi: 300 }));
      return pdf.finish();
    };
    expect((await once()).equals(await once())).toBe(true);
  });
});
