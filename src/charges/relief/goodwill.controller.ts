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
import { type ApprovalDecision } from '../charge';
import { type Goodwill, type GoodwillQuery, type NewGoodwill } from './goodwill';
import { GoodwillService } from './goodwill.service';

/** Small free help (善意免费) beside a claim. */
@Route('goodwill')
@Tags('Paid work')
export class GoodwillController extends Controller {
  private readonly goodwill: GoodwillService;

  constructor(kernel: Kernel) {
    super();
    this.goodwill = new GoodwillService(kernel);
  }

  /**
   * Asks for small free help, with its value and what the customer demands (S048, S076). Free parts are a line of the
   * service report, billed as goodwill.
   * @summary Ask for goodwill
   */
  @Post()
  @Security('key', ['goodwill.request'])
  @SuccessResponse(201, 'Asked for')
  async create(@Request() request: HttpRequest, @Body() body: NewGoodwill): Promise<Goodwill> {
    this.setStatus(201);
    return this.goodwill.ask(contextOf(request), body);
  }

  /**
   * Lists free help, newest first; engineers see their own, stations their site's (R15).
   * @summary List goodwill
   */
  @Get()
  @Security('key', ['charge.read'])
  async list(@Request() request: HttpRequest, @Queries() query: GoodwillQuery): Promise<PageOf<Goodwill>> {
    return this.goodwill.list(contextOf(request), query);
  }

  /**
   * One record of free help.
   * @summary Read goodwill
   */
  @Get('{id}')
  @Security('key', ['charge.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Goodwill> {
    return this.goodwill.find(contextOf(request), id);
  }

  /**
   * Approves or rejects; never one's own (R4).
   * @summary Decide goodwill
   */
  @Post('{id}/approval')
  @Security('key', ['goodwill.approve'])
  async decide(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ApprovalDecision): Promise<Goodwill> {
    return this.goodwill.decide(contextOf(request), id, body);
  }
}
