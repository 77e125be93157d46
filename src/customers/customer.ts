import { type PageQuery } from '../platform/page';
import { type BarcodeText, type HumanNumber, type Id, type ShortText } from '../platform/types';

/**
 * A telephone number as it is dialled.
 * @pattern ^[+]?[0-9(][0-9()\x20/-]{2,31}$ a phone number has digits, + ( ) / - and blanks only
 * @example "+86 10 5550 0100"
 */
export type PhoneNumber = string;

/** A customer (客户). Name, phone and address are personal data: they stand here and are never logged. */
export interface Customer {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  name: ShortText;
  phone: PhoneNumber | null;
  address: ShortText | null;
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new customer. */
export interface NewCustomer {
  number: HumanNumber;
  name: ShortText;
  phone?: PhoneNumber | null;
  address?: ShortText | null;
}

/** What may be changed of a customer; everything is stated. */
export interface CustomerChange {
  name: ShortText;
  phone: PhoneNumber | null;
  address: ShortText | null;
  active: boolean;
}

/** Which customers to list. */
export interface CustomerQuery extends PageQuery {
  /** Exactly this number. */
  number?: HumanNumber;
  /** Exactly this phone number. */
  phone?: PhoneNumber;
  /** Found anywhere in number or name, in upper or lower case. */
  text?: ShortText;
  active?: boolean;
}
