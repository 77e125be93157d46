import PDFDocument from 'pdfkit';
import { printFont } from '../../platform/print-font';
import { type LabelLayout } from './label-layout';
import { a4, dotsPerMm, extentOf, gridOf, type LabelSize } from './label-size';
import { darkRuns } from './label-svg';

const pointsPerMm = 72 / 25.4;

/** How the labels of a PDF stand: each on a page of its size, or on A4 sheets from a position on (0 = the first). */
export type LabelPaper = { kind: 'roll' } | { kind: 'sheet'; from: number };

/** A PDF of labels, written one after the other, so that thousands need not be in memory as layouts. */
export class LabelPdf {
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly ended: Promise<void>;
  private written = 0;

  /** `when` stands in the file instead of the present time: the same labels give the same bytes. */
  constructor(
    private readonly size: LabelSize,
    private readonly paper: LabelPaper,
    when: Date,
  ) {
    this.document = new PDFDocument({
      autoFirstPage: false,
      margin: 0,
      info: { Title: 'Labels', Producer: 'Counterpart', Creator: 'Counterpart', CreationDate: when },
      lang: 'zh-CN',
    });
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      this.document.once('end', resolve);
      this.document.once('error', reject);
    });
    for (const weight of ['regular', 'bold'] as const) this.document.registerFont(weight, printFont(weight));
  }

  add(layout: LabelLayout): void {
    const { document } = this;
    const [x, y] = this.place();
    document.save();
    document.translate(x * pointsPerMm, y * pointsPerMm);
    const dots = pointsPerMm / dotsPerMm(layout.dpi);
    for (const [left, top, width, height] of darkRuns(layout.symbol)) {
      document.rect(left * dots, top * dots, width * dots, height * dots);
    }
    document.fill('#000');
    for (const line of layout.lines) {
      document.font(line.weight).fontSize(line.size * pointsPerMm);
      const where = { lineBreak: false, baseline: 'alphabetic' } as const;
      document.text(line.text, line.x * pointsPerMm, line.baseline * pointsPerMm, where);
    }
    document.restore();
    this.written += 1;
  }

  async finish(): Promise<Buffer> {
    this.document.end();
    await this.ended;
    return Buffer.concat(this.chunks);
  }

  /** Where the next label begins, in mm; on a page of its own where the last one is full. */
  private place(): [x: number, y: number] {
    const { width, height } = extentOf(this.size);
    if (this.paper.kind === 'roll') {
      this.page(width, height);
      return [0, 0];
    }
    const { columns, rows, left, top } = gridOf(this.size);
    const position = this.paper.from + this.written;
    if (this.written === 0 || position % (columns * rows) === 0) this.page(a4.width, a4.height);
    const onPage = position % (columns * rows);
    return [left + (onPage % columns) * width, top + Math.floor(onPage / columns) * height];
  }

  private page(width: number, height: number): void {
    this.document.addPage({ size: [width * pointsPerMm, height * pointsPerMm], margin: 0 });
  }
}
