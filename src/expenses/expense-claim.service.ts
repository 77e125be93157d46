import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { noSuchWorkOrder } from '../workorders/open-work-order';
import { findWorkOrder } from '../workorders/work-order.queries';
import {
  type ExpenseClaim,
  type ExpenseClaimQuery,
  type ExpenseClaimStatus,
  type ExpenseDecision,
  type ExpenseRefund,
  type ExpenseTotals,
  type ExpenseTotalsQuery,
  type NewExpenseClaim,
  type NewExpenseLine,
} from './expense-claim';
import {
  decideExpenseClaim,
  type ExpenseFacts,
  factsOfExpenses,
  findExpenseClaim,
  insertExpenseClaim,
  listExpenseClaims,
  lockExpenseClaim,
  refundExpenseClaim,
  signFreight,
  totalExpenses,
} from './expense-claim.queries';

/** Expenses 报销: claimed with vouchers, reviewed by another person, then refunded (S079). */
export class ExpenseClaimService {
  constructor(private readonly kernel: Kernel) {}

  /** Claims what the engineer of an order spent for it. */
  async claim(context: CallContext, asked: NewExpenseClaim): Promise<ExpenseClaim> {
    const today = this.kernel.clock.today();
    return this.kernel.database.command(context, async (tx) => {
      const scope = scopeOf(context);
      const order = (await findWorkOrder(tx, asked.workOrderId, scope, context.language)) ?? noSuchWorkOrder();
      const { engineerId, siteId } = order;
      const facts = await factsOfExpenses(tx, { workOrderId: order.id, engineerId }, asked.lines);
      const faults = asked.lines.flatMap((line, index) => faultsOf(line, facts[index]!, today));
      if (faults.length > 0) throw invalid(faults);
      const id = newId();
      await insertExpenseClaim(tx, {
        ...{ id, code: newCode('expense-claim'), workOrderId: order.id, engineerId, siteId },
        ...{ documentDate: today, actorId: context.actor.id, lines: asked.lines },
      });
      return readClaim(tx, id);
    });
  }

  async find(context: CallContext, id: string): Promise<ExpenseClaim> {
    const found = await this.kernel.database.read((reader) => findExpenseClaim(reader, id, scopeOf(context)));
    if (!found) throw notFound('expense claim');
    return found;
  }

  async list(context: CallContext, query: ExpenseClaimQuery): Promise<PageOf<ExpenseClaim>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listExpenseClaims(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Handler, then leader: two people sign for freight on warranty parts (S082). */
  async sign(context: CallContext, id: string, lineNumber: number, as: 'handler' | 'leader'): Promise<ExpenseClaim> {
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const claim = await lockClaimIn(tx, context, id, 'submitted');
      const line = claim.lines.find((one) => one.lineNumber === lineNumber);
      if (line?.kind !== 'warranty_freight') throw notFound('line of freight on warranty parts');
      if (as === 'handler' ? line.handledById !== null : line.leaderId !== null) {
        throw wrongState('freight-signed', 'It is signed already.', { lineNumber });
      }
      if (as === 'leader' && line.handledById === null) {
        throw wrongState('freight-not-handled', 'The handler signs first.', { lineNumber });
      }
      if (as === 'leader' && [line.handledById, claim.engineerId].includes(context.actor.id)) {
        throw forbidden('The leader is another person than handler and claimant.', 'freight-signed-by-one');
      }
      await signFreight(tx, { claimId: id, lineNumber }, { as, byId: context.actor.id, at });
      return readClaim(tx, id);
    });
  }

  /** Reviews it; never one's own (R4). */
  async decide(context: CallContext, id: string, asked: ExpenseDecision): Promise<ExpenseClaim> {
    if (!asked.approved && asked.note === undefined) {
      throw invalid([{ pointer: '/note', detail: 'say why it is rejected, so that it can be put right' }]);
    }
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const claim = await lockClaimIn(tx, context, id, 'submitted');
      refuseOwn(
        context,
        [claim.engineerId, claim.actorId],
        'Nobody reviews what they claimed. Ask another supervisor.',
      );
      const { approved, note = null } = asked;
      await decideExpenseClaim(tx, id, { approved, at, byId: context.actor.id, note });
      return readClaim(tx, id);
    });
  }

  /** Records that the money was paid out; only what was approved (S079). */
  async refund(context: CallContext, id: string, asked: ExpenseRefund): Promise<ExpenseClaim> {
    const today = this.kernel.clock.today();
    const on = asked.refundedOn ?? today;
    if (on > today) throw invalid([{ pointer: '/refundedOn', detail: 'the day lies in the future' }]);
    return this.kernel.database.command(context, async (tx) => {
      const claim = await lockClaimIn(tx, context, id, 'approved');
      refuseOwn(context, [claim.engineerId], 'Nobody pays out a refund to themselves.');
      await refundExpenseClaim(tx, id, { on, byId: context.actor.id, reference: asked.reference ?? null });
      return readClaim(tx, id);
    });
  }

  async totals({ from, until }: ExpenseTotalsQuery): Promise<ExpenseTotals> {
    if (until < from) throw invalid([{ pointer: 'query/until', detail: 'the last day lies before the first' }]);
    const { currency, kinds } = await this.kernel.database.read((reader) => totalExpenses(reader, from, until));
    return { from, until, currency, amount: kinds.reduce((sum, kind) => sum + kind.amount, 0), kinds };
  }
}

const nextStep: Record<ExpenseClaimStatus, string> = {
  submitted: 'It waits for its review.',
  approved: 'It is approved: it is refunded next.',
  rejected: 'It was rejected: claim anew.',
  refunded: 'It was refunded.',
};

async function lockClaimIn(
  tx: Tx,
  context: CallContext,
  id: string,
  allowed: ExpenseClaimStatus,
): Promise<ExpenseClaim> {
  const claim = await lockExpenseClaim(tx, id, scopeOf(context));
  if (!claim) throw notFound('expense claim');
  if (claim.status === allowed) return claim;
  const { number, status } = claim;
  throw wrongState('expense-claim-in-other-state', nextStep[status], { number, status });
}

async function readClaim(tx: Tx, id: string): Promise<ExpenseClaim> {
  return (await findExpenseClaim(tx, id, { engineerId: null, siteId: null }))!;
}

function refuseOwn(context: CallContext, people: readonly string[], detail: string): void {
  if (people.includes(context.actor.id)) throw forbidden(detail, 'own-expense-claim');
}

function faultsOf(line: NewExpenseLine, facts: ExpenseFacts, today: string): Fault[] {
  const faults: Fault[] = [];
  const fault = (field: string, detail: string) => faults.push({ pointer: `/lines/${facts.index}/${field}`, detail });
  if (line.spentOn > today) fault('spentOn', 'the day lies in the future');
  if ((line.kind === 'purchase') !== (line.receiptId !== undefined)) {
    fault('receiptId', 'a purchase names the receipt that put it into stock, and nothing else does (R17)');
  } else if (line.receiptId !== undefined && facts.purchased === null) {
    fault('receiptId', 'is no on-site or trip purchase of the engineer of this order');
  } else if (facts.purchased !== null && line.amount > facts.purchased) {
    fault('amount', `no more is refunded than was booked into stock: ${facts.purchased}`);
  }
  if ((line.kind === 'warranty_freight') !== (line.issueId !== undefined)) {
    fault('issueId', 'freight on warranty parts names the issue that was shipped, and nothing else does (S082)');
  } else if (line.issueId !== undefined && !facts.issueOfOrder) {
    fault('issueId', 'is no issue for this order');
  }
  return faults;
}
