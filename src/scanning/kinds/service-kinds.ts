import { type RecordKind } from '../../barcodes/code';
import { body, byEngineerAndSite, get, notOf, post, type ScannableKind } from './scannable-kind';

const step = (rel: string, name: string, states: readonly string[]) =>
  post(rel, 'report.write', `/v1/service-reports/{id}/${name}`, { states });
/** Something is reserved for it that can be handed out now. */
const somethingReserved = `exists (select from requisition_line l join reservation v on v.line_id = l.id
  where l.requisition_id = r.id and v.quantity > 0)`;
const reservedLines = `(select jsonb_agg(jsonb_build_object('lineId', x.id, 'quantity', x.reserved) order by x.line_number)
  from (select l.id, l.line_number, sum(v.quantity) as reserved
          from requisition_line l join reservation v on v.line_id = l.id
          join part p on p.id = l.supply_part_id and not p.serial_numbered
         where l.requisition_id = r.id and v.quantity > 0 group by l.id, l.line_number) x)`;

/** The job: requests, orders, requisitions, issues, reports. */
export const serviceKinds = {
  'service-request': {
    table: 'service_request',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'service-request.read', href: '/v1/service-requests/{id}' },
    steps: [
      post('visit', 'service-request.write', '/v1/service-requests/{id}/visit', {
        states: ['open', 'solved_by_phone'],
      }),
    ],
  },
  'work-order': {
    table: 'work_order',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'work-order.read', href: '/v1/work-orders/{id}' },
    steps: [
      get('readiness', 'work-order.read', '/v1/work-orders/{id}/readiness'),
      post('requisition', 'requisition.write', '/v1/requisitions', {
        states: ['open'],
        body: body({ workOrderId: 'r.id', engineerId: 'r.engineer_id' }),
      }),
      post('report', 'report.write', '/v1/service-reports', {
        states: ['open'],
        body: body({ workOrderId: 'r.id' }),
      }),
    ],
  },
  requisition: {
    table: 'requisition',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'requisition.read', href: '/v1/requisitions/{id}' },
    steps: [
      ...(['approval', 'rejection'] as const).map((decision) =>
        post(
          decision === 'approval' ? 'approve' : 'reject',
          'requisition.approve',
          `/v1/requisitions/{id}/${decision}`,
          { states: ['requested'], when: notOf('requested_by_id', 'engineer_id') },
        ),
      ),
      post('issue', 'issue.write', '/v1/issues', {
        states: ['approved'],
        when: somethingReserved,
        body: body({ requisitionId: 'r.id', lines: reservedLines }),
      }),
      post('scan', 'issue.write', '/v1/scan-sessions', {
        states: ['approved'],
        when: somethingReserved,
        body: body({ purpose: `'issue'::text`, requisitionId: 'r.id' }),
      }),
      get('issues', 'issue.read', '/v1/issues?requisitionId={id}', { states: ['approved', 'closed'] }),
      post('cancel', 'requisition.release', '/v1/requisitions/{id}/cancellation', {
        states: ['requested', 'approved'],
      }),
    ],
  },
  issue: {
    table: 'issue',
    number: 'r.number',
    state: `case when r.acknowledged_at is null then 'issued' else 'acknowledged' end`,
    scope: byEngineerAndSite,
    read: { permission: 'issue.read', href: '/v1/issues/{id}' },
    steps: [
      post('acknowledge', 'issue.acknowledge', '/v1/issues/{id}/acknowledgement', {
        states: ['issued'],
        when: 'r.engineer_id = $5',
      }),
    ],
  },
  'service-report': {
    table: 'service_report',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'report.read', href: '/v1/service-reports/{id}' },
    steps: [
      step('complete', 'completion', ['draft']),
      step('accept', 'acceptance', ['completed']),
      step('sign', 'signature', ['accepted']),
      post('approve', 'report.approve', '/v1/service-reports/{id}/approval', {
        states: ['signed'],
        when: notOf('engineer_id', 'completed_by_id'),
      }),
      get('old-parts', 'old-part.read', '/v1/old-parts?reportId={id}', { states: ['approved'] }),
    ],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
