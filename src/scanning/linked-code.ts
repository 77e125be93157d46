import { type RecordKind } from '../barcodes/code';
import { type PageQuery } from '../platform/page';
import { type BarcodeText, type HumanNumber, type Id, type Instant, type ShortText } from '../platform/types';

/** A maker's or another firm's code that names a record of ours (外来码). */
export interface LinkedCode {
  id: Id;
  /** The text under which it is looked up; a GS1 key in brackets. @example "(01)09506000134352" */
  text: string;
  /** What it names. */
  kind: RecordKind;
  recordId: Id;
  /** Our own code of that record. */
  code: BarcodeText;
  number: HumanNumber;
  linkedById: Id;
  linkedAt: Instant;
  unlinkedById: Id | null;
  /** null = it is in force. */
  unlinkedAt: Instant | null;
}

/** Two scans: theirs, and ours. */
export interface NewLinkedCode {
  /**
   * The foreign label as the scanner delivered it. Of a GS1 label with a serial number, a unit is linked by GTIN and serial
   * number, a part by its GTIN.
   * @minLength 1 text is what the scanner delivered
   * @maxLength 256 text is at most 256 characters
   */
  text: string;
  /**
   * Our own label of the record that it is to name.
   * @minLength 1 code is what the scanner delivered
   * @maxLength 64 code is at most 64 characters
   */
  code: string;
}

/** Which linked codes to list. */
export interface LinkedCodeQuery extends PageQuery {
  /** Of this record. */
  recordId?: Id;
  /** Also those that were unlinked. */
  ended?: boolean;
}

/** Why a code of ours is not to be used any more. */
export interface CodeRetirement {
  /** @example "label lost with a toolbox" */
  reason: ShortText;
}

/** A record has a new code; labels with the old one are void for ever. */
export interface RetiredCode {
  retiredCode: BarcodeText;
  kind: RecordKind;
  recordId: Id;
  number: HumanNumber;
  /** The new one: print it. */
  code: BarcodeText;
}
