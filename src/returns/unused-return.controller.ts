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
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type NewUnusedReturn, type UnusedReturn, type UnusedReturnQuery } from './unused-return';
import { UnusedReturnService } from './unused-return.service';

/** Unused returns (余料退库单). */
@Route('unused-returns')
@Tags('Returns')
export class UnusedReturnController extends Controller {
  private readonly unusedReturns: UnusedReturnService;

  constructor(kernel: Kernel) {
    super();
    this.unusedReturns = new UnusedReturnService(kernel);
  }

  /**
   * Takes back what an engineer did not fit (S012), each piece in its true state (S102): onto a shelf, or into quarantine
   * when it was bad on arrival. Somebody else than the engineer takes it back; a station at its own site (R15).
   * @summary Take unused parts back
   */
  @Post()
  @Security('key', ['return.write'])
  @SuccessResponse(201, 'Taken back')
  async create(@Request() request: HttpRequest, @Body() body: NewUnusedReturn): Promise<UnusedReturn> {
    this.setStatus(201);
    return this.unusedReturns.create(contextOf(request), body);
  }

  /**
   * Lists unused returns, newest first; engineers see their own, stations their site's (R15).
   * @summary List unused returns
   */
  @Get()
  @Security('key', ['stock.read'])
  async list(@Request() request: HttpRequest, @Queries() query: UnusedReturnQuery): Promise<PageOf<UnusedReturn>> {
    return this.unusedReturns.list(contextOf(request), query);
  }

  /**
   * One unused return with its lines.
   * @summary Read an unused return
   */
  @Get('{id}')
  @Security('key', ['stock.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<UnusedReturn> {
    return this.unusedReturns.find(contextOf(request), id);
  }
}
