import { newCode } from '../barcodes/code';
import { dealerOf, refuseOthersUnit } from '../customers/dealings';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Reader, type Tx } from '../platform/transaction';
import {
  type NewUnitReturn,
  type UnitArrival,
  type UnitReturn,
  type UnitReturnDecision,
  type UnitReturnQuery,
} from './unit-return';
import {
  decideUnitReturn,
  findUnitReturn,
  insertUnitReturn,
  isUnitOf,
  listUnitReturns,
  lockUnitReturn,
  returnFacts,
  takeUnitBack,
} from './unit-return.queries';

/** Returns of units 退货: we bear the cost only where the general manager approved it before the unit came back (S042). */
export class UnitReturnService {
  constructor(private readonly kernel: Kernel) {}

  async ask(context: CallContext, asked: NewUnitReturn): Promise<UnitReturn> {
    const documentDate = this.kernel.clock.today();
    return this.kernel.database.command(context, async (tx) => {
      await refuseOthersUnit(tx, context, asked.unitId);
      const { unitKnown, orderOfUnit } = await returnFacts(tx, asked);
      const faults: Fault[] = [];
      if (!unitKnown) faults.push({ pointer: '/unitId', detail: 'there is no such unit at a customer; look it up' });
      if (asked.workOrderId !== undefined && !orderOfUnit) {
        faults.push({ pointer: '/workOrderId', detail: 'is no work order about this unit' });
      }
      if (faults.length > 0) throw invalid(faults);
      const id = newId();
      const code = newCode('unit-return');
      await insertUnitReturn(tx, { ...asked, id, code, documentDate, actorId: context.actor.id });
      return returnOr404(tx, context, id);
    });
  }

  async find(context: CallContext, id: string): Promise<UnitReturn> {
    return this.kernel.database.read((reader) => returnOr404(reader, context, id));
  }

  async list(context: CallContext, query: UnitReturnQuery): Promise<PageOf<UnitReturn>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listUnitReturns(reader, query, dealerOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The general manager's decision; never about what one asked for (R4), nor after the unit has come back. */
  async decide(context: CallContext, id: string, asked: UnitReturnDecision): Promise<UnitReturn> {
    if (!asked.approved && asked.note === undefined) {
      throw invalid([{ pointer: '/note', detail: 'say why it is rejected: the customer bears the cost' }]);
    }
    return this.kernel.database.command(context, async (tx) => {
      const unitReturn = await lockOpenReturn(tx, context, id);
      if (unitReturn.status !== 'requested') {
        throw wrongState('unit-return-decided', 'It was decided before. Ask anew.', { status: unitReturn.status });
      }
      if (unitReturn.actorId === context.actor.id) {
        throw forbidden('Nobody approves the return they asked for.', 'own-unit-return');
      }
      const { approved, note = null } = asked;
      await decideUnitReturn(tx, id, { approved, at: this.kernel.clock.now(), byId: context.actor.id, note });
      return returnOr404(tx, context, id);
    });
  }

  /** The unit came back; what it cost is ours or the customer's as it was decided. */
  async arrive(context: CallContext, id: string, asked: UnitArrival): Promise<UnitReturn> {
    const today = this.kernel.clock.today();
    const on = asked.returnedOn ?? today;
    return this.kernel.database.command(context, async (tx) => {
      const unitReturn = await lockOpenReturn(tx, context, id);
      const faults: Fault[] = [];
      if (on > today) faults.push({ pointer: '/returnedOn', detail: 'the day lies in the future' });
      const { replacementUnitId = null } = asked;
      if ((unitReturn.remedy === 'replacement') !== (replacementUnitId !== null)) {
        const detail = 'a replacement names the unit that takes its place, and nothing else does';
        faults.push({ pointer: '/replacementUnitId', detail });
      } else if (replacementUnitId !== null && !(await canReplace(tx, unitReturn, replacementUnitId))) {
        faults.push({ pointer: '/replacementUnitId', detail: 'is no other unit of the same customer' });
      }
      if (faults.length > 0) throw invalid(faults);
      await takeUnitBack(tx, unitReturn, { on, byId: context.actor.id, cost: asked.cost, replacementUnitId });
      return returnOr404(tx, context, id);
    });
  }
}

async function canReplace(reader: Reader, unitReturn: UnitReturn, unitId: string): Promise<boolean> {
  return unitId.toLowerCase() !== unitReturn.unitId && isUnitOf(reader, unitId, unitReturn.customerId);
}

async function lockOpenReturn(tx: Tx, context: CallContext, id: string): Promise<UnitReturn> {
  const unitReturn = await lockUnitReturn(tx, id, dealerOf(context));
  if (!unitReturn) throw notFound('return of a unit');
  if (unitReturn.returnedOn === null) return unitReturn;
  throw wrongState('unit-returned', 'The unit has come back; who bears the cost stays as it is.', {
    returnedOn: unitReturn.returnedOn,
    costBorneBy: unitReturn.costBorneBy,
  });
}

async function returnOr404(reader: Reader, context: CallContext, id: string): Promise<UnitReturn> {
  const unitReturn = await findUnitReturn(reader, id, dealerOf(context));
  if (!unitReturn) throw notFound('return of a unit');
  return unitReturn;
}
