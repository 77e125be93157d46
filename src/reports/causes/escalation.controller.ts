import {
  Body,
  Controller,
  Get,
  Path,
  Post,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import {
  type Escalation,
  type EscalationAnswer,
  type EscalationQuery,
  type EscalationWithdrawal,
  type NewEscalation,
} from '../../workorders/disputes/escalation';
import { EscalationService } from './escalation.service';

/** Escalations (技术支持升级): an unknown cause is asked of technical support (S029). */
@Route('escalations')
@Tags('Cause and consent')
export class EscalationController extends Controller {
  private readonly escalations: EscalationService;

  constructor(kernel: Kernel) {
    super();
    this.escalations = new EscalationService(kernel);
  }

  /**
   * Asks technical support for the cause, with the engineer's proposal and the user's demand (S076). A draft report that
   * tells of a cause without its code does the same by itself (S029). 409 when the order has an open question already.
   * @summary Open an escalation
   */
  @Post()
  @Security('key', ['escalation.write'])
  @SuccessResponse(201, 'Opened')
  async open(@Request() request: HttpRequest, @Body() body: NewEscalation): Promise<Escalation> {
    this.setStatus(201);
    return this.escalations.open(contextOf(request), body);
  }

  /**
   * Lists escalations, newest first; `status=open` and `overdue=true` are technical support's queue, the longest due
   * first.
   * @summary List escalations
   */
  @Get()
  @Security('key', ['escalation.read'])
  async list(@Request() request: HttpRequest, @Queries() query: EscalationQuery): Promise<PageOf<Escalation>> {
    return this.escalations.list(contextOf(request), query);
  }

  /**
   * One escalation with its answer.
   * @summary Read an escalation
   */
  @Get('{id}')
  @Security('key', ['escalation.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Escalation> {
    return this.escalations.find(contextOf(request), id);
  }

  /**
   * Technical support verifies the cause (S072): the work order and its draft report bear it from now on, and who pays is
   * determined anew, beside the earlier determinations (R10). Never one's own question (R4).
   * @summary Answer an escalation
   */
  @Post('{id}/answer')
  @Security('key', ['escalation.answer'])
  async answer(@Request() request: HttpRequest, @Path() id: Id, @Body() body: EscalationAnswer): Promise<Escalation> {
    return this.escalations.answer(contextOf(request), id, body);
  }

  /**
   * Nobody needs the answer any more; the reason is kept.
   * @summary Withdraw an escalation
   */
  @Post('{id}/withdrawal')
  @Security('key', ['escalation.write'])
  async withdraw(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: EscalationWithdrawal,
  ): Promise<Escalation> {
    return this.escalations.withdraw(contextOf(request), id, body);
  }
}
