import { type RecordKind } from '../../barcodes/code';
import { activity, body, get, ofCustomersDealtWith, post, type ScannableKind } from './scannable-kind';

/** The count under way that counts this bin. */
const countHere = `(select q.count_id from count_place q join stock_count k on k.id = q.count_id and k.status = 'open'
  where q.bin_id = r.id and q.open order by q.count_id limit 1)`;

/** What things are and where they stand: parts, bins, sites, suppliers, people, customers and their machines. */
export const catalogueKinds = {
  part: {
    table: 'part',
    number: 'r.number',
    state: activity,
    read: { permission: 'catalog.read', href: '/v1/parts/{id}' },
    steps: [
      get('stock', 'stock.read', '/v1/parts/{id}/stock'),
      get('successors', 'catalog.read', '/v1/parts/{id}/successors', { when: 'r.superseded_by_id is not null' }),
      get('substitutes', 'catalog.read', '/v1/parts/{id}/substitutes'),
      post('receive', 'receipt.write', '/v1/receipts', { states: ['active'] }),
      post('requisition', 'requisition.write', '/v1/requisitions', { states: ['active'] }),
    ],
  },
  bin: {
    table: 'bin',
    number: 'r.number',
    state: activity,
    scope: '($2::uuid is null or true) and ($3::uuid is null or r.site_id = $3)',
    read: { permission: 'catalog.read', href: '/v1/bins/{id}' },
    steps: [
      get('stock', 'stock.read', '/v1/stock?binId={id}'),
      post('receive', 'receipt.write', '/v1/receipts', {
        states: ['active'],
        when: '$2::uuid is null and ($3::uuid is null or r.site_id = $3)',
        body: body({ siteId: 'r.site_id' }),
      }),
      post('count', 'count.open', '/v1/counts', {
        states: ['active'],
        when: `$2::uuid is null and ($3::uuid is null or r.site_id = $3)
          and not exists (select from count_place q where q.bin_id = r.id and q.open)`,
        body: body({ siteId: 'r.site_id', kind: `'cycle'::text`, binIds: 'jsonb_build_array(r.id)' }),
      }),
      post('continue-count', 'count.write', '/v1/scan-sessions', {
        when: `$2::uuid is null and ($3::uuid is null or r.site_id = $3) and ${countHere} is not null`,
        body: body({ purpose: `'count'::text`, countId: countHere }),
      }),
    ],
  },
  site: {
    table: 'site',
    number: 'r.number',
    state: activity,
    read: { permission: 'catalog.read', href: '/v1/sites/{id}' },
    steps: [
      get('stock', 'stock.read', '/v1/stock?siteId={id}', { when: '($3::uuid is null or r.id = $3)' }),
      post('transfer', 'transfer.write', '/v1/transfers', {
        states: ['active'],
        when: 'r.id is distinct from $3',
        body: body({ toSiteId: 'r.id' }),
      }),
    ],
  },
  supplier: {
    table: 'supplier',
    number: 'r.number',
    state: activity,
    read: { permission: 'catalog.read', href: '/v1/suppliers/{id}' },
    steps: [
      post('receive', 'receipt.write', '/v1/receipts', { states: ['active'], body: body({ supplierId: 'r.id' }) }),
    ],
  },
  'staff-member': {
    table: 'staff_member',
    number: 'r.number',
    state: activity,
    read: { permission: 'staff.read', href: '/v1/staff-members/{id}' },
    steps: [
      get('custody', 'stock.read', '/v1/engineers/{id}/custody', {
        states: ['active'],
        when: `'engineer' = any (r.roles) and ($3::uuid is null or r.site_id = $3)`,
      }),
      get('owed-old-parts', 'old-part.read', '/v1/old-parts?state=owed&engineerId={id}', {
        when: `'engineer' = any (r.roles) and ($2::uuid is null or r.id = $2)`,
      }),
      post('return-unused', 'return.write', '/v1/unused-returns', {
        states: ['active'],
        when: `'engineer' = any (r.roles) and r.id <> $5`,
        body: body({ engineerId: 'r.id' }),
      }),
      post('scan-old-parts', 'old-part.receive', '/v1/scan-sessions', {
        states: ['active'],
        when: `'engineer' = any (r.roles) and r.id <> $5`,
        body: body({ purpose: `'old-part-return'::text`, engineerId: 'r.id' }),
      }),
    ],
  },
  customer: {
    table: 'customer',
    number: 'r.number',
    scope: ofCustomersDealtWith('r.id'),
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
      get('history', 'customer.read', '/v1/installed-units/{id}/history'),
      post('service-request', 'service-request.write', '/v1/service-requests', {
        states: ['active'],
        body: body({ unitId: 'r.id' }),
      }),
    ],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
