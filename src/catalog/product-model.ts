import { type PageQuery } from '../platform/page';
import { type HumanNumber, type Id, type ShortText } from '../platform/types';

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
