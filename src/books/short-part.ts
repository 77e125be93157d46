import { type PageQuery } from '../platform/page';
import { type HumanNumber, type Id, type IsoDate, type PieceCount, type PieceCountOrZero } from '../platform/types';

/** A part that a site is short of (欠料): approved and neither reserved nor issued. */
export interface ShortPart {
  partId: Id;
  partNumber: HumanNumber;
  siteId: Id;
  siteNumber: HumanNumber;
  shortQuantity: PieceCount;
  /** On its way to the site already. */
  inTransit: PieceCountOrZero;
  /**
   * On the shelves of other sites: a transfer could bring it. Null where the part is being counted and you are one of those
   * who count (R13).
   */
  elsewhere: PieceCountOrZero | null;
  /** The first day somebody needs it. */
  needBy: IsoDate;
  /** How many requisition lines wait. @isInt */
  waitingLines: number;
}

/** Which short parts to list. */
export interface ShortPartQuery extends PageQuery {
  siteId?: Id;
}
