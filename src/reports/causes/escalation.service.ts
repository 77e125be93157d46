import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import {
  type Escalation,
  type EscalationAnswer,
  type EscalationQuery,
  type EscalationWithdrawal,
  type NewEscalation,
} from '../../workorders/disputes/escalation';
import { endEscalation, findEscalation, listEscalations } from '../../workorders/disputes/escalation.queries';
import { instantFrom } from '../../workorders/instants';
import { openEscalation } from '../../workorders/disputes/open-escalation';
import { lockOpenWorkOrder, noSuchWorkOrder } from '../../workorders/open-work-order';
import { type WorkOrder } from '../../workorders/work-order';
import { lockWorkOrder } from '../../workorders/work-order.queries';
import { tellVerifiedCause } from './verified-cause';

const anyone = { engineerId: null, siteId: null };

/** Escalations 技术支持升级: a cause that nobody knows is asked of technical support (S029). */
export class EscalationService {
  constructor(private readonly kernel: Kernel) {}

  async open(context: CallContext, asked: NewEscalation): Promise<Escalation> {
    const due = asked.dueAt === undefined ? undefined : this.future(asked.dueAt);
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, asked.workOrderId);
      if (order.escalation) throw openAlready(order);
      const id = await openEscalation(tx, context, this.kernel.clock, asked, due);
      return this.read(tx, id!);
    });
  }

  async find(context: CallContext, id: string): Promise<Escalation> {
    const now = this.kernel.clock.now();
    const found = await this.kernel.database.read((reader) => findEscalation(reader, id, scopeOf(context), now));
    return found ?? noSuchEscalation();
  }

  async list(context: CallContext, query: EscalationQuery): Promise<PageOf<Escalation>> {
    if (query.overdue === true && (query.status ?? 'open') !== 'open') throw onlyOpenIsOverdue();
    const queue = query.status === 'open' || query.overdue === true;
    const limit = query.limit ?? defaultPageSize;
    const after = cursorOf(query.cursor, queue);
    const rows = await this.kernel.database.read((reader) =>
      listEscalations(reader, query, scopeOf(context), this.kernel.clock.now(), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => (queue ? [new Date(row.dueAt).toISOString(), row.id] : [row.id]));
  }

  /** Technical support says what the cause is: order and draft are determined anew (S072, R10). */
  async answer(context: CallContext, id: string, asked: EscalationAnswer): Promise<Escalation> {
    if (asked.causeCode === 'UNKNOWN') {
      throw invalid([
        { pointer: '/causeCode', detail: 'name the cause; while it is unknown the escalation stays open' },
      ]);
    }
    return this.kernel.database.command(context, async (tx) => {
      const { escalation, order } = await this.lockOpen(tx, context, id);
      if (escalation.actorId === context.actor.id || order.engineerId === context.actor.id) {
        throw forbidden(
          'Nobody answers for their own job. Let somebody else of technical support answer.',
          'own-escalation',
        );
      }
      const end = { causeCode: asked.causeCode, reasoning: asked.reasoning, at: this.kernel.clock.now() };
      await endEscalation(tx, id, { ...end, status: 'answered', byId: context.actor.id });
      await tellVerifiedCause(tx, context, order, asked.causeCode);
      return this.read(tx, id);
    });
  }

  async withdraw(context: CallContext, id: string, asked: EscalationWithdrawal): Promise<Escalation> {
    return this.kernel.database.command(context, async (tx) => {
      await this.lockOpen(tx, context, id);
      const end = { causeCode: null, reasoning: asked.reason, at: this.kernel.clock.now(), byId: context.actor.id };
      await endEscalation(tx, id, { ...end, status: 'withdrawn' });
      return this.read(tx, id);
    });
  }

  /** Its order is taken first, as whoever reports on it does; then nobody else ends the escalation. */
  private async lockOpen(
    tx: Tx,
    context: CallContext,
    id: string,
  ): Promise<{ escalation: Escalation; order: WorkOrder }> {
    const now = this.kernel.clock.now();
    const seen = (await findEscalation(tx, id, scopeOf(context), now)) ?? noSuchEscalation();
    const order = (await lockWorkOrder(tx, seen.workOrderId, anyone, context.language)) ?? noSuchWorkOrder();
    const escalation = (await findEscalation(tx, id, anyone, now)) ?? noSuchEscalation();
    if (escalation.status === 'open') return { escalation, order };
    const { number, status } = escalation;
    throw wrongState('escalation-ended', 'It has ended already. Open another one if there is more to ask.', {
      number,
      status,
    });
  }

  private async read(tx: Tx, id: string): Promise<Escalation> {
    return (await findEscalation(tx, id, anyone, this.kernel.clock.now())) ?? noSuchEscalation();
  }

  private future(dueAt: string): Date {
    const due = instantFrom(dueAt, '/dueAt');
    if (due <= this.kernel.clock.now()) throw invalid([{ pointer: '/dueAt', detail: 'the time has passed already' }]);
    return due;
  }
}

/** Where to go on; a time of a cursor that somebody made up is refused here, not by the database. */
function cursorOf(cursor: string | undefined, queue: boolean): (string | number)[] | undefined {
  const after = decodeCursor(cursor, queue ? 2 : 1);
  if (queue && after && Number.isNaN(Date.parse(String(after[0])))) {
    const faults: Fault[] = [{ pointer: 'query/cursor', detail: 'cursor is not one that this list gave out' }];
    throw invalid(faults);
  }
  return after;
}

function openAlready(order: WorkOrder) {
  return wrongState(
    'escalation-open',
    'Technical support is asked already. Wait for its answer, or withdraw the escalation first.',
    { escalation: order.escalation },
  );
}

function onlyOpenIsOverdue() {
  return invalid([{ pointer: 'query/overdue', detail: 'only what is open can be overdue; leave status out' }]);
}

function noSuchEscalation(): never {
  throw notFound('escalation');
}
