import { type Reader, type Tx } from '../../platform/transaction';
import { type DeterminationSubject } from '../determinations/determination';
import { type Facts } from '../classification/facts';
import { type PolicyReplayQuery, type ReplayStays } from './policy-replay';
import { type Outcome, type Reason } from '../classification/verdict';
import { type PolicyScope } from './warranty-policy';

/** A determination as it counts now, with the product it is about. */
export interface DeterminationToReplay {
  id: string;
  subjectKind: DeterminationSubject;
  subjectId: string;
  unitId: string | null;
  serialNumber: string | null;
  modelId: string;
  category: string;
  brand: string | null;
  outcome: Outcome;
  lastCoveredDay: string | null;
  reasons: Reason[];
  facts: Facts;
}

/** The models that these scopes are for, as the query narrows them. */
export async function modelsToReplay(
  reader: Reader,
  scopes: readonly PolicyScope[],
  query: PolicyReplayQuery,
): Promise<string[]> {
  const rows = await reader.query<{ id: string }[]>(
    `select m.id from product_model m
      where exists (select from jsonb_to_recordset($1::jsonb) as k (categories text[], brands text[], "modelIds" uuid[])
                     where (k.categories is null or m.category = any (k.categories))
                       and (k.brands is null or m.brand = any (k.brands))
                       and (k."modelIds" is null or m.id = any (k."modelIds")))
        and ($2::uuid is null or m.id = $2) and ($3::text is null or m.brand = $3)`,
    [JSON.stringify(scopes), query.modelId ?? null, query.brand ?? null],
  );
  return rows.map(({ id }) => id);
}

/** What ended under review waits for nobody and is left out, as in the lists. */
const replayed = `
    from current_determination c
    join determination d on d.id = c.determination_id
    left join installed_unit u on u.id = d.unit_id
    left join service_request q on c.subject_kind = 'service_request' and q.id = c.subject_id
    join product_model m on m.id = coalesce(u.model_id, q.model_id)
   where (c.awaited or c.outcome <> 'REVIEW') and m.id = any ($1::uuid[])
     and ($2::text is null or d.facts #>> '{claim,report_date}' >= $2)
     and ($3::text is null or d.facts #>> '{claim,report_date}' <= $3)`;

/** So many at a time: a few milliseconds of work, between which the server answers others. */
const batch = 250;

/** How many there are, and then they themselves, batch by batch, through a cursor: read once, in the order of their ids. */
export async function openReplay(
  tx: Tx,
  modelIds: readonly string[],
  { from = null, to = null }: { from?: string | null; to?: string | null },
): Promise<{ count: number; next: () => Promise<DeterminationToReplay[]> }> {
  const narrowed = [modelIds, from, to];
  const counted = await tx.query<{ count: number }[]>(`select count(*)::integer as count ${replayed}`, narrowed);
  // A slow reader is waited for longer than an idle transaction elsewhere; `LineStream` gives up before that.
  await tx.query(`set local idle_in_transaction_session_timeout = '120s'`);
  await tx.query(
    `declare replayed no scroll cursor for
     select d.id, d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.unit_id as "unitId",
            u.serial_number as "serialNumber", m.id as "modelId", m.category, m.brand, d.outcome,
            d.last_covered_day as "lastCoveredDay", d.verdict -> 'reasons' as reasons, d.facts
       ${replayed} order by c.determination_id`,
    narrowed,
  );
  return { count: counted[0]!.count, next: () => tx.query(`fetch ${batch} from replayed`) };
}

/** What a difference is shown with. */
export interface ReplayPlace {
  id: string;
  workOrderId: string | null;
  workOrderNumber: string | null;
  workOrderCode: string | null;
  stays: ReplayStays | null;
}

/** Where these determinations stand: asked only of the few that differ. */
export async function placesOf(reader: Reader, determinationIds: readonly string[]): Promise<Map<string, ReplayPlace>> {
  if (determinationIds.length === 0) return new Map();
  const rows = await reader.query<ReplayPlace[]>(
    `select d.id, w.id as "workOrderId", w.number as "workOrderNumber", w.code as "workOrderCode",
            case when s.status in ('signed', 'approved') then 'SIGNED'
                 when exists (select from quotation k where k.work_order_id = w.id and k.status in ('accepted', 'charged'))
                   then 'PRICED'
                 when d.decided_by_id is not null then 'DECIDED' end as stays
       from determination d
       left join replacement l on d.subject_kind = 'replacement' and l.id = d.subject_id
       left join service_report s on s.id = l.report_id
       left join work_order w on w.id = case d.subject_kind when 'work_order' then d.subject_id else s.work_order_id end
      where d.id = any ($1)`,
    [determinationIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
