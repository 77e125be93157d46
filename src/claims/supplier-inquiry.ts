import { type ComponentName } from '../catalog/part';
import { type ContentDigest } from '../customers/signature';
import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type LongText,
  type ShortText,
} from '../platform/types';

/** `opened`: to be written to; `contacted`: the answer is waited for; the last two are ends. */
export type SupplierInquiryStatus = 'opened' | 'contacted' | 'answered' | 'closed';

/** How it was written; the telephone does not count (S092). */
export type LetterChannel = 'email' | 'fax' | 'letter' | 'portal';

/** What the supplier says: takes it upon itself, does not, or gives advice only. */
export type SupplierPosition = 'accepts' | 'declines' | 'advises';

/** What is told when a supplier has to be involved in a job. */
export interface NewSupplierInquiry {
  workOrderId: Id;
  /** The supplier of the part when left out. */
  supplierId?: Id;
  /** The part or component that the supplier made; one of the two. */
  partId?: Id;
  component?: ComponentName;
  /** What the supplier is asked. */
  question: LongText;
  /** When it became known; now when left out, never later. The twelve hours run from here. */
  openedAt?: Instant;
}

/** A letter to or from the supplier, kept as it was written (S092). */
export interface SupplierLetter {
  direction: 'sent' | 'received';
  channel: LetterChannel;
  words: LongText;
  /** SHA-256 of the words. */
  digest: ContentDigest;
  writtenAt: Instant;
  /** Who recorded it. */
  actorId: Id;
  recordedAt: Instant;
}

/** A supplier's involvement in a job (S091). */
export interface SupplierInquiry {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  engineerId: Id;
  siteId: Id | null;
  supplierId: Id;
  supplierNumber: HumanNumber;
  supplierName: ShortText;
  /** Where its support answers, for this component where that differs (S035). */
  supportChannel: ShortText | null;
  supplierContact: ShortText | null;
  partId: Id | null;
  component: ComponentName | null;
  question: LongText;
  status: SupplierInquiryStatus;
  openedAt: Instant;
  /** Twelve hours after it was opened (S092). */
  contactDueAt: Instant;
  contactedAt: Instant | null;
  /** Twelve hours after the contact (S091). */
  answerDueAt: Instant | null;
  answeredAt: Instant | null;
  /** What is waited for now is due then; null = nothing any more. */
  dueAt: Instant | null;
  overdue: boolean;
  /** Written to within twelve hours; null = not yet. */
  contactedInTime: boolean | null;
  /** Answered within twelve hours; null = not yet. */
  answeredInTime: boolean | null;
  position: SupplierPosition | null;
  closingReason: LongText | null;
  letters: SupplierLetter[];
  /** Who opened it. */
  actorId: Id;
}

/** The supplier was written to; a later letter is a reminder. */
export interface SupplierContact {
  channel: LetterChannel;
  /** Word for word, or what the attached page says. */
  words: LongText;
  /** Now when left out, never later. */
  writtenAt?: Instant;
}

/** The supplier answered in writing. */
export interface SupplierAnswer {
  channel: LetterChannel;
  words: LongText;
  position: SupplierPosition;
  /** Now when left out, never later, nor before it was asked. */
  writtenAt?: Instant;
}

/** Why nobody waits any more. */
export interface SupplierInquiryClosure {
  reason: LongText;
}

/** Which inquiries to list. */
export interface SupplierInquiryQuery extends PageQuery {
  workOrderId?: Id;
  supplierId?: Id;
  status?: SupplierInquiryStatus;
  /** Only what is past its twelve hours, or only what is not. */
  overdue?: boolean;
}
