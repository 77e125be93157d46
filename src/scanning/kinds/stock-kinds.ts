import { type RecordKind } from '../../barcodes/code';
import { body, byEngineerAndSite, bySite, notOf, post, type ScannableKind } from './scannable-kind';

/** A unit is seen by engineers who ever had it and by stations where it ever was (R15). */
const everInHands = `(($2::uuid is null and $3::uuid is null) or exists (
  select from stock_transfer t join stock_account x on x.id in (t.from_account_id, t.to_account_id)
    left join bin n on n.id = x.bin_id
   where t.unit_id = r.id and (x.staff_member_id = $2 or x.site_id = $3 or n.site_id = $3)))`;
const onePiece = `jsonb_build_object('partId', r.part_id, 'quantity', 1, 'unitId', r.id)`;

/** How stock moves: units and the documents that move them. */
export const stockKinds = {
  'serial-unit': {
    table: 'serial_unit',
    number: 'r.serial_number',
    state: `(select a.kind from stock_account a where a.id = r.account_id)`,
    scope: everInHands,
    read: { permission: 'stock.read', href: '/v1/serial-units/{id}' },
    steps: [
      post('return-unused', 'return.write', '/v1/unused-returns', {
        states: ['custody'],
        when: '(select a.staff_member_id from stock_account a where a.id = r.account_id) <> $5',
        body: body({
          engineerId: '(select a.staff_member_id from stock_account a where a.id = r.account_id)',
          lines: `jsonb_build_array(${onePiece})`,
        }),
      }),
      post('write-off', 'write-off.request', '/v1/write-offs', {
        states: ['custody'],
        when: '($2::uuid is null or (select a.staff_member_id from stock_account a where a.id = r.account_id) = $2)',
        body: body({
          engineerId: '(select a.staff_member_id from stock_account a where a.id = r.account_id)',
          lines: `jsonb_build_array(${onePiece})`,
        }),
      }),
    ],
  },
  receipt: {
    table: 'receipt',
    number: 'r.number',
    state: `case when exists (select from reversal v where v.reversed_movement_id = r.movement_id)
                 then 'reversed' else 'posted' end`,
    scope: byEngineerAndSite,
    read: { permission: 'stock.read', href: '/v1/receipts/{id}' },
    steps: [post('reverse', 'books.reverse', '/v1/receipts/{id}/reversal', { states: ['posted'] })],
  },
  transfer: {
    table: 'transfer',
    number: 'r.number',
    state: 'r.status',
    scope: '$2::uuid is null and ($3::uuid is null or $3 in (r.from_site_id, r.to_site_id))',
    read: { permission: 'stock.read', href: '/v1/transfers/{id}' },
    steps: [
      post('receive', 'transfer.write', '/v1/transfers/{id}/receipt', {
        states: ['sent', 'short'],
        when: '($3::uuid is null or r.to_site_id = $3)',
      }),
      post('scan', 'transfer.write', '/v1/scan-sessions', {
        states: ['sent', 'short'],
        when: '($3::uuid is null or r.to_site_id = $3)',
        body: body({ purpose: `'transfer-receipt'::text`, transferId: 'r.id' }),
      }),
      post('give-up', 'stock.write-off', '/v1/transfers/{id}/loss', {
        states: ['sent', 'short'],
        when: notOf('actor_id', 'received_by_id'),
      }),
    ],
  },
  'write-off': {
    table: 'write_off',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'stock.read', href: '/v1/write-offs/{id}' },
    steps: ['approval', 'rejection'].map((decision) =>
      post(decision === 'approval' ? 'approve' : 'reject', 'stock.write-off', `/v1/write-offs/{id}/${decision}`, {
        states: ['requested'],
        when: notOf('requested_by_id', 'engineer_id'),
      }),
    ),
  },
  'unused-return': {
    table: 'unused_return',
    number: 'r.number',
    state: `case when exists (select from reversal v where v.reversed_movement_id = r.movement_id)
                 then 'reversed' else 'posted' end`,
    scope: byEngineerAndSite,
    read: { permission: 'stock.read', href: '/v1/unused-returns/{id}' },
    steps: [],
  },
  inspection: {
    table: 'inspection',
    number: 'r.number',
    state: 'null::text',
    scope: bySite,
    read: { permission: 'stock.read', href: '/v1/inspections/{id}' },
    steps: [],
  },
  'old-part': {
    table: 'old_part',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'old-part.read', href: '/v1/old-parts/{id}' },
    steps: [
      post('receive', 'old-part.receive', '/v1/old-parts/{id}/receipt', {
        states: ['owed'],
        when: notOf('engineer_id'),
        body: body({ quantity: 'r.quantity' }),
      }),
      post('waive', 'old-part.waive', '/v1/old-parts/{id}/waiver', { states: ['owed'], when: notOf('engineer_id') }),
      post('reverse-receipt', 'old-part.receive', '/v1/old-parts/{id}/receipt/reversal', {
        states: ['received'],
        when: `coalesce(r.disposition, 'hold_as_evidence') = 'hold_as_evidence' and ${notOf('engineer_id')}`,
      }),
      post('dispose', 'old-part.dispose', '/v1/old-parts/{id}/disposition', {
        states: ['received'],
        when: `coalesce(r.disposition, 'hold_as_evidence') = 'hold_as_evidence'`,
      }),
      post('finish-refurbishing', 'old-part.restock', '/v1/old-parts/{id}/refurbishment', {
        states: ['received'],
        when: `r.disposition = 'refurbish' and r.refurbishment is null`,
      }),
    ],
  },
  'scan-session': {
    table: 'scan_session',
    number: 'r.number',
    state: 'r.status',
    scope: bySite,
    read: { permission: 'scan-session.read', href: '/v1/scan-sessions/{id}' },
    steps: [
      post('scan', 'scan-session.write', '/v1/scan-sessions/{id}/scans', { states: ['open'] }),
      post('post', 'scan-session.write', '/v1/scan-sessions/{id}/posting', { states: ['open'] }),
      post('close', 'scan-session.write', '/v1/scan-sessions/{id}/closure', { states: ['open'] }),
    ],
  },
  reversal: {
    table: 'reversal',
    number: 'r.number',
    state: 'null::text',
    parent: 'r.movement_id',
    scope: '$2::uuid is null and $3::uuid is null',
    read: { permission: 'books.read', href: '/v1/movements/{parent}' },
    steps: [],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
