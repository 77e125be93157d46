import { type Reversal } from '../ledger/reversal';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type MinorUnits,
  type PieceCountOrZero,
} from '../platform/types';
import { type Place } from '../stock/serial-unit';

/** One line of a movement: pieces of one part, with their value, from one account to another. */
export interface MovementTransfer {
  /** @isInt */
  id: number;
  partId: Id;
  partNumber: HumanNumber;
  from: Place;
  to: Place;
  quantity: PieceCountOrZero;
  value: MinorUnits;
  unitId: Id | null;
}

/** A movement of the ledger, as it was posted (R2): never changed, at most reversed. */
export interface LedgerMovement {
  /** @isInt */
  id: number;
  /** receive, reserve, issue, fit … @example "receive" */
  reason: string;
  documentKind: string;
  documentId: Id;
  /** Of the document that posted it; null where its kind has no number. */
  documentNumber: HumanNumber | null;
  documentCode: BarcodeText | null;
  documentDate: IsoDate;
  postingDate: IsoDate;
  actorId: Id;
  recordedAt: Instant;
  /** The movement this one takes back. @isInt */
  reversesId: number | null;
  /** Set when it was taken back (红冲). */
  reversal: Reversal | null;
  /** How many transfers it has. @isInt */
  transferCount: number;
  /** Its first 200 transfers; an import of opening stock has thousands, `/movements/{id}/transfers` reads on. */
  transfers: MovementTransfer[];
}
