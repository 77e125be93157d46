import { type PageQuery } from '../platform/page';
import { type BarcodeText, type Cpid, type Gtin, type HumanNumber, type Id, type ShortText } from '../platform/types';

/** The smallest unit that is issued. Quantities count this. */
export type PartUnit = 'piece' | 'cm' | 'ml' | 'g';

/** Whether the part taken off is owed back: always, for warranty replacements only, or never (S077, S081). */
export type OldPartRule = 'always' | 'warranty_only' | 'never';

/**
 * What the warranty terms call this kind of part.
 * @pattern ^[A-Za-z][A-Za-z0-9_]{0,63}$ a component is a word of letters, digits and _
 * @example "control_board"
 */
export type ComponentName = string;

/**
 * Days.
 * @isInt days are a whole number
 * @minimum 1 at least 1 day
 * @maximum 3650 at most 3650 days
 * @example 30
 */
export type Days = number;

/** A spare part (备件). */
export interface Part {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** At least one of the names is known. */
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  unit: PartUnit;
  component: ComponentName | null;
  supplierId: Id | null;
  /** The supplier's number for it. */
  supplierNumber: ShortText | null;
  /** The maker's number for it. */
  makerNumber: ShortText | null;
  /** The trade item number on its packs; scanning one names this part. */
  gtin: Gtin | null;
  /** The maker's GS1 identifier of the component. */
  cpid: Cpid | null;
  /** Each piece is known by its serial number (序列号件). */
  serialNumbered: boolean;
  oldPartRule: OldPartRule;
  /** How many days after the replacement the old part is due back. */
  oldPartDays: Days;
  /** The part that took its place (替代关系). */
  supersededById: Id | null;
  /** An inactive part is no longer asked for; what is in stock stays in the books. */
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new part. */
export interface NewPart {
  number: HumanNumber;
  /** At least one of the names. */
  nameZh?: ShortText | null;
  nameEn?: ShortText | null;
  /** Default: piece. */
  unit?: PartUnit;
  component?: ComponentName | null;
  supplierId?: Id | null;
  supplierNumber?: ShortText | null;
  makerNumber?: ShortText | null;
  gtin?: Gtin | null;
  cpid?: Cpid | null;
  /** Default: false. */
  serialNumbered?: boolean;
  /** Default: warranty_only. */
  oldPartRule?: OldPartRule;
  /** Default: 30. */
  oldPartDays?: Days;
}

/** What may be changed of a part; everything is stated. Its number stays: labels and suppliers know it by that. */
export interface PartChange {
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  /** Can be changed until the part was first in stock: quantities in the books count this unit. */
  unit: PartUnit;
  component: ComponentName | null;
  supplierId: Id | null;
  supplierNumber: ShortText | null;
  makerNumber: ShortText | null;
  /** Can be changed until the part was first in stock. */
  serialNumbered: boolean;
  oldPartRule: OldPartRule;
  oldPartDays: Days;
  active: boolean;
}

/** Which parts to list. */
export interface PartQuery extends PageQuery {
  /** Begins with this. */
  number?: HumanNumber;
  /** Found anywhere in number, names, maker's or supplier's number, in upper or lower case. */
  text?: ShortText;
  supplierId?: Id;
  /** Exactly the supplier's number. */
  supplierNumber?: ShortText;
  /** Exactly the maker's number. */
  makerNumber?: ShortText;
  /** In any of its lengths. */
  gtin?: Gtin;
  cpid?: Cpid;
  component?: ComponentName;
  /** Parts that fit this product model. */
  modelId?: Id;
  active?: boolean;
}

/** The GS1 keys of a part; everything is stated. */
export interface PartKeys {
  gtin: Gtin | null;
  cpid: Cpid | null;
}

/** Which part takes the place of a part. */
export interface Supersession {
  /** The successor; null = none. Its own successors count too: what is supplied is the end of the chain. */
  supersededById: Id | null;
}

/** Parts, by id. */
export interface PartIds {
  /**
   * @maxItems 1000 at most 1000 parts
   */
  partIds: Id[];
}

/** Product models, by id. */
export interface ModelIds {
  /**
   * @maxItems 1000 at most 1000 models
   */
  modelIds: Id[];
}
