import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { HandlingService } from './handling.service';
import { type FollowUpQuery, type ServiceRequest } from './service-request';

/** Follow-ups: who is to be called again. */
@Route('follow-ups')
@Tags('Service requests')
export class FollowUpController extends Controller {
  private readonly handling: HandlingService;

  constructor(kernel: Kernel) {
    super();
    this.handling = new HandlingService(kernel);
  }

  /**
   * Requests that were solved by phone and are due to be asked again, the longest due first (S005).
   * @summary List follow-ups
   */
  @Get()
  @Security('key', ['service-request.read'])
  async list(@Request() request: HttpRequest, @Queries() query: FollowUpQuery): Promise<PageOf<ServiceRequest>> {
    return this.handling.followUps(contextOf(request), query);
  }
}
