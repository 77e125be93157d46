import { type PageQuery } from '../../platform/page';
import { type BarcodeText, type Id, type Instant } from '../../platform/types';
import { type LabelTemplate } from '../drawing/label-template';
import { type LabelSymbologyName } from '../label';

/**
 * Where a job stands. `queued` waits for its turn or its next attempt; `sending` is on its way; `sent` was taken by the
 * printer; `failed` needs a person; `cancelled` was given up.
 */
export type PrintJobStatus = 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled';

/**
 * Why the last attempt did not succeed. `unreachable`, `no-answer`, `not-ready` (no labels, open, paused), `interrupted`
 * (the server stopped): nothing was printed, it is tried again. `unconfirmed`: some or all may have been printed; look at
 * the printer before you try again. `address-refused`: no printer can have this address.
 */
export type PrintFailure =
  'unreachable' | 'no-answer' | 'not-ready' | 'unconfirmed' | 'address-refused' | 'interrupted';

/** Labels on their way to a printer. */
export interface PrintJob {
  id: Id;
  printerId: Id;
  printerNumber: string;
  /** The labels, in this order. */
  codes: BarcodeText[];
  template: LabelTemplate | null;
  /** Of each label. @isInt */
  copies: number;
  status: PrintJobStatus;
  /** How often it was tried. @isInt */
  attempts: number;
  /** When it is tried next, while it is queued. */
  nextAttemptAt: Instant | null;
  reason: PrintFailure | null;
  /** What happened, for people. */
  reasonDetail: string | null;
  requestedById: Id;
  recordedAt: Instant;
  sentAt: Instant | null;
}

/** Labels to be printed. */
export interface NewPrintJob {
  printerId: Id;
  /**
   * Codes of the records whose labels are printed, in this order.
   * @minItems 1
   * @maxItems 200
   */
  codes: BarcodeText[];
  /** The same for all of them; each kind's own when left out. */
  template?: LabelTemplate;
  /** The same for all of them; the best for each template when left out. */
  symbology?: LabelSymbologyName;
  /**
   * How many of each label; 1 when left out.
   * @isInt copies is a whole number
   * @minimum 1 copies is at least 1
   * @maximum 100 copies is at most 100
   */
  copies?: number;
}

/** Which print jobs to list. */
export interface PrintJobQuery extends PageQuery {
  printerId?: Id;
  status?: PrintJobStatus;
}
