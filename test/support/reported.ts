import { type Part } from '../../src/catalog/part';
import { type CauseCode } from '../../src/warranty/determinations/determination';
import { anAcceptedQuotation } from './charges';
import { signed, step } from './reports';
import { aCustodyHolding } from './stock';
import { type Caller, type World } from './world';
import { type ServiceReport } from '../../src/reports/service-report';

/** An approved report on an order, through every step. Needs a clock that moves on: a signature is later than the completion it signs. */
export async function aReportOn(
  order: { id: string },
  /** `office` may enter the past; it quotes what is paid (R11). */
  people: { engineer: Caller; supervisor: Caller; world?: World; office?: Caller },
  told: { causeCode?: CauseCode; repaired?: boolean; replaced?: { part: Part; replacedAt?: string } } = {},
): Promise<ServiceReport> {
  const { engineer, supervisor } = people;
  const replacements = [];
  if (told.replaced) {
    const { part, replacedAt } = told.replaced;
    await aCustodyHolding(engineer, supervisor, part.id, 1);
    const { world, office } = people;
    if (world && office) {
      const lines = [{ partId: part.id, quantity: 1 }];
      const past = replacedAt === undefined ? undefined : { by: office, at: replacedAt };
      await anAcceptedQuotation({ world, engineer, supervisor, order, part }, { lines }, past);
    }
    replacements.push({ partId: part.id, quantity: 1, reason: 'worn', replacedAt });
  }
  const body = {
    workOrderId: order.id,
    causeCode: told.causeCode ?? 'WEAR',
    cause: 'a worn seal',
    workDone: 'fitted a new one',
    testResult: 'holds',
    prevention: 'look at it once a year',
    replacements,
  };
  const draft = (await engineer.post('/v1/service-reports', body).expect(201)).body as ServiceReport;
  const completed = await step(engineer, draft, 'completion');
  const accepted = await signed({ engineer }, completed, told.repaired ?? true);
  return step(supervisor, accepted, 'approval', { approved: true });
}
