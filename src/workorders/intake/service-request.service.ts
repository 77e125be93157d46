import { newCode } from '../../barcodes/code';
import { insertUnitDates } from '../../customers/installed-unit.queries';
import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { type Fault, invalid, wrongState } from '../../platform/problem';
import { type Reader, type Tx } from '../../platform/transaction';
import { pastInstant } from '../instants';
import { siteFor } from '../open-work-order';
import { backgroundOf } from '../history/repair-history.queries';
import { determineRequest, lockLiveRequest, noSuchRequest } from './request-facts';
import {
  type Answer,
  type Confirmation,
  type NewServiceRequest,
  type Punctuality,
  type PunctualityQuery,
  type ServiceRequest,
  type ServiceRequestDetail,
  type ServiceRequestQuery,
} from './service-request';
import { answerRequest, confirmRequest, insertRequest } from './service-request.changes';
import { correctionsOf, findRequest, listRequests, punctuality, visitsOf } from './service-request.queries';

/** Service requests (报修): registration is the first step of everything (S058, S059). */
export class ServiceRequestService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewServiceRequest): Promise<ServiceRequestDetail> {
    const receivedAt = pastInstant(this.kernel.clock, asked.receivedAt, '/receivedAt');
    if (asked.purchaseDate !== undefined && asked.purchaseDate > this.kernel.clock.today()) {
      throw invalid([{ pointer: '/purchaseDate', detail: 'the day lies in the future' }]);
    }
    const siteId = siteFor(context, asked.siteId);
    return this.kernel.database.command(context, async (tx) => {
      const about = await whatItIsAbout(tx, asked);
      const id = newId();
      const known = await insertRequest(tx, {
        id,
        code: newCode('service-request'),
        ...about,
        purchaseDate: asked.purchaseDate ?? null,
        fault: asked.fault,
        symptom: asked.symptom ?? null,
        causeCode: asked.causeCode ?? null,
        operatingConditions: asked.operatingConditions ?? null,
        request: asked.request,
        problemClass: asked.problemClass,
        engineerId: scopeOf(context).engineerId,
        siteId,
        receivedAt,
        agreedArrivalAt: asked.agreedArrivalAt ?? null,
        agreedStandard: asked.agreedStandard ?? null,
        actorId: context.actor.id,
      });
      if (!known) throw invalid([{ pointer: '/problemClass', detail: 'there is no such problem class; list them' }]);
      await fileStatedPurchase(tx, context, id);
      await determineRequest(tx, context, id);
      return detail(tx, context, id);
    });
  }

  async find(context: CallContext, id: string): Promise<ServiceRequestDetail> {
    return this.kernel.database.read((reader) => detail(reader, context, id));
  }

  async list(context: CallContext, query: ServiceRequestQuery): Promise<PageOf<ServiceRequest>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listRequests(reader, query, scopeOf(context), context.language, limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async punctuality(context: CallContext, query: PunctualityQuery): Promise<{ items: Punctuality[] }> {
    if (query.from > query.to) throw invalid([{ pointer: 'query/to', detail: 'to is not before from' }]);
    const now = this.kernel.clock.now();
    const items = await this.kernel.database.read((reader) => punctuality(reader, query, now, scopeOf(context)));
    return { items };
  }

  /** The customer was called back; only the first answer counts. */
  async answer(context: CallContext, id: string, asked: Answer): Promise<ServiceRequest> {
    const at = pastInstant(this.kernel.clock, asked.answeredAt, '/answeredAt');
    return this.kernel.database.command(context, async (tx) => {
      const request = await lockLiveRequest(tx, context, id);
      if (request.answeredAt !== null) {
        throw wrongState('already-answered', 'The first answer is recorded already.', {
          answeredAt: request.answeredAt,
        });
      }
      await answerRequest(tx, id, at);
      return (await findRequest(tx, id, scopeOf(context), context.language)) ?? noSuchRequest();
    });
  }

  /** Model and purchase date, read back to the user before departure (S007). */
  async confirm(context: CallContext, id: string, asked: Confirmation): Promise<ServiceRequest> {
    return this.kernel.database.command(context, async (tx) => {
      const request = await lockLiveRequest(tx, context, id);
      const purchaseDate = request.purchaseDateOnFile ?? request.purchaseDate;
      if (asked.modelId.toLowerCase() !== request.modelId || asked.purchaseDate !== purchaseDate) {
        throw wrongState(
          'confirmation-differs',
          'The user confirmed something else than is recorded. Record the correction first, then confirm.',
          { modelId: request.modelId, purchaseDate },
        );
      }
      await confirmRequest(tx, id, this.kernel.clock.now(), context.actor.id);
      return (await findRequest(tx, id, scopeOf(context), context.language)) ?? noSuchRequest();
    });
  }
}

async function detail(reader: Reader, context: CallContext, id: string): Promise<ServiceRequestDetail> {
  const request = (await findRequest(reader, id, scopeOf(context), context.language)) ?? noSuchRequest();
  return {
    ...request,
    corrections: await correctionsOf(reader, id),
    visits: await visitsOf(reader, id),
    background: await backgroundOf(reader, request),
  };
}

/** Customer and model follow from the unit where it is known. */
async function whatItIsAbout(
  tx: Tx,
  asked: NewServiceRequest,
): Promise<{ unitId: string | null; customerId: string; modelId: string }> {
  const faults: Fault[] = [];
  const [unit] = await tx.query<{ customerId: string; modelId: string }[]>(
    `select customer_id as "customerId", model_id as "modelId" from installed_unit where id = $1`,
    [asked.unitId ?? null],
  );
  if (asked.unitId !== undefined && !unit)
    faults.push({ pointer: '/unitId', detail: 'there is no such installed unit' });
  const customerId = asked.customerId ?? unit?.customerId;
  const modelId = asked.modelId?.toLowerCase() ?? unit?.modelId;
  if (asked.unitId === undefined) {
    if (customerId === undefined) faults.push({ pointer: '/customerId', detail: 'say who asks, or which unit it is' });
    if (modelId === undefined) faults.push({ pointer: '/modelId', detail: 'say which model it is, or which unit' });
  }
  if (unit && modelId !== unit.modelId) {
    faults.push({
      pointer: '/modelId',
      detail: 'the unit is of another model; leave the model out, or correct it later',
    });
  }
  if (faults.length > 0 || customerId === undefined || modelId === undefined) throw invalid(faults);
  return { unitId: asked.unitId ?? null, customerId, modelId };
}

/** What the customer says goes on the unit's file where it has no purchase date; a date on file is not overwritten. */
async function fileStatedPurchase(tx: Tx, context: CallContext, id: string): Promise<void> {
  const anyone = { engineerId: null, siteId: null };
  const request = (await findRequest(tx, id, anyone, context.language)) ?? noSuchRequest();
  if (request.unitId === null || request.purchaseDate === null || request.purchaseDateOnFile !== null) return;
  await insertUnitDates(tx, request.unitId, context.actor.id, [
    { kind: 'INVOICE', day: request.purchaseDate, evidence: `as the customer says, ${request.number}` },
  ]);
}
