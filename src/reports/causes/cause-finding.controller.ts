import { Body, Controller, Get, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type Id } from '../../platform/types';
import { type CauseFindings, type NewCauseFinding } from '../../workorders/disputes/dispute';
import { type WorkOrder } from '../../workorders/work-order';
import { DisputeService } from './dispute.service';

/** What brought the fault of a job about, and who answers for it (S073). */
@Route('work-orders')
@Tags('Cause and consent')
export class CauseFindingController extends Controller {
  private readonly disputes: DisputeService;

  constructor(kernel: Kernel) {
    super();
    this.disputes = new DisputeService(kernel);
  }

  /**
   * Records the cause, who answers for it, and whether the customer agrees. Where the customer does not, a dispute opens
   * and the job waits: nothing is fitted, accepted or signed until a supervisor settles it.
   * @summary Record a cause finding
   */
  @Post('{id}/cause-findings')
  @Security('key', ['work-order.write'])
  @SuccessResponse(201, 'Recorded')
  async record(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewCauseFinding): Promise<WorkOrder> {
    this.setStatus(201);
    return this.disputes.record(contextOf(request), id, body);
  }

  /**
   * Everything that was found of the cause, the latest first.
   * @summary Read the cause findings of a work order
   */
  @Get('{id}/cause-findings')
  @Security('key', ['work-order.read'])
  async list(@Request() request: HttpRequest, @Path() id: Id): Promise<CauseFindings> {
    return this.disputes.findings(contextOf(request), id);
  }
}
