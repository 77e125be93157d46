import { toBuffer } from 'bwip-js/node';
import PDFDocument from 'pdfkit';
import { newCode, type RecordKind } from '../src/barcodes/code';
import { labelFile, layoutOf } from '../src/labels/drawing/draw-label';
import { drawPdf } from '../src/labels/drawing/draw-labels';
import { type LabelLayout } from '../src/labels/drawing/label-layout';
import { type LabelFacts } from '../src/labels/drawing/label-template';
import { printFont } from '../src/platform/print-font';
import { atMost, type Figure, told } from './figures';

const rounds = 3;
const singles = 100;
const batch = 1000;
const size = '60x40';
const dpi = 300;
const points = 72 / 25.4;

/**
 * Labels against bwip-js and the PDF library alone, which are told where everything stands: what laying out, choosing
 * the symbology and wrapping cost. Single labels take turns, so that a slow moment of the machine hits both.
 */
export async function benchLabels(): Promise<Figure[]> {
  const facts = Array.from({ length: batch }, (_, nth) => sample(nth));
  const layouts = facts.map((one) => layoutOf(one, { size, dpi }));
  const [ours, bare]: [number[], number[]] = [[], []];
  const [oursAll, bareAll]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < singles; nth += 1) {
      theirs.push(await timed(() => barePdf([layouts[nth]!])));
      mine.push(await timed(() => labelFile('pdf', facts[nth]!, { size, dpi })));
    }
    ours.push(p99(mine));
    bare.push(p99(theirs));
    bareAll.push(await timed(() => barePdf(layouts)));
    oursAll.push(await timed(() => drawPdf(facts, { size, dpi }, { kind: 'roll' }, new Date(0))));
  }
  return [
    atMost('label-p99', Math.min(...ours) / Math.min(...bare), 'x bare', 1.3),
    told('label-p99-ms', Math.min(...ours), 'ms'),
    atMost('labels-1000', Math.min(...oursAll) / Math.min(...bareAll), 'x bare', 1.3),
    told('labels-1000-ms', Math.min(...oursAll), 'ms'),
  ];
}

const kinds: RecordKind[] = ['part', 'bin', 'old-part', 'requisition'];

function sample(nth: number): LabelFacts {
  const kind = kinds[nth % kinds.length]!;
  return {
    kind,
    code: newCode(kind),
    number: `NUM-2026-${nth}`,
    nameZh: '电加热管总成',
    nameEn: 'Heating element assembly',
    details: {
      site: 'WH-01 样品中心仓库',
      partNumber: `MTR-${nth}`,
      makerNumber: '7000-1234-A',
      dueOn: '2026-12-23',
      report: `SRP-2026-${nth}`,
      engineer: 'Sample engineer 1',
      needBy: '2026-11-30',
    },
  };
}

/** The same drawings by the libraries alone. */
async function barePdf(layouts: readonly LabelLayout[]): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, margin: 0 });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.once('end', resolve));
  for (const weight of ['regular', 'bold'] as const) document.registerFont(weight, printFont(weight));
  for (const { extent, lines, symbol } of layouts) {
    document.addPage({ size: [extent.width * points, extent.height * points], margin: 0 });
    const dot = 72 / dpi;
    const picture = await toBuffer({ bcid: symbol.symbology, text: symbol.text, scale: symbol.dotsPerModule / 2 });
    document.image(picture, symbol.left * dot, symbol.top * dot, {
      width: symbol.rows[0]!.length * symbol.dotsPerModule * dot,
    });
    for (const { text, x, baseline, size: em, weight } of lines) {
      document.font(weight).fontSize(em * points);
      document.text(text, x * points, baseline * points, { lineBreak: false, baseline: 'alphabetic' });
    }
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function p99(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!;
}
