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
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(new Uint8Array(file));
  try {
    const count = document.getPageCount();
    const viewed: ViewedPage[] = [];
    for (let nth = 0; nth < Math.min(count, pages); nth += 1) {
      const picture = await document.getPage(nth).render({ scale: 200 / 72, render: 'bitmap' });
      const found = await readPixels(picture.data, picture.width, picture.height);
      const [width, height] = [inMm(picture.originalWidth), inMm(picture.originalHeight)];
      viewed.push({ width, height, codes: found.map(({ text }) => text) });
    }
    return { count, pages: viewed };
  } finally {
    document.destroy();
    library.destroy();
  }
}

function inMm(points: number): number {
  return Math.round((points * 25.4) / 72);
}
