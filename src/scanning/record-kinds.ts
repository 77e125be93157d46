import { type RecordKind } from '../barcodes/code';
import { type Permission } from '../identity/permissions';
import { type NextStep } from './scan';

/** A step that is offered when the caller has the permission and the record is in one of the states. */
export interface OfferedStep extends NextStep {
  permission: Permission;
  /** Offered only in these states; in every state when absent. */
  states?: readonly string[];
}

/** Where the records of a kind are, and what may be done with them. `{id}` stands for the record's id. */
export interface ScannableKind {
  table: string;
  /** SQL over the table's row `r`. */
  number: string;
  state: string;
  /** SQL that narrows the rows to an engineer ($2) or a site ($3); absent = everybody who may read the kind. */
  scope?: string;
  read: { permission: Permission; href: string };
  steps: readonly OfferedStep[];
}

const byEngineerAndSite = '($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3)';
/** What hangs on a work order is seen by whom the order is. */
const ofWorkOrder = `exists (select from work_order w where w.id = r.work_order_id
  and ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3))`;
const step = (
  rel: string,
  permission: Permission,
  href: string,
  states?: readonly string[],
  method: OfferedStep['method'] = 'POST',
): OfferedStep => ({ rel, method, href, permission, states });
const activity = `case when r.active then 'active' else 'inactive' end`;

/** Every kind of record that a label can name. */
export const scannableKinds: Partial<Record<RecordKind, ScannableKind>> = {
  part: {
    table: 'part',
    number: 'r.number',
    state: activity,
    read: { permission: 'catalog.read', href: '/v1/parts/{id}' },
    steps: [
      step('stock', 'stock.read', '/v1/parts/{id}/stock', undefined, 'GET'),
      step('receive', 'receipt.write', '/v1/receipts', ['active']),
      step('requisition', 'requisition.write', '/v1/requisitions', ['active']),
    ],
  },
  bin: {
    table: 'bin',
    number: 'r.number',
    state: activity,
    scope: '($2::uuid is null or true) and ($3::uuid is null or r.site_id = $3)',
    read: { permission: 'catalog.read', href: '/v1/bins/{id}' },
    steps: [step('receive', 'receipt.write', '/v1/receipts', ['active'])],
  },
  site: {
    table: 'site',
    number: 'r.number',
    state: activity,
    read: { permission: 'catalog.read', href: '/v1/sites/{id}' },
    steps: [step('transfer', 'transfer.write', '/v1/transfers', ['active'])],
  },
  supplier: {
    table: 'supplier',
    number: 'r.number',
    state: activity,
    read: { permission: 'catalog.read', href: '/v1/suppliers/{id}' },
    steps: [step('receive', 'receipt.write', '/v1/receipts', ['active'])],
  },
  'staff-member': {
    table: 'staff_member',
    number: 'r.number',
    state: activity,
    read: { permission: 'staff.read', href: '/v1/staff-members/{id}' },
    steps: [step('custody', 'stock.read', '/v1/engineers/{id}/custody', ['active'], 'GET')],
  },
  customer: {
    table: 'customer',
    number: 'r.number',
    state: activity,
    read: { permission: 'customer.read', href: '/v1/customers/{id}' },
    steps: [],
  },
  'installed-unit': {
    table: 'installed_unit',
    number: 'r.serial_number',
    state: activity,
    read: { permission: 'customer.read', href: '/v1/installed-units/{id}' },
    steps: [
      step('history', 'customer.read', '/v1/installed-units/{id}/history', undefined, 'GET'),
      step('service-request', 'work-order.write', '/v1/service-requests', ['active']),
    ],
  },
  'service-contract': {
    table: 'service_contract',
    number: 'r.number',
    state: 'r.status',
    read: { permission: 'contract.read', href: '/v1/service-contracts/{id}' },
    steps: [
      step('submit', 'contract.write', '/v1/service-contracts/{id}/submission', ['draft']),
      step('approve', 'contract.approve', '/v1/service-contracts/{id}/approval', ['submitted']),
    ],
  },
  'serial-unit': {
    table: 'serial_unit',
    number: 'r.serial_number',
    state: `(select a.kind from stock_account a where a.id = r.account_id)`,
    read: { permission: 'stock.read', href: '/v1/serial-units/{id}' },
    steps: [
      step('issue', 'issue.write', '/v1/issues', ['shelf', 'reserved']),
      step('return-unused', 'return.write', '/v1/unused-returns', ['custody']),
    ],
  },
  receipt: {
    table: 'receipt',
    number: 'r.number',
    state: 'null::text',
    scope: byEngineerAndSite,
    read: { permission: 'stock.read', href: '/v1/receipts/{id}' },
    steps: [],
  },
  transfer: {
    table: 'transfer',
    number: 'r.number',
    state: 'r.status',
    scope: '$2::uuid is null and ($3::uuid is null or $3 in (r.from_site_id, r.to_site_id))',
    read: { permission: 'stock.read', href: '/v1/transfers/{id}' },
    steps: [step('receive', 'transfer.write', '/v1/transfers/{id}/receipt', ['sent'])],
  },
  'service-request': {
    table: 'service_request',
    number: 'r.number',
    state: 'r.status',
    read: { permission: 'work-order.read', href: '/v1/service-requests/{id}' },
    steps: [step('visit', 'work-order.write', '/v1/service-requests/{id}/visit', ['open', 'solved_by_phone'])],
  },
  'work-order': {
    table: 'work_order',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'work-order.read', href: '/v1/work-orders/{id}' },
    steps: [
      step('requisition', 'requisition.write', '/v1/requisitions', ['open']),
      step('report', 'report.write', '/v1/service-reports', ['open']),
    ],
  },
  escalation: {
    table: 'escalation',
    number: 'r.number',
    state: 'r.status',
    scope: ofWorkOrder,
    read: { permission: 'escalation.read', href: '/v1/escalations/{id}' },
    steps: [
      step('answer', 'escalation.answer', '/v1/escalations/{id}/answer', ['open']),
      step('withdraw', 'escalation.write', '/v1/escalations/{id}/withdrawal', ['open']),
    ],
  },
  requisition: {
    table: 'requisition',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'requisition.read', href: '/v1/requisitions/{id}' },
    steps: [
      step('approve', 'requisition.approve', '/v1/requisitions/{id}/approval', ['requested']),
      step('issue', 'issue.write', '/v1/issues', ['approved']),
      step('cancel', 'requisition.release', '/v1/requisitions/{id}/cancellation', ['requested', 'approved']),
    ],
  },
  issue: {
    table: 'issue',
    number: 'r.number',
    state: `case when r.acknowledged_at is null then 'issued' else 'acknowledged' end`,
    scope: byEngineerAndSite,
    read: { permission: 'issue.read', href: '/v1/issues/{id}' },
    steps: [step('acknowledge', 'issue.acknowledge', '/v1/issues/{id}/acknowledgement', ['issued'])],
  },
  'service-report': {
    table: 'service_report',
    number: 'r.number',
    state: 'r.status',
    scope:
      '($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or exists (select from work_order w where w.id = r.work_order_id and w.site_id = $3))',
    read: { permission: 'report.read', href: '/v1/service-reports/{id}' },
    steps: [
      step('sign', 'report.write', '/v1/service-reports/{id}/signature', ['accepted']),
      step('approve', 'report.approve', '/v1/service-reports/{id}/approval', ['signed']),
    ],
  },
  'old-part': {
    table: 'old_part',
    number: `coalesce(r.serial_number, r.code)`,
    state: 'r.status',
    scope: '($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3 or r.site_id is null)',
    read: { permission: 'old-part.read', href: '/v1/old-parts/{id}' },
    steps: [
      step('receive', 'old-part.receive', '/v1/old-parts/{id}/receipt', ['owed']),
      step('waive', 'old-part.waive', '/v1/old-parts/{id}/waiver', ['owed']),
    ],
  },
  'unused-return': {
    table: 'unused_return',
    number: 'r.number',
    state: 'null::text',
    scope: byEngineerAndSite,
    read: { permission: 'stock.read', href: '/v1/unused-returns/{id}' },
    steps: [],
  },
  quotation: {
    table: 'quotation',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'quotation.read', href: '/v1/quotations/{id}' },
    steps: [
      step('approve', 'quotation.approve', '/v1/quotations/{id}/approval', ['made']),
      step('tell', 'quotation.write', '/v1/quotations/{id}/telling', ['approved']),
      step('accept', 'quotation.write', '/v1/quotations/{id}/acceptance', ['told']),
      step('pay', 'payment.write', '/v1/payments', ['accepted', 'charged']),
    ],
  },
  charge: {
    table: 'charge',
    number: 'r.number',
    state: `case when r.cancelled_at is not null then 'cancelled' when r.outstanding_amount > 0 then 'open'
                 when r.outstanding_amount < 0 then 'overpaid' else 'settled' end`,
    scope: byEngineerAndSite,
    read: { permission: 'charge.read', href: '/v1/charges/{id}' },
    steps: [step('waive', 'waiver.request', '/v1/charges/{id}/waivers', ['open'])],
  },
  payment: {
    table: 'payment',
    number: 'r.number',
    state: `case when r.reversed_at is null then 'received' else 'reversed' end`,
    scope: `exists (select from quotation q where q.id = r.quotation_id and ($2::uuid is null or q.engineer_id = $2)
                       and ($3::uuid is null or q.site_id = $3))`,
    read: { permission: 'charge.read', href: '/v1/payments/{id}' },
    steps: [],
  },
};
