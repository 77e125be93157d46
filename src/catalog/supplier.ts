import { type PageQuery } from '../platform/page';
import { type ComponentName } from './part';
import { type BarcodeText, type HumanNumber, type Id, type ShortText } from '../platform/types';

/** Who supplies parts and answers for them, with the way to their support (S035). */
export interface Supplier {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  name: ShortText;
  /** Whom to write or call about parts in general. */
  contact: ShortText | null;
  /** Where technical support answers: a hotline, portal or address. */
  supportChannel: ShortText | null;
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new supplier. */
export interface NewSupplier {
  number: HumanNumber;
  name: ShortText;
  contact?: ShortText | null;
  supportChannel?: ShortText | null;
}

/** What may be changed of a supplier; everything is stated. */
export interface SupplierChange {
  name: ShortText;
  contact: ShortText | null;
  supportChannel: ShortText | null;
  active: boolean;
}

/** Which suppliers to list. */
export interface SupplierQuery extends PageQuery {
  active?: boolean;
}

/** Where a supplier's support answers for one component (S035). At least one of the two is stated. */
export interface ComponentSupport {
  component: ComponentName;
  contact: ShortText | null;
  supportChannel: ShortText | null;
}

/** The support channels of a supplier that differ by component. */
export interface SupplierSupport {
  /**
   * Each component once.
   * @maxItems 200 at most 200 components
   */
  components: ComponentSupport[];
}

/** Whom to ask about a part: the supplier's channel for its component, else the supplier's general one. */
export interface PartSupport {
  supplierId: Id;
  supplierNumber: HumanNumber;
  supplierName: ShortText;
  contact: ShortText | null;
  supportChannel: ShortText | null;
}
