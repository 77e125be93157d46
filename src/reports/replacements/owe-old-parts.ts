import { newCode } from '../../barcodes/code';
import { type Movement, postMovement, type StockLine } from '../../ledger/ledger';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Tx } from '../../platform/transaction';
import { unitsFor } from '../../stock/serial-unit.queries';
import { carryOldParts, insertOldParts, type OwedRow, owedLines } from './old-part-debt.queries';
import { type ServiceReport } from '../service-report';

/**
 * What came off and is asked for is in the engineer's hands from now on, and owed (R8, S077). A correction finds again
 * what an earlier revision owed: the part with its tag is the same part.
 */
export async function oweOldParts(
  tx: Tx,
  context: CallContext,
  report: ServiceReport,
  movement: Movement,
): Promise<void> {
  if (report.revision > 1) await carryOldParts(tx, report.id);
  const owed = await owedLines(tx, report.id);
  if (owed.length === 0) return;
  const unitIds = await unitsOf(tx, owed);
  const lines = owed.map((line, index): StockLine => ({
    partId: line.partId,
    from: { kind: 'removed' },
    to: { kind: 'old_custody', ownerId: report.engineerId },
    quantity: line.quantity,
    value: 0,
    unitId: unitIds[index],
  }));
  await postMovement(tx, context, movement, lines);
  await insertOldParts(
    tx,
    report,
    owed.map((line, index) => ({ ...line, unitId: unitIds[index]!, id: newId(), code: newCode('old-part') })),
  );
}

/** The units that came off, known or new; null for parts without serial numbers. */
async function unitsOf(tx: Tx, owed: readonly OwedRow[]): Promise<(string | null)[]> {
  const arriving = owed.filter((line) => line.serialNumbered && line.serialNumber !== null);
  const unitIds = await unitsFor(
    tx,
    arriving.map((line) => ({ partId: line.partId, serialNumber: line.serialNumber! })),
  );
  const byLine = new Map(arriving.map((line, index) => [line.replacementId, unitIds[index]!]));
  return owed.map((line) => byLine.get(line.replacementId) ?? null);
}
