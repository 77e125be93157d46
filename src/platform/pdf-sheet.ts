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
const headingHeight = 16;
const titleHeight = 12;
const highestRow = paperHeight - margin.top - margin.bottom - titleHeight - headingHeight;

/** A4 sheets that are written from top to bottom: long texts wrap and go on over the page. */
export class PdfSheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  /** What is written when it is known how high that is which must stand below it. */
  private announced: { heading: string; keep: number } | undefined;
  private untitled: readonly Column[] | undefined;

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

  /** Written with what follows it, on the same page. `keep`: how high that is at least. */
  heading(heading: string, keep = 18): void {
    this.announced = { heading, keep };
  }

  paragraph(body: string, indent = 0): void {
    this.room(14);
    const width = sheetWidth - indent;
    this.document.fontSize(text).text(body, margin.side + indent, this.document.y, { width });
    this.continueAt(this.document.y + 4);
  }

  /** The titles of a table: written above its first row, and again at the top of each page that it goes on to. */
  columnTitles(columns: readonly Column[]): void {
    this.untitled = columns;
  }

  /** One row of a table; its cells stand together on a page, unless it is higher than a page is. */
  row(columns: readonly Column[], cells: readonly string[]): void {
    let left = cells;
    do {
      const height = this.rowHeight(columns, left);
      const titles = this.untitled === columns ? titleHeight : 0;
      const turned = this.room(height > highestRow ? highestRow / 4 : height + 12 + titles);
      if (turned || titles > 0) this.writeTitles(columns);
      const space = paperHeight - margin.bottom - this.document.y;
      const now = height <= space ? left : left.map((cell, nth) => this.beginOf(cell, columns[nth]!, space - 4));
      this.writeCells(columns, now);
      left = left.map((cell, nth) => cell.slice(now[nth]!.length));
    } while (left.some((cell) => cell !== ''));
  }

  private writeCells(columns: readonly Column[], cells: readonly string[]): void {
    const top = this.document.y;
    const height = this.rowHeight(columns, cells);
    let left = margin.side;
    cells.forEach((cell, nth) => {
      const { width } = columns[nth]!;
      this.document.fontSize(text - 1).text(cell, left, top, { width: width - 8 });
      left += width;
    });
    this.continueAt(top + height);
  }

  private rowHeight(columns: readonly Column[], cells: readonly string[]): number {
    return Math.max(...cells.map((cell, nth) => this.heightOf(cell, columns[nth]!.width - 8, text - 1))) + 4;
  }

  /** As much of a cell as is no higher, up to the end of a word if there is one. */
  private beginOf(cell: string, { width }: Column, height: number): string {
    const fits = (end: number) => this.heightOf(cell.slice(0, end), width - 8, text - 1) <= height;
    if (fits(cell.length)) return cell;
    let [most, tooMany] = [0, cell.length];
    while (tooMany - most > 1) {
      const middle = (most + tooMany) >> 1;
      if (fits(middle)) most = middle;
      else tooMany = middle;
    }
    const blank = cell.lastIndexOf(' ', most);
    return cell.slice(0, blank > most - 30 && blank > 0 ? blank + 1 : Math.max(1, most));
  }

  private writeTitles(columns: readonly Column[]): void {
    this.untitled = undefined;
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
    this.continueAt(top + titleHeight);
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

  /**
   * Goes on to the next page when what must stand together, with the heading above it, does not fit on this one; answers
   * whether it did.
   */
  private room(height: number): boolean {
    const { announced, document } = this;
    this.announced = undefined;
    const needed = announced ? headingHeight + Math.max(height, announced.keep) : height;
    const turned = document.y + needed > paperHeight - margin.bottom && document.y > margin.top;
    if (turned) {
      document.addPage();
      this.continueAt(margin.top);
    }
    if (announced) this.writeHeading(announced.heading);
    return turned;
  }

  private writeHeading(heading: string): void {
    const { document } = this;
    document.moveTo(margin.side, document.y + 3).lineTo(margin.side + sheetWidth, document.y + 3);
    document.lineWidth(0.5).strokeColor(rule).stroke();
    this.continueAt(document.y + 7);
    document.fontSize(small).fillColor(faint).text(heading, { width: sheetWidth });
    document.fillColor(ink);
  }

  private continueAt(y: number): void {
    this.document.x = margin.side;
    this.document.y = y;
  }
}
