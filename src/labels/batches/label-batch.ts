import { type BarcodeText, type Id, type Instant } from '../../platform/types';
import { type LabelTemplate } from '../drawing/label-template';
import { type LabelSizeName, type LabelSymbologyName } from '../label';

/** Where a batch stands; `failed` means that it could not be drawn at all. */
export type LabelBatchStatus = 'queued' | 'drawing' | 'finished' | 'failed';

/** Many labels in one file. */
export interface LabelBatch {
  id: Id;
  format: 'pdf' | 'zpl';
  status: LabelBatchStatus;
  /** Labels asked for. @isInt */
  total: number;
  /** Labels drawn so far. @isInt */
  done: number;
  requestedById: Id;
  recordedAt: Instant;
  finishedAt: Instant | null;
  /** Where the file is, once it is finished; it is kept for seven days. @example "/v1/label-batches/01912d68-783e-7a08-8dd5-3a5c1f4b2e10/file" */
  file: string | null;
}

/** Labels to be drawn into one file. */
export interface NewLabelBatch {
  /** `pdf` for paper and driver printers, `zpl` for label printers. */
  format: 'pdf' | 'zpl';
  /**
   * Codes of the records, in the order of their labels.
   * @minItems 1
   * @maxItems 1000
   */
  codes: BarcodeText[];
  /** The same for all of them; each kind's own when left out. */
  template?: LabelTemplate;
  /** 60 mm × 40 mm when left out. */
  size?: LabelSizeName;
  symbology?: LabelSymbologyName;
  /** For ZPL: the printer's resolution; 203 when left out. */
  dpi?: '203' | '300';
  /** For PDF: `roll`, each label on a page of its size (when left out); `a4`, sheets of labels. */
  paper?: 'roll' | 'a4';
  /**
   * For sheets: how many places of the first sheet are used already.
   * @isInt usedPlaces is a whole number
   * @minimum 0 usedPlaces is at least 0
   * @maximum 63 usedPlaces is at most 63
   */
  usedPlaces?: number;
}
