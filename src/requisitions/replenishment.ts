import { type HumanNumber, type Id, type PieceCount, type PieceCountOrZero } from '../platform/types';

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

/** What an engineer's van is short of; its lines can be sent as they are to `POST /v1/requisitions`. */
export interface Replenishment {
  engineerId: Id;
  lines: ReplenishmentLine[];
}
