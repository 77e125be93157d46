import { newCode } from '../../barcodes/code';
import { type Clock } from '../../platform/clock';
import { newId } from '../../platform/id';
import { type Tx } from '../../platform/transaction';
import { failedParts, joinAlert, wasTold } from './maker-alert.queries';
import { type ServiceReport } from '../service-report';

/**
 * An approved report of a design defect is told to the maker (S041): for each part that failed, in the alert of model and
 * part that is under way, or in a new one. Last in its transaction, because alerts are locked after balances.
 */
export async function raiseAlert(tx: Tx, clock: Clock, report: ServiceReport): Promise<void> {
  if (report.causeCode !== 'DESIGN_DEFECT') return;
  for (const partId of await failedParts(tx, report.id)) {
    if (await wasTold(tx, report.workOrderId, partId)) continue;
    await joinAlert(tx, {
      ...{ id: newId(), code: newCode('maker-alert'), workOrderId: report.workOrderId, reportId: report.id, partId },
      ...{ occurredOn: report.documentDate, today: clock.today(), at: clock.now() },
    });
  }
}
