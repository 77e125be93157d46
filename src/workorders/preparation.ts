import { type PartUnit } from '../catalog/part';
import { type HumanNumber, type Id, type PieceCount, type PieceCountOrZero, type ShortText } from '../platform/types';
import { type CauseCode } from '../warranty/determinations/determination';

/** A part that this model with this symptom usually needs, and how far the engineer has it. */
export interface KitProposal {
  partId: Id;
  partNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  unit: PartUnit;
  /** What is supplied for it today: the part itself, or the end of its chain of successors. */
  supplyPartId: Id;
  supplyPartNumber: HumanNumber;
  quantity: PieceCount;
  /** In the engineer's own van stock now, of either. */
  inCustody: PieceCountOrZero;
  /** Asked for this order and not yet in the van. */
  requisitioned: PieceCountOrZero;
  /** To be requisitioned before departure. */
  missing: PieceCountOrZero;
}

/** A cause that this model with this symptom had before. */
export interface ProbableCause {
  causeCode: CauseCode;
  /** Approved reports that found it, of the latest two hundred orders. @isInt */
  reports: number;
}

/** The kit (维修包) proposed for an order, from model and symptom (S003, S093). */
export interface KitAnswer {
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  symptom: ShortText | null;
  /** Most frequent first. */
  probableCauses: ProbableCause[];
  lines: KitProposal[];
}

/** What a requisitioned part still waits for. */
export type WaitsFor = 'approval' | 'stock' | 'issue' | 'acknowledgement' | 'hand_over';

/** One requisitioned part of an order. */
export interface ReadinessLine {
  requisitionId: Id;
  requisitionNumber: HumanNumber;
  lineId: Id;
  /** What is supplied: the part asked for, its successor or a substitute. */
  partId: Id;
  partNumber: HumanNumber;
  /** Approved and not given up; while nobody has approved, what was asked. */
  needed: PieceCount;
  /** Issued to the engineer of the order, and acknowledged. */
  inHands: PieceCountOrZero;
  missing: PieceCountOrZero;
  /** `hand_over`: it was issued to the engineer who had the order before. */
  waitsFor: WaitsFor[];
}

/** Whether everything that was requisitioned for an order is in the engineer's hands (S013). */
export interface Readiness {
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  ready: boolean;
  /** Whether model and purchase date were confirmed with the user; null = the order has no request. */
  confirmedWithUser: boolean | null;
  /** What is not ready first. */
  lines: ReadinessLine[];
}
