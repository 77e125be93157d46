import { type HumanNumber, type Id, type PieceCount, type PieceCountOrZero } from '../platform/types';

/** How much of one part a van should hold. */
export interface VanStockLevel {
  partId: Id;
  partNumber: HumanNumber;
  /** Below this many the part is proposed for replenishment. */
  minimum: PieceCountOrZero;
  /** Replenished up to this many. */
  maximum: PieceCount;
}

/** The van stock of an engineer, as it should be. */
export interface VanStock {
  engineerId: Id;
  /** 0 before it was ever stated. @isInt */
  version: number;
  levels: VanStockLevel[];
}

/** One level as it is stated. */
export interface NewVanStockLevel {
  partId: Id;
  minimum: PieceCountOrZero;
  maximum: PieceCount;
}

/** All levels of an engineer; everything is stated. */
export interface VanStockChange {
  /** @maxItems 1000 */
  levels: NewVanStockLevel[];
}
