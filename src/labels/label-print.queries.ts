import { type Reader } from '../platform/transaction';
import { type LabelPrint } from './label';

/** How often a label was printed, and when last. */
export async function printsOf(
  reader: Reader,
  code: string,
): Promise<{ printed: number; lastPrintedAt: string | null }> {
  const rows = await reader.query<{ printed: number; lastPrintedAt: string | null }[]>(
    `select coalesce(sum(copies), 0)::integer as printed, max(recorded_at) as "lastPrintedAt"
       from label_print where code = $1`,
    [code],
  );
  return rows[0]!;
}

/** Newest first. */
export async function listPrints(
  reader: Reader,
  code: string,
  limit: number,
  before: number | undefined,
): Promise<{ position: number; print: LabelPrint }[]> {
  const rows = await reader.query<(LabelPrint & { position: number })[]>(
    `select id as position, template, size, copies, print_job_id as "printJobId", batch_id as "batchId",
            actor_id as "printedById", recorded_at as "printedAt"
       from label_print where code = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [code, before ?? null, limit],
  );
  return rows.map(({ position, ...print }) => ({ position, print }));
}
