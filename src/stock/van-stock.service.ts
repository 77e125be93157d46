import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { changedMeanwhile, versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type Fault, invalid, notFound } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { factsOfLines } from './line-facts';
import { maySeeEngineer } from './stock.queries';
import { type VanStock, type VanStockChange } from './van-stock';
import { findVanStock, nextVersion, replaceLevels } from './van-stock.queries';

/** Van stock: how much of each part an engineer should carry. */
export class VanStockService {
  constructor(private readonly kernel: Kernel) {}

  async find(context: CallContext, engineerId: string): Promise<VanStock> {
    return this.kernel.database.read(async (reader) => {
      if (!(await maySeeEngineer(reader, engineerId, scopeOf(context)))) throw notFound('engineer');
      return findVanStock(reader, engineerId);
    });
  }

  async change(
    context: CallContext,
    engineerId: string,
    ifMatch: string | undefined,
    asked: VanStockChange,
  ): Promise<VanStock> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      if (!(await maySeeEngineer(tx, engineerId, scopeOf(context)))) throw notFound('engineer');
      const faults = await faultsOf(tx, asked);
      if (faults.length > 0) throw invalid(faults);
      if (!(await nextVersion(tx, engineerId, version))) throw changedMeanwhile();
      await replaceLevels(tx, engineerId, asked.levels);
      return findVanStock(tx, engineerId);
    });
  }
}

async function faultsOf(tx: Tx, asked: VanStockChange): Promise<Fault[]> {
  const named = asked.levels.map((level) => ({ partId: level.partId, quantity: level.maximum }));
  const seen = new Set<string>();
  return (await factsOfLines(tx, named)).flatMap(({ index, partKnown }) => {
    const level = asked.levels[index]!;
    const faults: Fault[] = [];
    const fault = (field: string, detail: string) => faults.push({ pointer: `/levels/${index}/${field}`, detail });
    if (!partKnown) fault('partId', 'there is no such part');
    if (seen.has(level.partId.toLowerCase())) fault('partId', 'the part is named twice');
    seen.add(level.partId.toLowerCase());
    if (level.maximum < level.minimum) fault('maximum', 'the maximum is not below the minimum');
    return faults;
  });
}
