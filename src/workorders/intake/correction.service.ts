import { insertUnitDates } from '../../customers/installed-unit.queries';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { invalid } from '../../platform/problem';
import { type Reader, type Tx } from '../../platform/transaction';
import { determineWorkOrder } from '../open-work-order';
import { determineRequest, lockLiveRequest, noSuchRequest } from './request-facts';
import { type Correction, type NewCorrection, type ServiceRequest } from './service-request';
import { correctUnitModel, type CorrectedFacts, insertCorrections, writeCorrection } from './service-request.changes';
import { findRequest } from './service-request.queries';

type Change = Pick<Correction, 'field' | 'earlier' | 'later'>;

const fields = ['unitId', 'modelId', 'purchaseDate', 'fault', 'symptom', 'causeCode'] as const;

/** Corrections: the earlier value stays, and who pays is determined anew (S008, S021, R10). */
export class CorrectionService {
  constructor(private readonly kernel: Kernel) {}

  async correct(context: CallContext, id: string, asked: NewCorrection): Promise<ServiceRequest> {
    if (asked.purchaseDate && asked.purchaseDate > this.kernel.clock.today()) {
      throw invalid([{ pointer: '/purchaseDate', detail: 'the day lies in the future' }]);
    }
    return this.kernel.database.command(context, async (tx) => {
      const request = await lockLiveRequest(tx, context, id);
      const facts = await correctedFacts(tx, request, asked);
      const changes = changesBetween(request, facts);
      if (changes.length === 0) {
        throw invalid([
          { pointer: '', detail: 'nothing differs from what is recorded; state what is to be corrected' },
        ]);
      }
      await correctUnit(tx, context, request, facts, asked.reason);
      await writeCorrection(tx, id, facts);
      await insertCorrections(tx, id, changes, { reason: asked.reason, actorId: context.actor.id });
      await determineAnew(tx, context, id, facts);
      const anyone = { engineerId: null, siteId: null };
      return (await findRequest(tx, id, anyone, context.language)) ?? noSuchRequest();
    });
  }
}

/** What is recorded, with what is corrected. Of another unit, model and purchase date on file are its own. */
async function correctedFacts(reader: Reader, request: ServiceRequest, asked: NewCorrection): Promise<CorrectedFacts> {
  const onFile = request.purchaseDateOnFile ?? request.purchaseDate;
  const facts: CorrectedFacts = {
    unitId: asked.unitId?.toLowerCase() ?? request.unitId,
    modelId: asked.modelId?.toLowerCase() ?? request.modelId,
    purchaseDate: asked.purchaseDate === undefined ? onFile : asked.purchaseDate,
    fault: asked.fault ?? request.fault,
    symptom: asked.symptom === undefined ? request.symptom : asked.symptom,
    causeCode: asked.causeCode === undefined ? request.causeCode : asked.causeCode,
  };
  if (facts.unitId === null || facts.unitId === request.unitId) return facts;
  const [unit] = await reader.query<{ modelId: string; day: string | null }[]>(
    `select u.model_id as "modelId", (select d.day from installed_unit_date d
              where d.unit_id = u.id and d.kind = 'INVOICE' order by d.id desc limit 1) as day
       from installed_unit u where u.id = $1`,
    [facts.unitId],
  );
  if (!unit) throw invalid([{ pointer: '/unitId', detail: 'there is no such installed unit' }]);
  if (asked.modelId === undefined) facts.modelId = unit.modelId;
  if (asked.purchaseDate === undefined) facts.purchaseDate = unit.day;
  return facts;
}

function changesBetween(request: ServiceRequest, facts: CorrectedFacts): Change[] {
  const earlier = { ...request, purchaseDate: request.purchaseDateOnFile ?? request.purchaseDate };
  return fields
    .map((field) => ({ field, earlier: earlier[field], later: facts[field] }))
    .filter((change) => change.earlier !== change.later);
}

/** The unit's file is corrected with the request: it is what every later determination rests on. */
async function correctUnit(
  tx: Tx,
  context: CallContext,
  request: ServiceRequest,
  facts: CorrectedFacts,
  reason: string,
): Promise<void> {
  if (facts.unitId === null) return;
  const [unit] = await tx.query<{ modelId: string; day: string | null }[]>(
    `select u.model_id as "modelId", (select d.day from installed_unit_date d
              where d.unit_id = u.id and d.kind = 'INVOICE' order by d.id desc limit 1) as day
       from installed_unit u where u.id = $1 for no key update`,
    [facts.unitId],
  );
  if (unit?.modelId !== facts.modelId) {
    await correctUnitModel(tx, facts.unitId, facts.modelId, context.actor.id);
  }
  if (unit?.day === facts.purchaseDate) return;
  const evidence = `${request.number}: ${reason}`.slice(0, 200);
  await insertUnitDates(tx, facts.unitId, context.actor.id, [{ kind: 'INVOICE', day: facts.purchaseDate, evidence }]);
}

/** The request, and every visit under way. */
async function determineAnew(tx: Tx, context: CallContext, id: string, facts: CorrectedFacts): Promise<void> {
  await determineRequest(tx, context, id);
  const orders = await tx.query<Parameters<typeof determineWorkOrder>[2][]>(
    `select id, unit_id as "unitId", reported_on as "reportedOn", cause_code as "causeCode", fault, symptom
       from work_order where request_id = $1 and status in ('open', 'disputed') order by id`,
    [id],
  );
  for (const order of orders) {
    await determineWorkOrder(tx, context, { ...order, purchaseDate: facts.purchaseDate });
  }
}
