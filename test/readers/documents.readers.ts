import { layoutOf } from '../../src/labels/drawing/draw-label';
import { LabelPdf } from '../../src/labels/drawing/label-pdf';
import { labelTemplates } from '../../src/labels/drawing/label-template';
import { type Slip } from '../../src/labels/documents/slip';
import { slipPdf } from '../../src/labels/documents/slip-pdf';
import { PdfSheet } from '../../src/platform/pdf-sheet';
import { longSlips } from '../labels/document-samples';
import { longFacts } from '../labels/label-samples';
import { distances, type Print, unread } from './coverage';
import { allSpoilings, cutOut, greysOf } from './pictures';
import { fontsOf, type PlacedWord, printedPages, wordsOf } from './programs';

const slips = Object.entries(longSlips());
const paper = { left: 48, top: 42, right: 595.28 - 48, bottom: 841.89 - 24 };
/** What a box may reach into another, in points: letters do not fill their boxes. */
const slack = 1;

describe('Documents with very long Chinese and German names, as poppler sees them', () => {
  test.each(slips)('%s: nothing is lost, nothing overlaps, all is within the margins', async (_, slip) => {
    const words = wordsOf(await slipPdf(slip));
    for (const word of words) {
      const within =
        word.left >= paper.left - slack &&
        word.top >= paper.top - slack &&
        word.right <= paper.right + slack &&
        word.bottom <= paper.bottom + slack;
      if (!within) throw new Error(`"${word.text}" is outside: ${JSON.stringify(word)}`);
    }
    for (const [nth, word] of words.entries()) {
      const other = words.slice(nth + 1).find((each) => overlap(word, each));
      if (other) throw new Error(`"${word.text}" overlaps "${other.text}" on page ${word.page + 1}`);
    }
    expect(missing(slip, words)).toEqual([]);
  });

  test('cells that are higher than a page go on side by side, and no heading stands without what it is about', async () => {
    const columns = [
      { title: 'left', width: 90 },
      { title: 'right', width: 90 },
    ];
    const tall = (side: string) => Array.from({ length: 300 }, (_, nth) => `${side}${nth} Ersatzteillager`).join('\n');
    // Whatever room is left on the page.
    for (let before = 40; before < 60; before += 1) {
      const sheet = new PdfSheet('Two tall cells', new Date(0));
      for (let nth = 0; nth < before; nth += 1) sheet.paragraph('before');
      sheet.heading('Heading');
      sheet.columnTitles(columns);
      sheet.row(columns, ['short', 'one\ntwo\nthree']);
      sheet.row(columns, [tall('l'), tall('r')]);
      const words = wordsOf(await sheet.finish((page, pages) => `${page}/${pages}`));
      const place = (text: string) => words.find((word) => word.text === text)!;
      for (const nth of [0, 1, 150, 299]) {
        const { page, top } = place(`l${nth}`);
        expect(place(`r${nth}`)).toMatchObject({ page, top });
      }
      expect(new Set(['Heading', 'short', 'three'].map((text) => place(text).page)).size).toBe(1);
    }
  });

  test.each(slips)('%s: its font is in the file', async (_, slip) => {
    const fonts = fontsOf(await slipPdf(slip));
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter(({ embedded }) => !embedded)).toEqual([]);
  });

  test('labels: their fonts are in the file', async () => {
    const pdf = new LabelPdf('60x40', { kind: 'roll' }, new Date(0));
    for (const template of labelTemplates)
      pdf.add(layoutOf(longFacts()[template], { template, size: '60x40', dpi: 300 }));
    const fonts = fontsOf(await pdf.finish());
    expect(fonts.map(({ embedded }) => embedded)).toEqual([true, true]);
  });

  test.each([203, 300] as const)('their barcodes are read with %s dpi, spoilt in each way', async (dpi) => {
    const prints: Print[] = [];
    for (const [name, slip] of slips) {
      const [page] = greysOf(printedPages(await slipPdf(slip), dpi));
      // The corner to which a person points.
      const [width, height] = [Math.floor(page!.width * 0.4), Math.floor(page!.height * 0.2)];
      const dots = cutOut(page!, page!.width - width, 0, width, height);
      // 74 points for 21 modules and the quiet zone.
      const dotsPerModule = Math.round(((74 / 29) * dpi) / 72);
      const expected = { text: slip.code, gs1: false };
      const spoiling = allSpoilings[prints.length % allSpoilings.length]!;
      const about = `${name} ${dpi} dpi, ${spoiling}`;
      prints.push({ name: about, symbology: 'qrcode', dots, dotsPerModule, expected, spoiling });
    }
    expect(prints.map(({ spoiling }) => spoiling).sort()).toEqual([...allSpoilings].sort());
    expect(await unread(prints, distances.label)).toEqual([]);
  });
});

function overlap(one: PlacedWord, other: PlacedWord): boolean {
  return (
    one.page === other.page &&
    one.left + slack < other.right &&
    other.left + slack < one.right &&
    one.top + slack < other.bottom &&
    other.top + slack < one.bottom
  );
}

/** The letters that the slip says more often than its print shows, whatever the order in which they are found. */
function missing(slip: Slip, words: readonly PlacedWord[]): string[] {
  const said = [
    slip.number,
    slip.code,
    ...slip.heading,
    ...slip.rows.flat(),
    ...slip.facts.flat(),
    ...slip.notes.flat(),
  ];
  const wanted = countOf(said.join(''));
  const shown = countOf(words.map(({ text }) => text).join(''));
  return [...wanted].filter(([letter, count]) => (shown.get(letter) ?? 0) < count).map(([letter]) => letter);
}

function countOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const letter of text.normalize('NFKC').replace(/\s/g, '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}
