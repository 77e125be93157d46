import { type ScanPurposeName } from '../sessions/scan-session';
import { countPurpose } from './count-purpose';
import { issuePurpose } from './issue-purpose';
import { oldPartReturnPurpose } from './old-part-return-purpose';
import { type ScanPurpose } from './purpose';
import { receiptPurpose } from './receipt-purpose';
import { transferReceiptPurpose } from './transfer-receipt-purpose';
import { transferSendingPurpose } from './transfer-sending-purpose';
import { unusedReturnPurpose } from './unused-return-purpose';

/** What can be scanned for. */
export const purposes: Readonly<Record<ScanPurposeName, ScanPurpose>> = {
  issue: issuePurpose,
  receipt: receiptPurpose,
  'transfer-sending': transferSendingPurpose,
  'transfer-receipt': transferReceiptPurpose,
  'unused-return': unusedReturnPurpose,
  'old-part-return': oldPartReturnPurpose,
  count: countPurpose,
};
