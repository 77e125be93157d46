import { type Reader, type Tx } from '../../platform/transaction';
import { type LabelOptions } from '../drawing/draw-label';
import { type LabelPaper } from '../drawing/label-pdf';
import { type LabelFacts } from '../drawing/label-template';
import { type LabelBatch } from './label-batch';

/** How a batch is drawn. */
export interface BatchOptions extends LabelOptions {
  paper: LabelPaper;
}

/** A batch that this server has claimed. */
export interface ClaimedBatch {
  id: string;
  /** Which claim this is: what an earlier one did later does not count. */
  attempts: number;
  format: LabelBatch['format'];
  options: BatchOptions;
  labels: LabelFacts[];
  recordedAt: string;
}

const batchColumns = `
  b.id, b.format, b.status, b.total, b.done, b.requested_by_id as "requestedById", b.recorded_at as "recordedAt",
  b.finished_at as "finishedAt",
  case when b.content is not null then '/v1/label-batches/' || b.id || '/file' end as file`;

export async function insertBatch(
  tx: Tx,
  batch: { id: string; format: string; options: BatchOptions; labels: readonly LabelFacts[]; requestedById: string },
): Promise<void> {
  await tx.query(
    `insert into label_batch (id, format, options, labels, total, requested_by_id) values ($1, $2, $3, $4, $5, $6)`,
    [
      batch.id,
      batch.format,
      JSON.stringify(batch.options),
      JSON.stringify(batch.labels),
      batch.labels.length,
      batch.requestedById,
    ],
  );
}

/** Files are kept for a week. */
export async function forgetOldFiles(tx: Tx): Promise<void> {
  await tx.query(
    `update label_batch set content = null where content is not null and finished_at < now() - interval '7 days'`,
  );
}

/** `requestedById` null = everybody's. */
export async function findBatch(
  reader: Reader,
  id: string,
  requestedById: string | null,
): Promise<LabelBatch | undefined> {
  const rows = await reader.query<LabelBatch[]>(
    `select ${batchColumns} from label_batch b where b.id = $1 and ($2::uuid is null or b.requested_by_id = $2)`,
    [id, requestedById],
  );
  return rows[0];
}

export async function contentOfBatch(reader: Reader, id: string): Promise<Buffer | undefined> {
  const rows = await reader.query<{ content: Buffer | null }[]>(`select content from label_batch where id = $1`, [id]);
  return rows[0]?.content ?? undefined;
}

/** Newest first. */
export async function listBatches(
  reader: Reader,
  requestedById: string | null,
  limit: number,
  after: string | undefined,
): Promise<LabelBatch[]> {
  return reader.query<LabelBatch[]>(
    `select ${batchColumns} from label_batch b
      where ($1::uuid is null or b.requested_by_id = $1) and ($2::uuid is null or b.id < $2)
      order by b.id desc limit $3`,
    [requestedById, after ?? null, limit],
  );
}

const leaseSeconds = 30;

/** Claims the oldest batch that nobody draws, or whose drawer died; two servers that look at once skip each other's. */
export async function claimBatch(reader: Reader): Promise<ClaimedBatch | undefined> {
  const [rows] = await reader.query<[ClaimedBatch[], number]>(
    `update label_batch b
        set status = 'drawing', attempts = attempts + 1, done = 0, lease_until = now() + make_interval(secs => $1)
      where b.id = (select c.id from label_batch c where c.status in ('queued', 'drawing') and c.lease_until <= now()
                     order by c.id limit 1 for update skip locked)
      returning b.id, b.attempts, b.format, b.options, b.labels, b.recorded_at as "recordedAt"`,
    [leaseSeconds],
  );
  return rows[0];
}

/** Notes how far it is, and that its drawer is alive. */
export async function noteProgress(reader: Reader, batch: ClaimedBatch, done: number): Promise<void> {
  await reader.query(
    `update label_batch set done = $3, lease_until = now() + make_interval(secs => $4)
      where id = $1 and attempts = $2 and status = 'drawing'`,
    [batch.id, batch.attempts, done, leaseSeconds],
  );
}

/** The file is there; its labels count as printed. */
export async function finishBatch(tx: Tx, batch: ClaimedBatch, content: Buffer): Promise<void> {
  const [, finished] = await tx.query<[unknown, number]>(
    `update label_batch set status = 'finished', labels = null, done = total, content = $3, finished_at = now()
      where id = $1 and attempts = $2 and status = 'drawing'`,
    [batch.id, batch.attempts, content],
  );
  if (finished === 0) return;
  await tx.query(
    `insert into label_print (code, template, size, copies, batch_id, actor_id)
     select c.code, $3, $4, 1, b.id, b.requested_by_id
       from label_batch b, unnest($2::text[]) with ordinality as c (code, nth) where b.id = $1 order by c.nth`,
    [batch.id, batch.labels.map(({ code }) => code), batch.options.template ?? null, batch.options.size],
  );
}

export async function failBatch(reader: Reader, batch: ClaimedBatch): Promise<void> {
  await reader.query(
    `update label_batch set status = 'failed', labels = null, finished_at = now()
      where id = $1 and attempts = $2 and status = 'drawing'`,
    [batch.id, batch.attempts],
  );
}
