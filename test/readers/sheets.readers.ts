import { layoutOf } from '../../src/labels/drawing/draw-label';
import { LabelPdf } from '../../src/labels/drawing/label-pdf';
import {
  dotsPerMm,
  extentOf,
  gridOf,
  labelSizes,
  type LabelDpi,
  type LabelSize,
} from '../../src/labels/drawing/label-size';
import { labelTemplates } from '../../src/labels/drawing/label-template';
import { type Grey } from '../barcodes/distortions';
import { longFacts, ordinaryFacts } from '../labels/label-samples';
import { coverage, distances, everything, type Print, unread } from './coverage';
import { allSpoilings, cutOut, greysOf, spoilings, type Spoiling } from './pictures';
import { printedPages, readAll } from './programs';

/** What is on a page: the code of each label, what carries it, and its place on the paper. */
interface OnPage {
  code: string;
  symbology: Print['symbology'];
  dotsPerModule: number;
  column: number;
  row: number;
}

const resolutions = [203, 300] as const;
const cases = labelSizes.flatMap((size, nthSize) =>
  // In turn: each size at one resolution with one spoiling.
  (everything ? resolutions : [resolutions[nthSize % 2]!]).map((dpi) => {
    const turn = allSpoilings[nthSize % allSpoilings.length]!;
    return [size, dpi, everything ? allSpoilings : [turn]] as const;
  }),
);

describe('A4 sheets of labels, printed by poppler and read by programs that nobody here wrote', () => {
  test.each(cases)(
    '%s mm with %s dpi: all symbols of the page, each exactly',
    async (size, dpi, ways) => {
      const { labels, page } = await aSheet(size, dpi);
      for (const how of ways) {
        const alone = new Set(await missedOnPage(labels, page, how));
        // What is not read from the page is shown alone, as a person does who moves the scanner to a label.
        if (how === 'clean') expect(alone.size).toBeLessThan(labels.length / 2);
        const matrices = labels.filter(({ symbology }) => coverage[symbology].libdmtx === 'reads');
        for (const label of everything ? labels : matrices.slice(0, 4)) alone.add(label);
        const prints = [...alone].map((label) => aPrint(label, { page, size, dpi, how }));
        expect(await unread(prints, distances.label)).toEqual([]);
      }
    },
    600_000,
  );
});

/** A full sheet: labels of all templates, each second one with names longer than it is wide. */
async function aSheet(size: LabelSize, dpi: LabelDpi): Promise<{ labels: OnPage[]; page: Grey }> {
  const { columns, rows } = gridOf(size);
  const pdf = new LabelPdf(size, { kind: 'sheet', from: 0 }, new Date(0));
  const labels: OnPage[] = [];
  for (let place = 0; place < columns * rows; place += 1) {
    const template = labelTemplates[place % labelTemplates.length]!;
    const facts = (place % 3 === 0 ? longFacts : ordinaryFacts)()[template];
    const layout = layoutOf(facts, { template, size, dpi });
    pdf.add(layout);
    const { symbology, dotsPerModule } = layout.symbol;
    labels.push({
      code: facts.code,
      symbology,
      dotsPerModule,
      column: place % columns,
      row: Math.floor(place / columns),
    });
  }
  const [page] = greysOf(printedPages(await pdf.finish(), dpi));
  return { labels, page: page! };
}

/** The labels that a reader of whole pages misses. What it finds is on a label. libdmtx gives up on pages of many symbols. */
async function missedOnPage(labels: readonly OnPage[], page: Grey, how: Spoiling): Promise<OnPage[]> {
  const finest = Math.min(...labels.map(({ dotsPerModule }) => dotsPerModule));
  const spoilt = spoilings[how](page, finest);
  const missed: OnPage[] = [];
  for (const reader of ['zxing', 'zbar'] as const) {
    const read = labels.filter(({ symbology }) => coverage[symbology][reader] === 'reads');
    const texts = (await readAll(reader, [spoilt]))[0]!.map(({ text }) => text);
    const codes = read.map(({ code }) => code);
    expect(texts.filter((text) => !codes.includes(text))).toEqual([]);
    missed.push(...read.filter(({ code }) => !texts.includes(code)));
  }
  return missed;
}

function aPrint(label: OnPage, on: { page: Grey; size: LabelSize; dpi: LabelDpi; how: Spoiling }): Print {
  const { page, size, dpi, how } = on;
  const [{ width, height }, grid, dots] = [extentOf(size), gridOf(size), dotsPerMm(dpi)];
  const place = (mm: number) => Math.floor(mm * dots);
  const [left, top] = [place(grid.left + label.column * width), place(grid.top + label.row * height)];
  const cut = cutOut(page, left, top, place(width), place(height));
  const expected = { text: label.code, gs1: false };
  const name = `label ${label.column}, ${label.row} of a sheet ${size} ${dpi} dpi, ${how}`;
  return { name, symbology: label.symbology, dots: cut, dotsPerModule: label.dotsPerModule, expected, spoiling: how };
}
