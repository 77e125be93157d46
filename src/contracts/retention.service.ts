import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, invalid, wrongState } from '../platform/problem';
import { type Retention, type RetentionQuery, type RetentionRelease, type ServiceContract } from './service-contract';
import { findContract, listRetentions, releaseRetention } from './service-contract.queries';
import { lockContractIn } from './service-contract.service';

/** Retention money 质保金: held back by the customer until the warranty is over, then released (S094). */
export class RetentionService {
  constructor(private readonly kernel: Kernel) {}

  async list(query: RetentionQuery): Promise<PageOf<Retention>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read((reader) => listRetentions(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.dueOn, row.contractId]);
  }

  /** Records that it was paid, once, when it is due. */
  async release(context: CallContext, id: string, asked: RetentionRelease): Promise<ServiceContract> {
    const today = this.kernel.clock.today();
    const releasedOn = asked.releasedOn ?? today;
    return this.kernel.database.command(context, async (tx) => {
      const { terms, retentionReleasedOn } = await lockContractIn(tx, id, ['approved']);
      if (terms.retentionDueOn === null) throw wrongState('nothing-retained', 'Nothing is held back under it.');
      if (retentionReleasedOn !== null) {
        throw wrongState('retention-released', 'It was released before.', { releasedOn: retentionReleasedOn });
      }
      const faults: Fault[] = [];
      if (releasedOn > today) faults.push({ pointer: '/releasedOn', detail: 'the day lies in the future' });
      if (asked.amount > terms.retentionAmount) {
        faults.push({ pointer: '/amount', detail: `no more than ${terms.retentionAmount} is held back` });
      }
      if (asked.amount < terms.retentionAmount && asked.note === undefined) {
        faults.push({ pointer: '/note', detail: 'say why less is paid than was held back' });
      }
      if (faults.length > 0) throw invalid(faults);
      if (releasedOn < terms.retentionDueOn) {
        throw wrongState('retention-not-due', 'Retention money is released when the warranty is over.', {
          dueOn: terms.retentionDueOn,
        });
      }
      await releaseRetention(tx, id, { ...asked, releasedOn, byId: context.actor.id });
      return (await findContract(tx, id))!;
    });
  }
}
