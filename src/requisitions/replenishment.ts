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
  /** What to requisition to reach the maximum. */
  proposedQuantity: PieceCount;
}

/** What an engineer's van is short of. */
export interface Replenishment {
  engineerId: Id;
  lines: ReplenishmentLine[];
  /** The same as the `lines` of a requisition, to be sent as they are to `POST /v1/requisitions`; 200 at most. */
  requisitionLines: NewRequisitionLine[];
}
