import { Controller, Get, Queries, Route, Security, Tags } from '@tsoa/runtime';
import { type Kernel } from '../../platform/kernel';
import { type CauseStatistics, type CauseStatisticsQuery } from './cause-statistics';
import { CauseStatisticsService } from './cause-statistics.service';

/** What brought products down, whoever paid for it (S040). */
@Route('cause-statistics')
@Tags('Cause and consent')
export class CauseStatisticsController extends Controller {
  private readonly statistics: CauseStatisticsService;

  constructor(kernel: Kernel) {
    super();
    this.statistics = new CauseStatisticsService(kernel);
  }

  /**
   * Counts the causes of a period by product, cause, who answers for them and who paid. Causes that are not of quality
   * (misuse, transport, no fault found) are counted like the others, phone solutions too (S040).
   * @summary Count causes
   */
  @Get()
  @Security('key', ['cause.read'])
  async count(@Queries() query: CauseStatisticsQuery): Promise<CauseStatistics> {
    return this.statistics.count(query);
  }
}
