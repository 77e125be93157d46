import { type Kernel } from '../platform/kernel';
import { invalid } from '../platform/problem';
import {
  type ChargeReconciliation,
  type ChargeReconciliationQuery,
  type ChargeStatement,
} from './charge-reconciliation';
import { resultOf, type StatementQuery, type StatementResult, statements } from './charge-reconciliation.queries';
import { baseCurrency } from './quotations/price-plan.queries';

/** Reconciliation of paid work: each statement is a number and the documents that contradict it. */
export class ChargeReconciliationService {
  constructor(private readonly kernel: Kernel) {}

  /** All statements of one moment. */
  async reconcile({ from, to }: ChargeReconciliationQuery): Promise<ChargeReconciliation> {
    if (to < from) throw invalid([{ pointer: 'query/to', detail: 'the last day is not before the first' }]);
    return this.kernel.database.snapshot(async (reader) => {
      const results: ChargeStatement[] = [];
      for (const statement of statements) {
        results.push(stated(statement, await resultOf(reader, statement, { from, to })));
      }
      const holds = results.every((result) => result.holds);
      return { from, to, currency: await baseCurrency(reader), holds, statements: results };
    });
  }
}

function stated(statement: StatementQuery, result: StatementResult): ChargeStatement {
  const { name, statementZh, statementEn } = statement;
  const difference = result.left - result.right.reduce((sum, amount) => sum + amount, 0);
  return {
    ...{ name, statementZh, statementEn, holds: difference === 0 && result.rows === 0 },
    left: { name: statement.left, amount: result.left },
    right: statement.right.map((term, index) => ({ name: term, amount: result.right[index]! })),
    ...{ difference, rows: result.rows, offending: result.offending },
  };
}
