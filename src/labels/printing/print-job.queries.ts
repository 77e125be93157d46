import { type Reader, type Tx } from '../../platform/transaction';
import { type PrintJob, type PrintJobQuery } from './print-job';
import { type PrintReason } from './printer-connection';

/** Whose jobs a caller sees: a site's printers' for whoever is bound to a site, their own for engineers (R15). */
export interface JobScope {
  siteId: string | null;
  requestedById: string | null;
}

const jobColumns = `
  j.id, j.printer_id as "printerId", p.number as "printerNumber", j.codes, j.template, j.copies, j.status, j.attempts,
  case when j.status = 'queued' then j.next_attempt_at end as "nextAttemptAt", j.reason,
  j.reason_detail as "reasonDetail", j.requested_by_id as "requestedById", j.recorded_at as "recordedAt",
  j.sent_at as "sentAt"`;
const visible = '($1::uuid is null or p.site_id = $1) and ($2::uuid is null or j.requested_by_id = $2)';

export async function insertJob(
  tx: Tx,
  job: {
    id: string;
    printerId: string;
    codes: readonly string[];
    template: string | null;
    copies: number;
    payload: string;
    requestedById: string;
  },
): Promise<void> {
  await tx.query(
    `insert into print_job (id, printer_id, codes, template, copies, payload, requested_by_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [job.id, job.printerId, job.codes, job.template, job.copies, job.payload, job.requestedById],
  );
}

export async function findJob(reader: Reader, id: string, scope: JobScope): Promise<PrintJob | undefined> {
  const rows = await reader.query<PrintJob[]>(
    `select ${jobColumns} from print_job j join printer p on p.id = j.printer_id where ${visible} and j.id = $3`,
    [scope.siteId, scope.requestedById, id],
  );
  return rows[0];
}

/** Newest first. */
export async function listJobs(
  reader: Reader,
  query: PrintJobQuery,
  scope: JobScope,
  limit: number,
  after: string | undefined,
): Promise<PrintJob[]> {
  return reader.query<PrintJob[]>(
    `select ${jobColumns} from print_job j join printer p on p.id = j.printer_id
      where ${visible} and ($3::uuid is null or j.printer_id = $3) and ($4::text is null or j.status = $4)
        and ($5::uuid is null or j.id < $5)
      order by j.id desc limit $6`,
    [scope.siteId, scope.requestedById, query.printerId ?? null, query.status ?? null, after ?? null, limit],
  );
}

/** Gives up a job that is not under way; answers whether it was one. */
export async function cancelJob(tx: Tx, id: string): Promise<boolean> {
  return changed(
    tx,
    `update print_job set status = 'cancelled', payload = null where id = $1 and status in ('queued', 'failed')`,
    [id],
  );
}

/** Lets a job that waits or failed be tried at once; answers whether it was one. */
export async function retryJob(tx: Tx, id: string): Promise<boolean> {
  return changed(
    tx,
    `update print_job set status = 'queued', attempts = 0, next_attempt_at = now()
      where id = $1 and status in ('queued', 'failed')`,
    [id],
  );
}

/** A job that this server has claimed. */
export interface ClaimedJob {
  id: string;
  /** Which claim this is: what an earlier one did later does not count. */
  attempts: number;
  host: string;
  port: number;
  answersStatus: boolean;
  payload: string;
}

/**
 * Claims the next job. Only the first open job of a printer can be claimed, so that a printer prints in order and one job
 * at a time, whoever sends; two servers that look at once skip each other's. A lease that ran out (`next_attempt_at` of a
 * job under way) means that its sender died.
 */
export async function claimJob(reader: Reader, leaseSeconds: number): Promise<ClaimedJob | undefined> {
  const [rows] = await reader.query<[ClaimedJob[], number]>(
    `update print_job j
        set status = 'sending', attempts = j.attempts + 1, next_attempt_at = now() + make_interval(secs => $1)
       from printer p
      where p.id = j.printer_id and j.id = (
        select h.id from print_job h join printer q on q.id = h.printer_id and q.active
         where h.status in ('queued', 'sending') and h.next_attempt_at <= now()
           and not exists (select from print_job e where e.printer_id = h.printer_id
                              and e.status in ('queued', 'sending') and e.position < h.position)
         order by h.next_attempt_at limit 1 for update of h skip locked)
      returning j.id, j.attempts, p.host, p.port, p.answers_status as "answersStatus", j.payload`,
    [leaseSeconds],
  );
  return rows[0];
}

export async function renewLease(reader: Reader, job: ClaimedJob, leaseSeconds: number): Promise<void> {
  await reader.query(
    `update print_job set next_attempt_at = now() + make_interval(secs => $3)
      where id = $1 and attempts = $2 and status = 'sending'`,
    [job.id, job.attempts, leaseSeconds],
  );
}

/** The printer took it: noted together with what was printed, once. */
export async function markSent(tx: Tx, job: ClaimedJob): Promise<void> {
  const sent = await changed(
    tx,
    `update print_job set status = 'sent', payload = null, sent_at = now(), reason = null, reason_detail = null
      where id = $1 and attempts = $2 and status = 'sending'`,
    [job.id, job.attempts],
  );
  if (!sent) return;
  await tx.query(
    `insert into label_print (code, template, size, copies, print_job_id, actor_id)
     select c.code, j.template, p.size, j.copies, j.id, j.requested_by_id
       from print_job j join printer p on p.id = j.printer_id,
            unnest(j.codes) with ordinality as c (code, nth)
      where j.id = $1 order by c.nth`,
    [job.id],
  );
}

/** It did not work: tried again after `retrySeconds`, or left to a person when that is null. */
export async function markNotSent(
  reader: Reader,
  job: ClaimedJob,
  why: { reason: PrintReason; detail: string },
  retrySeconds: number | null,
): Promise<void> {
  await reader.query(
    `update print_job
        set status = case when $5::float8 is null then 'failed' else 'queued' end, reason = $3, reason_detail = $4,
            next_attempt_at = now() + make_interval(secs => coalesce($5::float8, 0))
      where id = $1 and attempts = $2 and status = 'sending'`,
    [job.id, job.attempts, why.reason, why.detail.slice(0, 500), retrySeconds],
  );
}

async function changed(tx: Tx, statement: string, values: unknown[]): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(statement, values);
  return count === 1;
}
