import { type RecordKind } from '../../barcodes/code';
import { notOf, post, type ScannableKind } from './scannable-kind';

/** What hangs on a work order is seen by whom the order is. */
const ofWorkOrder = `exists (select from work_order w where w.id = r.work_order_id
  and ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3))`;

/** Cause and consent: what a job waits for, and what the customer agreed to. */
export const causeKinds = {
  escalation: {
    table: 'escalation',
    number: 'r.number',
    state: 'r.status',
    scope: ofWorkOrder,
    read: { permission: 'escalation.read', href: '/v1/escalations/{id}' },
    steps: [
      post('answer', 'escalation.answer', '/v1/escalations/{id}/answer', { states: ['open'], when: notOf('actor_id') }),
      post('withdraw', 'escalation.write', '/v1/escalations/{id}/withdrawal', { states: ['open'] }),
    ],
  },
  dispute: {
    table: 'dispute',
    number: 'r.number',
    state: 'r.status',
    scope: ofWorkOrder,
    read: { permission: 'dispute.read', href: '/v1/disputes/{id}' },
    steps: [
      post('settle', 'dispute.settle', '/v1/disputes/{id}/settlement', { states: ['open'], when: notOf('actor_id') }),
    ],
  },
  'risk-consent': {
    table: 'risk_consent',
    number: 'r.number',
    state: 'r.status',
    scope: ofWorkOrder,
    read: { permission: 'consent.read', href: '/v1/consents/{id}' },
    steps: [
      post('sign', 'consent.write', '/v1/consents/{id}/signature', { states: ['made'] }),
      post('refuse', 'consent.write', '/v1/consents/{id}/refusal', { states: ['made'] }),
      post('withdraw', 'consent.write', '/v1/consents/{id}/withdrawal', { states: ['made'] }),
    ],
  },
  'take-in': {
    table: 'take_in',
    number: 'r.number',
    state: 'r.status',
    scope: ofWorkOrder,
    read: { permission: 'take-in.read', href: '/v1/take-ins/{id}' },
    steps: [
      post('sign', 'take-in.write', '/v1/take-ins/{id}/signature', { states: ['made'] }),
      post('withdraw', 'take-in.write', '/v1/take-ins/{id}/withdrawal', { states: ['made'] }),
      post('hand-back', 'take-in.write', '/v1/take-ins/{id}/hand-back', { states: ['taken_in'] }),
    ],
  },
  'maker-alert': {
    table: 'maker_alert',
    number: 'r.number',
    state: 'r.status',
    read: { permission: 'maker-alert.read', href: '/v1/maker-alerts/{id}' },
    steps: [
      post('send', 'maker-alert.write', '/v1/maker-alerts/{id}/sending', { states: ['open'] }),
      post('acknowledge', 'maker-alert.write', '/v1/maker-alerts/{id}/acknowledgement', { states: ['sent'] }),
    ],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
