import { type PageQuery } from '../platform/page';
import { type BarcodeText, type HumanNumber, type Id, type ShortText } from '../platform/types';

/** A warehouse (仓库) of our own, or a partner's service station (服务站) with its stock on a separate account (S089). */
export type SiteKind = 'warehouse' | 'station';

/** Where stock lies. */
export interface Site {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  name: ShortText;
  kind: SiteKind;
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new site. */
export interface NewSite {
  number: HumanNumber;
  name: ShortText;
  kind: SiteKind;
}

/** What may be changed of a site; everything is stated. Its number and kind stay: postings rest on them. */
export interface SiteChange {
  name: ShortText;
  active: boolean;
}

/** Which sites to list. */
export interface SiteQuery extends PageQuery {
  kind?: SiteKind;
  active?: boolean;
}
