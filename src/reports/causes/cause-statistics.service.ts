import { type Kernel } from '../../platform/kernel';
import { invalid } from '../../platform/problem';
import { type CauseStatistics, type CauseStatisticsQuery } from './cause-statistics';
import { countCauses } from './cause-statistics.queries';

/** What brought products down (S040). */
export class CauseStatisticsService {
  constructor(private readonly kernel: Kernel) {}

  async count(query: CauseStatisticsQuery): Promise<CauseStatistics> {
    const { from, to } = query;
    if (to < from) throw invalid([{ pointer: 'query/to', detail: 'the last day lies before the first' }]);
    const counts = await this.kernel.database.read((reader) => countCauses(reader, query));
    return { from, to, counts };
  }
}
