import { type Reader, type Tx } from '../platform/transaction';
import { type ReportArchiving } from './report-archive';

export async function findArchiving(reader: Reader, reportId: string): Promise<ReportArchiving | undefined> {
  const rows = await reader.query<ReportArchiving[]>(
    `select a.report_id as "reportId", r.number as "reportNumber", r.revision, a.place, a.archived_at as "archivedAt",
            a.archived_by_id as "archivedById"
       from report_archive a join service_report r on r.id = a.report_id where a.report_id = $1`,
    [reportId],
  );
  return rows[0];
}

export async function insertArchiving(
  tx: Tx,
  row: { reportId: string; place: string; at: Date; byId: string },
): Promise<void> {
  await tx.query(`insert into report_archive (report_id, place, archived_at, archived_by_id) values ($1, $2, $3, $4)`, [
    row.reportId,
    row.place,
    row.at,
    row.byId,
  ]);
}
