import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type Giai,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type ShortText,
} from '../platform/types';

/** A place in a state: the kind of account, and the bin, site, person or supplier it belongs to. */
export interface Place {
  /** @example "custody" */
  kind: string;
  /** null for the organisation's own accounts (scrapped, written off …). */
  ownerId: Id | null;
}

/** One step of a unit's life: a transfer of exactly this unit. */
export interface UnitStep {
  from: Place;
  to: Place;
  /** Why it moved: receive, reserve, issue, fit … @example "issue" */
  reason: string;
  documentKind: string;
  documentId: Id;
  documentDate: IsoDate;
  postingDate: IsoDate;
  actorId: Id;
  recordedAt: Instant;
}

/** A unit of a serial-numbered part (序列号件): where it is, in exactly one place. */
export interface SerialUnit {
  id: Id;
  code: BarcodeText;
  partId: Id;
  partNumber: HumanNumber;
  serialNumber: ShortText;
  /** The GS1 key by which the unit is known as an asset. */
  giai: Giai | null;
  /** null before its first transfer, and where its bin is being counted and you are one of those who count (R13). */
  place: Place | null;
}

/** A unit with everything that happened to it, oldest first. */
export interface SerialUnitHistory {
  id: Id;
  code: BarcodeText;
  partId: Id;
  partNumber: HumanNumber;
  serialNumber: ShortText;
  /** The GS1 key by which the unit is known as an asset. */
  giai: Giai | null;
  place: Place | null;
  history: UnitStep[];
}

/** The GS1 key of a unit. */
export interface SerialUnitKeys {
  /** Scanning it names this unit; null = none. */
  giai: Giai | null;
}

/** Which units to list. */
export interface SerialUnitQuery extends PageQuery {
  partId: Id;
  serialNumber?: ShortText;
}
