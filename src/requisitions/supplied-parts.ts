import { currentParts } from '../catalog/part.queries';
import { type Tx } from '../platform/transaction';
import { type Fault, invalid } from '../platform/problem';
import { type NewRequisitionLine } from './requisition';

/**
 * What is supplied for each line: the part asked for, or the end of its chain of successors (替代关系). What is wrong with
 * the lines is named together with the faults that were found before.
 */
export async function suppliedParts(
  tx: Tx,
  lines: readonly NewRequisitionLine[],
  faults: Fault[] = [],
): Promise<(NewRequisitionLine & { supplyPartId: string })[]> {
  const supplied = await currentParts(
    tx,
    lines.map((line) => line.partId),
  );
  lines.forEach((line, index) => {
    const found = supplied.get(line.partId.toLowerCase());
    const detail = !found ? 'there is no such part' : !found.active ? 'the part is no longer supplied' : '';
    if (detail) faults.push({ pointer: `/lines/${index}/partId`, detail });
  });
  if (faults.length > 0) throw invalid(faults);
  return lines.map((line) => ({ ...line, supplyPartId: supplied.get(line.partId.toLowerCase())!.id }));
}
