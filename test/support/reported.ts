import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type Caller, type World } from './world';

let sequence = 0;

/**
 * An approved service report as the history knows it, written straight into the tables: for tests of what reads reports,
 * not of reporting.
 */
export async function aReportOnFile(
  world: World,
  order: { id: string; engineerId: string; documentDate: string },
  supervisor: Caller,
  told: {
    causeCode?: string;
    repaired?: boolean;
    replaced?: { partId: string; billing: 'WARRANTY' | 'PAID'; at: string };
  } = {},
): Promise<{ id: string; number: string }> {
  const id = randomUUID();
  const number = `RPT-2026-${String((sequence += 1)).padStart(6, '0')}`;
  await world.sql(
    `insert into service_report (id, code, number, work_order_id, engineer_id, document_date, cause_code, cause, work_done)
     values ($1, $2, $3, $4, $5, $6, $7, 'a worn seal', 'fitted a new one')`,
    [id, newCode('service-report'), number, order.id, order.engineerId, order.documentDate, told.causeCode ?? 'WEAR'],
  );
  if (told.replaced) {
    await world.sql(
      `insert into replacement (id, report_id, line_number, reason, part_id, quantity, replaced_at, no_old_part_reason, billing)
       values ($1, $2, 1, 'worn', $3, 1, $4, 'lost', $5)`,
      [randomUUID(), id, told.replaced.partId, told.replaced.at, told.replaced.billing],
    );
  }
  await world.sql(
    `update service_report
        set status = 'approved', test_result = 'holds', content = '{}', digest = repeat('0', 64), completed_at = now(),
            completed_by_id = engineer_id, accepted_at = now(), repaired = $2, decided_at = now(), decided_by_id = $3
      where id = $1`,
    [id, told.repaired ?? true, supervisor.id],
  );
  return { id, number };
}
