import { type PageQuery } from '../platform/page';
import { type HumanNumber, type Id, type PieceCount, type ShortText } from '../platform/types';
import { type PartUnit } from './part';

/**
 * What the warranty policies call this kind of product.
 * @pattern ^[A-Za-z][A-Za-z0-9_]{0,63}$ a category is a word of letters, digits and _
 * @example "water_heater"
 */
export type CategoryName = string;

/** A product model (机型). */
export interface ProductModel {
  id: Id;
  number: HumanNumber;
  /** At least one of the names is known. */
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  brand: ShortText | null;
  category: CategoryName;
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new product model. */
export interface NewProductModel {
  number: HumanNumber;
  /** At least one of the names. */
  nameZh?: ShortText | null;
  nameEn?: ShortText | null;
  brand?: ShortText | null;
  category: CategoryName;
}

/** What may be changed of a product model; everything is stated. */
export interface ProductModelChange {
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  brand: ShortText | null;
  category: CategoryName;
  active: boolean;
}

/** Which product models to list. */
export interface ProductModelQuery extends PageQuery {
  category?: CategoryName;
  active?: boolean;
}

/** One part that a fault of a model usually needs, as it is told. */
export interface NewKitLine {
  /** The fault as the customer tells it, in the words that requests use. @example "no hot water" */
  symptom: ShortText;
  partId: Id;
  quantity: PieceCount;
}

/** The whole kit of a model. */
export interface NewKit {
  /**
   * Each symptom names a part once.
   * @maxItems 1000 at most 1000 lines
   */
  lines: NewKitLine[];
}

/** One part that a fault of a model usually needs (维修包): what to carry (S003, S093, S098). */
export interface KitLine {
  symptom: ShortText;
  partId: Id;
  partNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  unit: PartUnit;
  quantity: PieceCount;
  /** What is supplied for it today: the part itself, or the end of its chain of successors. */
  supplyPartId: Id;
  supplyPartNumber: HumanNumber;
  /** Whether that part is active, so that it can be asked for. */
  supplied: boolean;
}

/** Which lines of a kit to read. */
export interface KitQuery {
  /** Exactly this symptom; all of them if absent. */
  symptom?: ShortText;
}
