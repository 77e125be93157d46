import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type ServiceHistoryEntry, type ServiceHistoryQuery } from './repair-history';
import { ServiceHistoryService } from './service-history.service';

/** The service history of a unit or a customer. */
@Route('service-history')
@Tags('Service requests')
export class ServiceHistoryController extends Controller {
  private readonly history: ServiceHistoryService;

  constructor(kernel: Kernel) {
    super();
    this.history = new ServiceHistoryService(kernel);
  }

  /**
   * Everything that was done for a unit or a customer, phone solutions included, newest first (S018, S036, S058). Engineers
   * see their own matters, stations their site's; the history of the unit they work on stands with the request.
   * @summary List the service history
   */
  @Get()
  @Security('key', ['service-request.read'])
  async list(
    @Request() request: HttpRequest,
    @Queries() query: ServiceHistoryQuery,
  ): Promise<PageOf<ServiceHistoryEntry>> {
    return this.history.list(contextOf(request), query);
  }
}
