import { acknowledgement } from './acknowledgement';
import { approval } from './approval';
import { cancellation } from './cancellation';
import { issue } from './issue';
import { requisition } from './requisition';
import { unusedReturn } from './unused-return';
import { type Work } from './work';

/** What each client does, in this order, again and again. */
export const allWork: readonly Work[] = [requisition, approval, issue, acknowledgement, unusedReturn, cancellation];
