import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { invalid, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import { stopAwaiting } from '../../warranty/determinations/determination.queries';
import { instantFrom } from '../instants';
import { openWorkOrder } from '../open-work-order';
import { determineRequest, lockLiveRequest, noSuchRequest } from './request-facts';
import {
  type FollowedUp,
  type FollowUp,
  type FollowUpQuery,
  type NewVisit,
  type PhoneSolution,
  type ServiceRequest,
  type VisitOrdered,
} from './service-request';
import { recordFollowUp, sendVisit, solveByPhone } from './service-request.changes';
import { findRequest, listFollowUps } from './service-request.queries';
import { type WorkOrder } from '../work-order';

/** S005: the customer is asked again this long after a solution by phone. */
const followUpAfterMs = 2 * 60 * 60 * 1000;

/** How a request is dealt with: by phone and asked again, or by a visit. */
export class HandlingService {
  constructor(private readonly kernel: Kernel) {}

  /** No visit, no parts, no charge (S004); asked again after two hours (S005). */
  async solveByPhone(context: CallContext, id: string, asked: PhoneSolution): Promise<ServiceRequest> {
    return this.kernel.database.command(context, async (tx) => {
      const request = await lockLiveRequest(tx, context, id);
      if (request.status !== 'open') throw notOpen(request);
      const at = this.kernel.clock.now();
      const followUpDueAt = new Date(at.getTime() + followUpAfterMs);
      await solveByPhone(tx, id, { ...asked, at, followUpDueAt });
      await stopAwaiting(tx, 'service_request', id);
      return read(tx, context, id);
    });
  }

  async followUps(context: CallContext, query: FollowUpQuery): Promise<PageOf<ServiceRequest>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const due = query.due === undefined ? this.kernel.clock.now() : instantFrom(query.due, 'query/due');
    const rows = await this.kernel.database.read((reader) =>
      listFollowUps(reader, due, scopeOf(context), context.language, limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.followUpDueAt ?? '', row.id]);
  }

  /** What persists becomes a visit; what does not is closed. */
  async followUp(context: CallContext, id: string, asked: FollowUp): Promise<FollowedUp> {
    const visit = visitOf(asked);
    return this.kernel.database.command(context, async (tx) => {
      const request = await lockLiveRequest(tx, context, id);
      if (request.status !== 'solved_by_phone' || request.followUpDueAt === null) throw nothingToFollowUp(request);
      const at = this.kernel.clock.now();
      // Earlier the customer cannot know that it holds; that it does not hold, they may say at any time.
      if (!asked.faultPersists && at < new Date(request.followUpDueAt)) throw tooEarly(request.followUpDueAt);
      await recordFollowUp(tx, id, { at, faultPersists: asked.faultPersists, note: asked.note ?? null });
      if (visit === null) return { request: await read(tx, context, id), workOrder: null };
      await determineRequest(tx, context, id);
      return this.send(tx, context, request, visit);
    });
  }

  async visit(context: CallContext, id: string, asked: NewVisit): Promise<VisitOrdered> {
    return this.kernel.database.command(context, async (tx) => {
      const request = await lockLiveRequest(tx, context, id);
      if (request.status === 'solved_by_phone') throw notOpen(request);
      return this.send(tx, context, request, asked);
    });
  }

  private async send(tx: Tx, context: CallContext, request: ServiceRequest, asked: NewVisit): Promise<VisitOrdered> {
    const workOrder = await this.order(tx, context, request, asked);
    await sendVisit(tx, request.id, {
      engineerId: workOrder.engineerId,
      unitId: workOrder.unitId,
      siteId: workOrder.siteId,
      at: this.kernel.clock.now(),
    });
    // From here on the work order asks who pays.
    await stopAwaiting(tx, 'service_request', request.id);
    return { request: await read(tx, context, request.id), workOrder };
  }

  private async order(tx: Tx, context: CallContext, request: ServiceRequest, asked: NewVisit): Promise<WorkOrder> {
    const unitId = request.unitId ?? asked.unitId;
    if (unitId === undefined) {
      throw invalid([
        { pointer: '/unitId', detail: 'nobody has said which unit it is: an engineer is sent to a unit' },
      ]);
    }
    if (asked.unitId !== undefined && asked.unitId.toLowerCase() !== unitId.toLowerCase()) {
      throw invalid([{ pointer: '/unitId', detail: 'the request is about another unit; correct the request first' }]);
    }
    return openWorkOrder(tx, context, {
      requestId: request.id,
      unitId,
      engineerId: asked.engineerId,
      siteId: asked.siteId ?? request.siteId,
      fault: request.fault,
      symptom: request.symptom,
      causeCode: request.causeCode,
      purchaseDate: request.purchaseDate,
      plannedOn: asked.plannedOn ?? null,
      documentDate: this.kernel.clock.today(),
      reportedOn: request.documentDate,
    });
  }
}

/** The visit that a follow-up asks for: exactly when the fault persists. */
function visitOf(asked: FollowUp): NewVisit | null {
  if (asked.faultPersists && asked.visit === undefined) {
    throw invalid([{ pointer: '/visit', detail: 'the fault persists: say who goes' }]);
  }
  if (!asked.faultPersists && asked.visit !== undefined) {
    throw invalid([{ pointer: '/visit', detail: 'the fault is gone: nobody goes' }]);
  }
  return asked.visit ?? null;
}

async function read(tx: Tx, context: CallContext, id: string): Promise<ServiceRequest> {
  const anyone = { engineerId: null, siteId: null };
  return (await findRequest(tx, id, anyone, context.language)) ?? noSuchRequest();
}

function notOpen(request: ServiceRequest) {
  const detail =
    request.status === 'visit'
      ? 'A visit is under way. Cancel its work order first if it is not needed.'
      : 'The request is solved by phone. Follow it up: if the fault persists, that orders the visit.';
  return wrongState('request-not-open', detail, { number: request.number, status: request.status });
}

function nothingToFollowUp(request: ServiceRequest) {
  return wrongState('nothing-to-follow-up', 'Only what was solved by phone is followed up, once.', {
    status: request.status,
  });
}

function tooEarly(followUpDueAt: string) {
  return wrongState('follow-up-too-early', 'Ask the customer again when the follow-up is due, not before.', {
    followUpDueAt,
  });
}
