import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium';
import { readPixels } from '../barcodes/reader';

/** A page as an independent viewer (PDFium) shows it. */
export interface ViewedPage {
  /** Whole millimetres. */
  width: number;
  height: number;
  /** What is read from the page's picture, in no order. */
  codes: string[];
}

/** Opens a PDF in an independent viewer: the first pages, at 200 dpi. */
export async function viewPdf(file: Buffer, pages: number): Promise<{ count: number; pages: ViewedPage[] }> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(new Uint8Array(file));
  try {
    const count = document.getPageCount();
    const viewed: ViewedPage[] = [];
    for (let nth = 0; nth < Math.min(count, pages); nth += 1) viewed.push(await viewPage(document, nth));
    return { count, pages: viewed };
  } finally {
    document.destroy();
    library.destroy();
  }
}

async function viewPage(document: PDFiumDocument, nth: number): Promise<ViewedPage> {
  const page = document.getPage(nth);
  const { data, width, height, originalWidth, originalHeight } = await page.render({
    scale: 200 / 72,
    render: 'bitmap',
  });
  const found = await readPixels(data, width, height);
  const mm = (points: number) => Math.round((points * 25.4) / 72);
  const codes = found.map(({ text }) => text);
  return { width: mm(originalWidth), height: mm(originalHeight), codes };
}
