import { type ContentDigest } from '../../customers/signature';
import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type ShortText,
} from '../../platform/types';
import { type CustomerSignature } from './customer-signature';

/** `made` waits for the customer; `signed`; `refused` by the customer; `withdrawn` by us: the work is not done so. */
export type RiskConsentStatus = 'made' | 'signed' | 'refused' | 'withdrawn';

/** A risk, in both languages. */
export interface Risk {
  /** @example "数据可能丢失" */
  zh: ShortText;
  /** @example "data may be lost" */
  en: ShortText;
}

/**
 * Consent before risky work (风险作业同意书, S100): what is to be done and what may go wrong, signed before the work. It is
 * another document than the report that is signed after the work.
 */
export interface RiskConsent {
  id: Id;
  code: BarcodeText;
  /** @example "CST-2026-000004" */
  number: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  customerNumber: HumanNumber;
  modelNumber: HumanNumber;
  /** Of the installed unit. */
  serialNumber: ShortText;
  engineerId: Id;
  siteId: Id | null;
  documentDate: IsoDate;
  status: RiskConsentStatus;
  /** What is to be done. */
  work: LongText;
  risks: Risk[];
  textZh: LongText;
  textEn: LongText;
  /** What the customer signs: the digest of everything above as the customer reads it. */
  digest: ContentDigest;
  madeAt: Instant;
  actorId: Id;
  signature: CustomerSignature | null;
  endedAt: Instant | null;
  /** Why it was refused or withdrawn. */
  reason: LongText | null;
}

/** What the customer is to consent to. */
export interface NewRiskConsent {
  workOrderId: Id;
  work: LongText;
  /**
   * @minItems 1
   * @maxItems 20
   */
  risks: Risk[];
  /** The words of the consent in Chinese; usual ones when left out. */
  textZh?: LongText;
  /** The words of the consent in English; usual ones when left out. */
  textEn?: LongText;
}

/** Why a consent was refused or withdrawn. */
export interface RiskConsentEnd {
  reason: LongText;
}

/** Which consents to list, the newest first. */
export interface RiskConsentQuery extends PageQuery {
  workOrderId?: Id;
  status?: RiskConsentStatus;
}
