import { acknowledgement } from './acknowledgement';
import { approval } from './approval';
import { cancellation } from './cancellation';
import { issue } from './issue';
import { oldPart } from './old-part';
import { receipt } from './receipt';
import { requisition } from './requisition';
import { serialUnits } from './serial-units';
import { serviceReport } from './service-report';
import { unusedReturn } from './unused-return';
import { type Work } from './work';

/** What each client does, in this order, again and again. */
export const allWork: readonly Work[] = [
  requisition,
  approval,
  issue,
  acknowledgement,
  serialUnits,
  serviceReport,
  oldPart,
  unusedReturn,
  cancellation,
  receipt,
];
