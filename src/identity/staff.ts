import { type BarcodeText, type HumanNumber, type Id, type ShortText } from '../platform/types';
import { type Role } from './permissions';

/** A person who works here, or a partner station's account. */
export interface StaffMember {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  name: ShortText;
  roles: Role[];
  /** The site a station (always) or a clerk (optionally) is bound to. */
  siteId: Id | null;
  /** May date postings earlier than today, inside an open period. */
  mayPostEarlier: boolean;
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new staff member. */
export interface NewStaffMember {
  number: HumanNumber;
  name: ShortText;
  /**
   * At least one.
   * @minItems 1
   * @maxItems 7
   */
  roles: Role[];
  /** Required for stations. */
  siteId?: Id | null;
  mayPostEarlier?: boolean;
}

/** What may be changed of a staff member; everything is stated. */
export interface StaffMemberChange {
  name: ShortText;
  /**
   * @minItems 1
   * @maxItems 7
   */
  roles: Role[];
  siteId: Id | null;
  mayPostEarlier: boolean;
  active: boolean;
}

/** A new key. The key itself is shown here once and never again. */
export interface IssuedKey {
  id: Id;
  staffMemberId: Id;
  label: ShortText;
  /** Send it as `Authorization: Bearer …`. @example "cpk_EXAMPLE" */
  key: string;
}

/** What is told of a new key. */
export interface NewKey {
  /** Where the key will be used. @example "warehouse scanner 3" */
  label: ShortText;
}
