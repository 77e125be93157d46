import { type RecordKind } from '../barcodes/code';
import { catalogueKinds } from './kinds/catalogue-kinds';
import { contractKinds } from './kinds/contract-kinds';
import { countKinds } from './kinds/count-kinds';
import { causeKinds } from './kinds/cause-kinds';
import { paidKinds } from './kinds/paid-kinds';
import { type ScannableKind } from './kinds/scannable-kind';
import { serviceKinds } from './kinds/service-kinds';
import { stockKinds } from './kinds/stock-kinds';

/** Every kind of record that a label can name. */
export const scannableKinds: Partial<Record<RecordKind, ScannableKind>> = {
  ...catalogueKinds,
  ...stockKinds,
  ...countKinds,
  ...serviceKinds,
  ...causeKinds,
  ...paidKinds,
  ...contractKinds,
};
