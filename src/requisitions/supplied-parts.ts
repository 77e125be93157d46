import { type Tx } from '../platform/transaction';
import { type Fault, invalid } from '../platform/problem';
import { type NewRequisitionLine } from './requisition';

/** What is supplied for each line: the part asked for, or the end of its chain of successors (替代关系). */
export async function suppliedParts(
  tx: Tx,
  lines: readonly NewRequisitionLine[],
): Promise<(NewRequisitionLine & { supplyPartId: string })[]> {
  const rows = await tx.query<{ asked: string; supplied: string; active: boolean }[]>(
    `with recursive chain as (
       select id as asked, id as part, superseded_by_id as next, 1 as step from part where id = any ($1)
       union all
       select c.asked, p.id, p.superseded_by_id, c.step + 1 from chain c join part p on p.id = c.next where c.step < 50)
     select distinct on (c.asked) c.asked, c.part as supplied, p.active
       from chain c join part p on p.id = c.part order by c.asked, c.step desc`,
    [lines.map((line) => line.partId)],
  );
  const supplied = new Map(rows.map((row) => [row.asked, row]));
  const faults: Fault[] = [];
  lines.forEach((line, index) => {
    const found = supplied.get(line.partId.toLowerCase());
    const detail = !found ? 'there is no such part' : !found.active ? 'the part is no longer supplied' : '';
    if (detail) faults.push({ pointer: `/lines/${index}/partId`, detail });
  });
  if (faults.length > 0) throw invalid(faults);
  return lines.map((line) => ({ ...line, supplyPartId: supplied.get(line.partId.toLowerCase())!.supplied }));
}
