/** The sizes of labels, width × height in mm. */
export const labelSizes = ['50x30', '60x40', '70x37', '100x50', '100x150'] as const;

/** A size of a label: width × height in mm. `70x37` is that of A4 sheets with 24 labels. */
export type LabelSize = (typeof labelSizes)[number];

/** The resolutions of label printers: 203 dpi is 8 dots to the mm, 300 dpi 11.8. */
export type LabelDpi = 203 | 300;

/** Width and height in mm. */
export interface Extent {
  width: number;
  height: number;
}

/** How labels stand on an A4 sheet. */
export interface SheetGrid {
  columns: number;
  rows: number;
  /** From the edges of the paper to the first label, in mm. */
  left: number;
  top: number;
}

export const a4: Extent = { width: 210, height: 297 };

export function extentOf(size: LabelSize): Extent {
  const [width, height] = size.split('x').map(Number) as [number, number];
  return { width, height };
}

/** As many as fit side by side and below each other, in the middle of the sheet. */
export function gridOf(size: LabelSize): SheetGrid {
  const { width, height } = extentOf(size);
  const columns = Math.floor(a4.width / width);
  const rows = Math.floor(a4.height / height);
  return { columns, rows, left: (a4.width - columns * width) / 2, top: (a4.height - rows * height) / 2 };
}

/** 203 dpi printers have exactly 8 dots to the mm. */
export function dotsPerMm(dpi: LabelDpi): number {
  return dpi === 203 ? 8 : dpi / 25.4;
}
