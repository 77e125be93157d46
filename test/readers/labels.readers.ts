import { ready } from 'zpl-renderer-js';
import { labelPng } from '../../src/labels/drawing/label-png';
import { extentOf, labelSizes } from '../../src/labels/drawing/label-size';
import { type LabelTemplate, labelTemplates } from '../../src/labels/drawing/label-template';
import { labelZpl } from '../../src/labels/drawing/label-zpl';
import { distances, everything, unread } from './coverage';
import { type LabelCase, labelCases, printsOf } from './label-prints';
import { allSpoilings, greyOf } from './pictures';

describe('Whole labels read by programs that nobody here wrote', () => {
  test.each(labelTemplates)(
    '%s: in every size, with every symbology that fits, with 203 and 300 dpi',
    async (template) => {
      for (const label of labelCases(template)) {
        expect(await unread(printsOf(label, greyOf(labelPng(label.layout))), distances.label)).toEqual([]);
      }
    },
    600_000,
  );

  test.each(labelTemplates)(
    '%s: the same in ZPL, as an interpreter of others prints it',
    async (template) => {
      for (const label of inZpl(template)) {
        expect(await unread(printsOf(label, greyOf(await interpreted(label))), distances.label)).toEqual([]);
      }
    },
    600_000,
  );

  test('each way of spoiling meets each template, size, symbology and resolution, also in CI', () => {
    const cases = labelTemplates.flatMap(labelCases);
    const met = new Set(
      cases.flatMap(({ template, size, dpi, layout, spoilings }) =>
        [template, size, dpi, layout.symbol.symbology].flatMap((what) => spoilings.map((how) => `${what} ${how}`)),
      ),
    );
    for (const what of [...labelTemplates, ...labelSizes, 203, 300, 'code128', 'qrcode', 'datamatrix']) {
      for (const how of allSpoilings) expect([...met]).toContain(`${what} ${how}`);
    }
  });
});

/** All of them; in CI with 203 and 300 dpi in turn, because the interpreter is slow. */
function inZpl(template: LabelTemplate): LabelCase[] {
  return labelCases(template).filter((_, nth) => everything || (nth + (nth >> 1)) % 2 === 0);
}

async function interpreted({ layout, size, dpi }: LabelCase): Promise<Buffer> {
  const { api } = await ready;
  const { width, height } = extentOf(size);
  return Buffer.from(await api.zplToBase64Async(labelZpl(layout), width, height, dpi === 203 ? 8 : 12), 'base64');
}
