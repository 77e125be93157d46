import { type RecordKind } from '../../barcodes/code';
import { body, bySite, get, post, type ScannableKind } from './scannable-kind';

const allCounted = `not exists (select from count_line l where l.count_id = r.id and l.status = 'open')
  and not exists (select from count_place q where q.count_id = r.id and q.part_id is null and q.finished_at is null)`;
/** R4: who opened, counted or submitted does not decide. */
const tookNoPart = 'not took_part_in_count(r.id, $5)';

/** Counts of what lies in the bins. */
export const countKinds = {
  count: {
    table: 'stock_count',
    number: 'r.number',
    state: 'r.status',
    scope: bySite,
    read: { permission: 'count.read', href: '/v1/counts/{id}' },
    steps: [
      get('lines', 'count.read', '/v1/counts/{id}/lines'),
      get('sheet', 'count.read', '/v1/counts/{id}/sheet.pdf', { states: ['open'] }),
      post('continue-count', 'count.write', '/v1/scan-sessions', {
        states: ['open'],
        body: body({ purpose: `'count'::text`, countId: 'r.id' }),
      }),
      post('enter', 'count.write', '/v1/counts/{id}/entries', { states: ['open'] }),
      post('submit', 'count.write', '/v1/counts/{id}/submission', { states: ['open'], when: allCounted }),
      get('differences', 'count.compare', '/v1/counts/{id}/differences', {
        states: ['submitted', 'posted', 'cancelled'],
      }),
      post('approve', 'count.approve', '/v1/counts/{id}/approval', { states: ['submitted'], when: tookNoPart }),
      post('reject', 'count.approve', '/v1/counts/{id}/rejection', { states: ['submitted'], when: tookNoPart }),
      post('reverse', 'books.reverse', '/v1/counts/{id}/reversal', {
        states: ['posted', 'cancelled'],
        when: `exists (select from count_line l where l.count_id = r.id and l.movement_id is not null
          and not exists (select from reversal v where v.reversed_movement_id = l.movement_id))`,
      }),
    ],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
