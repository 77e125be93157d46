import { Body, Controller, Get, Path, Post, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type CauseDisputeSettlement, type Dispute, type DisputeQuery } from '../../workorders/disputes/dispute';
import { DisputeService } from './dispute.service';

/** Disputes (争议): the customer does not agree with the cause, and the job waits (S073). */
@Route('disputes')
@Tags('Cause and consent')
export class DisputeController extends Controller {
  private readonly disputes: DisputeService;

  constructor(kernel: Kernel) {
    super();
    this.disputes = new DisputeService(kernel);
  }

  /**
   * Lists disputes, newest first; `status=open` is the supervisor's queue.
   * @summary List disputes
   */
  @Get()
  @Security('key', ['dispute.read'])
  async list(@Request() request: HttpRequest, @Queries() query: DisputeQuery): Promise<PageOf<Dispute>> {
    return this.disputes.list(contextOf(request), query);
  }

  /**
   * One dispute with what it is about and how it was settled.
   * @summary Read a dispute
   */
  @Get('{id}')
  @Security('key', ['dispute.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Dispute> {
    return this.disputes.find(contextOf(request), id);
  }

  /**
   * A supervisor settles a dispute: the finding stands, or something else is found, which order and draft report bear
   * from then on and which determines anew who pays (R10). Never one's own (R4). The job goes on.
   * @summary Settle a dispute about the cause
   */
  @Post('{id}/settlement')
  @Security('key', ['dispute.settle'])
  async settle(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: CauseDisputeSettlement,
  ): Promise<Dispute> {
    return this.disputes.settle(contextOf(request), id, body);
  }
}
