import { type PageQuery } from '../platform/page';
import { type BarcodeText, type HumanNumber, type Id } from '../platform/types';

/** A storage place (库位) of a site. Picks walk the bins in the order of their numbers. */
export interface Bin {
  id: Id;
  code: BarcodeText;
  siteId: Id;
  /** The path a picker walks, unique within the site. @example "A-03-2" */
  number: HumanNumber;
  /** From an inactive bin nothing is reserved. */
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new bin. */
export interface NewBin {
  siteId: Id;
  number: HumanNumber;
}

/** What may be changed of a bin; everything is stated. */
export interface BinChange {
  /** Renaming a bin moves it on the pick path; its barcode stays. */
  number: HumanNumber;
  active: boolean;
}

/** Which bins to list. */
export interface BinQuery extends PageQuery {
  siteId?: Id;
  /** Exactly this number. */
  number?: HumanNumber;
  active?: boolean;
}
