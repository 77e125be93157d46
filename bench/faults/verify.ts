import { type BooksDatabase } from './books-database';
import { type Entry, isAcknowledged, type Journal } from './journal';
import { allWork } from './workload/all';
import { type Check, type Work } from './workload/work';

/** What the database says afterwards against what was acknowledged; each a list of sentences about what is wrong. */
export interface Findings {
  lost: string[];
  doubled: string[];
  halfDone: string[];
  books: string[];
}

/** What no work may leave behind, whatever its kind. */
const everywhere: Check[] = [
  {
    name: 'movement without transfers',
    sql: `select m.id from stock_movement m where not exists (select from stock_transfer t where t.movement_id = m.id)`,
  },
  {
    name: 'transfer without its movement',
    sql: `select t.id from stock_transfer t where not exists (select from stock_movement m where m.id = t.movement_id)`,
  },
  { name: 'command without its answer', sql: `select id from command_log where response is null` },
];

/** A document is made by one command, and every command made its document. */
function commandChecks({ documents }: Work): Check[] {
  if (!documents) return [];
  const { table, operation } = documents;
  return [
    {
      name: `${table} without exactly one command`,
      sql: `select d.id from ${table} d
              left join command_log c on c.operation = '${operation}' and c.response ->> 'id' = d.id::text
             group by d.id having count(c.id) <> 1`,
    },
    {
      name: `command whose ${table} is not there`,
      sql: `select c.id from command_log c
             where c.operation = '${operation}' and not exists (select from ${table} d where d.id::text = c.response ->> 'id')`,
    },
  ];
}

const books: Check[] = [
  {
    name: 'balance that differs from the sum of its postings',
    sql: `select coalesce(b.account_id, e.account_id) || '/' || coalesce(b.part_id, e.part_id) as id
            from stock_balance b
            full join (select e.account_id, e.part_id, sum(e.quantity) as quantity, sum(e.value) as value
                         from stock_entry e join stock_account a on a.id = e.account_id and a.inside group by 1, 2) e
              on e.account_id = b.account_id and e.part_id = b.part_id
           where coalesce(b.quantity, 0) <> coalesce(e.quantity, 0) or coalesce(b.value, 0) <> coalesce(e.value, 0)
              or b.quantity < 0 or b.value < 0`,
  },
  {
    name: 'balance-after that breaks the chain',
    sql: `select id from (
            select e.transfer_id as id, e.quantity_after, e.value_after,
                   sum(e.quantity) over w as quantity, sum(e.value) over w as value
              from stock_entry e join stock_account a on a.id = e.account_id and a.inside
            window w as (partition by e.account_id, e.part_id order by e.transfer_id)) c
           where c.quantity_after is distinct from c.quantity or c.value_after is distinct from c.value`,
  },
  {
    name: 'reservations that differ from what lies reserved',
    sql: `select coalesce(r.bin_id, b.bin_id) || '/' || coalesce(r.part_id, b.part_id) as id
            from (select bin_id, part_id, sum(quantity) as quantity from reservation group by 1, 2) r
            full join (select a.bin_id, b.part_id, b.quantity from stock_balance b
                         join stock_account a on a.id = b.account_id and a.kind = 'reserved') b
              on b.bin_id = r.bin_id and b.part_id = r.part_id
           where coalesce(r.quantity, 0) <> coalesce(b.quantity, 0)`,
  },
];

export async function verify(database: BooksDatabase, journal: Journal): Promise<Findings> {
  const findings: Findings = { lost: [], doubled: [], halfDone: [], books: [] };
  for (const work of allWork) {
    for (const [kind, present] of Object.entries(work.present)) {
      findings.lost.push(...(await lost(database, kind, present, journal)));
    }
    for (const [kind, copies] of Object.entries(work.copies)) {
      findings.doubled.push(...(await doubled(database, kind, copies, journal)));
    }
  }
  for (const check of [...allWork.flatMap((work) => [...work.halfDone, ...commandChecks(work)]), ...everywhere]) {
    findings.halfDone.push(...(await failing(database, check)));
  }
  for (const check of books) findings.books.push(...(await failing(database, check)));
  return findings;
}

async function lost(database: BooksDatabase, kind: string, present: string, journal: Journal): Promise<string[]> {
  const ids = acknowledged(journal, kind).map((entry) => documentOf(entry.answer!.body).id);
  const there = new Set((await database.ask<{ id: string }>(present, [ids])).map((row) => row.id));
  return ids.filter((id) => !there.has(id)).map((id) => `${kind} ${id} was acknowledged and is not there`);
}

/** Of what came in parts, the part that came is answered beside the rest. */
function documentOf(body: unknown): { id: string } {
  const answer = body as { id: string; received?: { id: string } };
  return answer.received ?? answer;
}

/** More documents than orders that were acknowledged, or may have been done. */
async function doubled(database: BooksDatabase, kind: string, copies: string, journal: Journal): Promise<string[]> {
  const orders = new Map<string, number>();
  const possible = journal.entries.filter((entry) => entry.kind === kind && (entry.answer?.status ?? 0) < 300);
  for (const { mark } of possible) if (mark) orders.set(mark, (orders.get(mark) ?? 0) + 1);
  const rows = await database.ask<{ mark: string; copies: number }>(copies);
  return rows
    .filter((row) => row.copies > (orders.get(row.mark) ?? 0))
    .map((row) => `${kind} ${row.mark}: asked for ${orders.get(row.mark) ?? 0} times, there ${row.copies} times`);
}

function acknowledged(journal: Journal, kind: string): Entry[] {
  return journal.entries.filter((entry) => entry.kind === kind && isAcknowledged(entry));
}

async function failing(database: BooksDatabase, check: Check): Promise<string[]> {
  const rows = await database.ask<{ id: string }>(check.sql);
  return rows.map((row) => `${check.name}: ${row.id}`);
}
