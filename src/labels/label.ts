import { type RecordKind } from '../barcodes/code';
import { type BarcodeText, type HumanNumber, type Id, type Instant } from '../platform/types';
import { type LabelTemplate } from './drawing/label-template';

/** A size of a label: width × height in mm. `70x37` is that of A4 sheets with 24 labels. */
export type LabelSizeName = '50x30' | '60x40' | '70x37' | '100x50' | '100x150';

/**
 * A symbology for a label. The first three carry our code; the GS1 ones carry the GS1 key of a part or a unit, for partners
 * who know nothing of our codes, and our code stands in letters below.
 */
export type LabelSymbologyName = 'code128' | 'qrcode' | 'datamatrix' | 'gs1-128' | 'gs1qrcode' | 'gs1datamatrix';

/** How a label is to be drawn; what is left out is chosen by the kind of record. */
export interface LabelQuery {
  /** One of the templates for this kind of record. */
  template?: LabelTemplate;
  /** 60 mm × 40 mm when left out. */
  size?: LabelSizeName;
  /** The symbology; the best for the template that fits when left out. */
  symbology?: LabelSymbologyName;
}

/** How a label's picture is to be drawn. */
export interface LabelImageQuery extends LabelQuery {
  /** PNG when left out; `zpl` is for label printers. */
  format?: 'png' | 'svg' | 'pdf' | 'zpl';
  /** Dots per inch of the printer: 203 (8 dots/mm) or 300; 203 when left out. Vector formats look alike in both. */
  dpi?: '203' | '300';
}

/** A template for labels. */
export interface LabelTemplateDescription {
  template: LabelTemplate;
  /** The kinds of records it is for. */
  kinds: RecordKind[];
}

/** A size of labels. */
export interface LabelSizeDescription {
  size: LabelSizeName;
  /** In mm. @isInt */
  width: number;
  /** In mm. @isInt */
  height: number;
  /** How many stand side by side on an A4 sheet. @isInt */
  sheetColumns: number;
  /** How many stand below each other on an A4 sheet. @isInt */
  sheetRows: number;
  /** The symbologies that fit. */
  symbologies: LabelSymbologyName[];
}

/** What labels there are. */
export interface LabelCatalogue {
  templates: LabelTemplateDescription[];
  /** From the smallest to the largest. */
  sizes: LabelSizeDescription[];
}

/** A label that can be had for a record, whether anything of it is in stock or not. */
export interface Label {
  /** What the symbol carries. */
  code: BarcodeText;
  kind: RecordKind;
  number: HumanNumber;
  /** The templates for this kind of record; the first is taken when none is asked for. */
  templates: LabelTemplate[];
  /** How often it was printed, copies counted one by one. @isInt */
  printed: number;
  /** When it was printed last. */
  lastPrintedAt: Instant | null;
}

/** A label that was printed: through a printer's queue, or as part of a file. */
export interface LabelPrint {
  /** null = the template of its kind of record. */
  template: LabelTemplate | null;
  size: LabelSizeName;
  /** @isInt */
  copies: number;
  printJobId: Id | null;
  batchId: Id | null;
  printedById: Id;
  printedAt: Instant;
}
