import { type RecordKind } from '../../barcodes/code';
import { body, byEngineerAndSite, notOf, post, type ScannableKind } from './scannable-kind';

/** Paid work: contracts, tariffs, quotations, charges, money. */
export const paidKinds = {
  tariff: {
    table: 'tariff',
    number: 'r.number',
    state: 'null::text',
    read: { permission: 'quotation.read', href: '/v1/tariffs/{id}' },
    steps: [],
  },
  quotation: {
    table: 'quotation',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'quotation.read', href: '/v1/quotations/{id}' },
    steps: [
      post('approve', 'quotation.approve', '/v1/quotations/{id}/approval', {
        states: ['made'],
        when: notOf('actor_id', 'engineer_id'),
      }),
      post('tell', 'quotation.write', '/v1/quotations/{id}/telling', { states: ['approved'] }),
      post('accept', 'quotation.write', '/v1/quotations/{id}/acceptance', { states: ['told'] }),
      post('pay', 'payment.write', '/v1/payments', {
        states: ['accepted', 'charged'],
        body: body({ quotationId: 'r.id' }),
      }),
    ],
  },
  charge: {
    table: 'charge',
    number: 'r.number',
    state: `case when r.cancelled_at is not null then 'cancelled' when r.outstanding_amount > 0 then 'open'
                 when r.outstanding_amount < 0 then 'overpaid' else 'settled' end`,
    scope: byEngineerAndSite,
    read: { permission: 'charge.read', href: '/v1/charges/{id}' },
    steps: [post('waive', 'waiver.request', '/v1/charges/{id}/waivers', { states: ['open'] })],
  },
  waiver: {
    table: 'waiver',
    number: 'r.number',
    state: 'r.status',
    parent: 'r.charge_id',
    scope: `exists (select from charge c where c.id = r.charge_id and ($2::uuid is null or c.engineer_id = $2)
                       and ($3::uuid is null or c.site_id = $3))`,
    read: { permission: 'charge.read', href: '/v1/charges/{parent}/waivers' },
    steps: [
      post('approve', 'waiver.approve', '/v1/waivers/{id}/approval', {
        states: ['requested'],
        when: notOf('requested_by_id'),
      }),
    ],
  },
  payment: {
    table: 'payment',
    number: 'r.number',
    state: `case when r.reversed_at is null then 'received' else 'reversed' end`,
    scope: `exists (select from quotation q where q.id = r.quotation_id
                       and ($2::uuid is null or q.engineer_id = $2 or r.collector_id = $2)
                       and ($3::uuid is null or q.site_id = $3))`,
    read: { permission: 'charge.read', href: '/v1/payments/{id}' },
    steps: [],
  },
  remittance: {
    table: 'remittance',
    number: 'r.number',
    state: 'null::text',
    scope: `($2::uuid is null or r.engineer_id = $2)
      and ($3::uuid is null or exists (select from staff_member m where m.id = r.engineer_id and m.site_id = $3))`,
    read: { permission: 'charge.read', href: '/v1/remittances/{id}' },
    steps: [],
  },
  goodwill: {
    table: 'goodwill',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'charge.read', href: '/v1/goodwill/{id}' },
    steps: [
      post('approve', 'goodwill.approve', '/v1/goodwill/{id}/approval', {
        states: ['requested'],
        when: notOf('requested_by_id', 'engineer_id'),
      }),
    ],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
