import PDFDocument from 'pdfkit';
import { printFont } from './print-font';

/** A column of a table. */
export interface Column {
  title: string;
  /** Points; the columns of a table together are at most `sheetWidth`. */
  width: number;
}

const margin = { top: 42, bottom: 56, side: 48 };
const [paperWidth, paperHeight] = [595.28, 841.89];
/** What is between the margins of an A4 sheet, in points. */
export const sheetWidth = paperWidth - 2 * margin.side;
const ink = '#111111';
const faint = '#666666';
const rule = '#bbbbbb';
const text = 9.5;
const small = 7.5;

/** A4 sheets that are written from top to bottom: long texts wrap and go on over the page. */
export class PdfSheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];

  /** `written` stands in the file instead of the present time: the same document gives the same bytes. */
  constructor(title: string, written: Date) {
    this.document = new PDFDocument({
      size: 'A4',
      margins: { top: margin.top, bottom: margin.bottom, left: margin.side, right: margin.side },
      bufferPages: true,
      info: { Title: title, Producer: 'Counterpart', Creator: 'Counterpart', CreationDate: written },
      lang: 'zh-CN',
    });
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.document.registerFont('sheet', printFont());
    this.document.font('sheet').fillColor(ink);
  }

  /** The head of the first page: title and lines on the left, a barcode with its text on the right. */
  head(title: string, lines: readonly string[], barcode: { png: Buffer; text: string }): void {
    const { document } = this;
    const side = 74;
    const left = margin.side + sheetWidth - side;
    document.image(barcode.png, left, margin.top, { width: side, height: side });
    document
      .fontSize(small)
      .text(barcode.text, left - 20, margin.top + side + 2, { width: side + 40, align: 'center' });
    document.fontSize(18).text(title, margin.side, margin.top, { width: sheetWidth - side - 24 });
    document.fontSize(text);
    for (const line of lines) document.text(line, { width: sheetWidth - side - 24 });
    document.x = margin.side;
    document.y = Math.max(document.y, margin.top + side + 16) + 6;
  }

  /** Label and value pairs in two columns. */
  facts(pairs: readonly (readonly [string, string])[]): void {
    const { document } = this;
    const [width, gap] = [(sheetWidth - 16) / 2, 16];
    for (let at = 0; at < pairs.length; at += 2) {
      const row = pairs.slice(at, at + 2);
      const height = Math.max(...row.map(([, value]) => this.heightOf(value, width, text))) + 11;
      this.room(height);
      const top = document.y;
      row.forEach(([label, value], nth) => {
        const left = margin.side + nth * (width + gap);
        document.fontSize(small).fillColor(faint).text(label, left, top, { width, lineBreak: false });
        document
          .fontSize(text)
          .fillColor(ink)
          .text(value, left, top + 10, { width });
      });
      this.continueAt(top + height + 3);
    }
  }

  /** A heading that stays with what follows it, and a text of any length. */
  section(heading: string, body: string): void {
    this.heading(heading);
    this.paragraph(body);
  }

  /** `keep`: how much of what follows must be on the same page. */
  heading(heading: string, keep = 18): void {
    this.room(16 + keep);
    const { document } = this;
    document.moveTo(margin.side, document.y + 3).lineTo(margin.side + sheetWidth, document.y + 3);
    document.lineWidth(0.5).strokeColor(rule).stroke();
    this.continueAt(document.y + 7);
    document.fontSize(small).fillColor(faint).text(heading, { width: sheetWidth });
    document.fillColor(ink);
  }

  paragraph(body: string, indent = 0): void {
    const width = sheetWidth - indent;
    this.document.fontSize(text).text(body, margin.side + indent, this.document.y, { width });
    this.continueAt(this.document.y + 4);
  }

  /** One row of a table; the cells of a row stand together on a page, and a new page begins with the titles. */
  row(columns: readonly Column[], cells: readonly string[]): void {
    const heights = cells.map((cell, nth) => this.heightOf(cell, columns[nth]!.width - 8, text - 1));
    const height = Math.max(...heights) + 4;
    if (this.room(height + 12)) this.columnTitles(columns);
    const top = this.document.y;
    let left = margin.side;
    cells.forEach((cell, nth) => {
      const { width } = columns[nth]!;
      this.document.fontSize(text - 1).text(cell, left, top, { width: width - 8 });
      left += width;
    });
    this.continueAt(top + height);
  }

  columnTitles(columns: readonly Column[]): void {
    this.room(60);
    const top = this.document.y;
    let left = margin.side;
    for (const { title, width } of columns) {
      this.document
        .fontSize(small)
        .fillColor(faint)
        .text(title, left, top, { width: width - 8, lineBreak: false });
      left += width;
    }
    this.document.fillColor(ink);
    this.continueAt(top + 12);
  }

  /** A picture in a frame, with lines beside it, together on one page. */
  pictureWithLines(picture: Buffer, lines: readonly string[]): void {
    const frame = { width: 190, height: 76 };
    const width = sheetWidth - frame.width - 14;
    const beside = lines.reduce((sum, line) => sum + this.heightOf(line, width, text), 0);
    this.room(Math.max(frame.height, beside) + 4);
    const { document } = this;
    const top = document.y;
    document.rect(margin.side, top, frame.width, frame.height).lineWidth(0.5).strokeColor(rule).stroke();
    document.image(picture, margin.side + 4, top + 4, {
      fit: [frame.width - 8, frame.height - 8],
      align: 'center',
      valign: 'center',
    });
    document.fontSize(text).text(lines.join('\n'), margin.side + frame.width + 14, top, { width });
    this.continueAt(Math.max(document.y, top + frame.height) + 6);
  }

  /** Ends the document with a line at the foot of each page. */
  async finish(foot: (page: number, pages: number) => string): Promise<Buffer> {
    const { document } = this;
    const { count } = document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      document.switchToPage(page);
      // Below the margin, where text would otherwise begin a page of its own.
      document.page.margins.bottom = 0;
      document.fontSize(6.5).fillColor(faint);
      document.text(foot(page + 1, count), margin.side, paperHeight - margin.bottom + 18, { width: sheetWidth });
    }
    const ended = new Promise<void>((resolve, reject) => {
      document.once('end', resolve);
      document.once('error', reject);
    });
    document.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private heightOf(body: string, width: number, size: number): number {
    return this.document.fontSize(size).heightOfString(body || ' ', { width });
  }

  /** Goes on to the next page when what must stand together does not fit on this one; answers whether it did. */
  private room(height: number): boolean {
    if (this.document.y + height <= paperHeight - margin.bottom) return false;
    this.document.addPage();
    this.continueAt(margin.top);
    return true;
  }

  private continueAt(y: number): void {
    this.document.x = margin.side;
    this.document.y = y;
  }
}
