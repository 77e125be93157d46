import { type BarcodeText, type Id } from '../platform/types';
import { type RecordKind } from '../barcodes/code';
import { type Gs1Element } from '../barcodes/gs1';

/** How the scanned text was understood. */
export type ScannedForm = 'own' | 'gs1' | 'iso15434' | 'digital-link' | 'foreign';

/** Something the caller may do next with what was scanned. */
export interface NextStep {
  /** What it is. @example "issue" */
  rel: string;
  /** The HTTP method. @example "POST" */
  method: 'GET' | 'POST' | 'PUT';
  /** Where. @example "/v1/issues" */
  href: string;
  /** The part of the request's body that the record already says; what is missing is yours to add. */
  body?: { [field: string]: unknown };
}

/** The record that a scanned text names. */
export interface ScannedRecord {
  /** What was read, without the scanner's additions. */
  text: string;
  form: ScannedForm;
  /** What a GS1 symbol says besides: batch, dates, amounts. Absent when it was none. */
  elements?: Gs1Element[];
  kind: RecordKind;
  id: Id;
  code: BarcodeText;
  /** The number people read: of the document, part or bin; the serial number of a unit. */
  number: string;
  /** Its state, where it has one. @example "approved" */
  state: string | null;
  /** What this caller may do next with it, by role and state. */
  links: NextStep[];
}

/** What was scanned. */
export interface ScanQuery {
  /**
   * The text as the scanner delivered it, at most 256 characters of use; control characters URL-encoded.
   * @minLength 1 text is what the scanner delivered
   * @maxLength 4096 text is at most 4096 characters
   */
  text: string;
}

/** How a barcode is to be drawn. */
export interface BarcodeImageQuery {
  /** The symbology; QR when left out. The GS1 ones carry the GS1 key of a part or a unit instead of our code. */
  symbology?: 'code128' | 'qrcode' | 'datamatrix' | 'gs1-128' | 'gs1qrcode' | 'gs1datamatrix';
  /** The file's format; PNG when left out. */
  format?: 'png' | 'svg';
  /**
   * Whole printer dots for one module; 4 when left out.
   * @isInt dotsPerModule is a whole number
   * @minimum 2 dotsPerModule is at least 2
   * @maximum 20 dotsPerModule is at most 20
   */
  dotsPerModule?: number;
}
