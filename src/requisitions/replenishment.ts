import { type HumanNumber, type Id, type PieceCount, type PieceCountOrZero } from '../platform/types';
import { type NewRequisitionLine } from './requisition';

/** One part that a van is short of. */
export interface ReplenishmentLine {
  partId: Id;
  partNumber: HumanNumber;
  minimum: PieceCountOrZero;
  maximum: PieceCount;
  /** In custody, successors of the part included. */
  inCustody: PieceCountOrZero;
  /** Asked for by van-stock requisitions and not yet issued. */
  onOrder: PieceCountOrZero;
  /** What is delivered for it: the part itself, or the last of its successors (替代关系). */
  supplyPartId: Id;
  supplyPartNumber: HumanNumber;
  /** What to requisition to reach the maximum; 0 where the part is no longer supplied and has no successor that is. */
  proposedQuantity: PieceCountOrZero;
}

/** What an engineer's van is short of. */
export interface Replenishment {
  engineerId: Id;
  lines: ReplenishmentLine[];
  /** What is proposed, as the `lines` of a requisition, to be sent as they are to `POST /v1/requisitions`; 200 at most. */
  requisitionLines: NewRequisitionLine[];
}
