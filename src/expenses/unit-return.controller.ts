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
import {
  type NewUnitReturn,
  type UnitArrival,
  type UnitReturn,
  type UnitReturnDecision,
  type UnitReturnQuery,
} from './unit-return';
import { UnitReturnService } from './unit-return.service';

/** Returns of units (退货), and who bears their cost. */
@Route('unit-returns')
@Tags('Expenses')
export class UnitReturnController extends Controller {
  private readonly returns: UnitReturnService;

  constructor(kernel: Kernel) {
    super();
    this.returns = new UnitReturnService(kernel);
  }

  /**
   * Asks for a unit to be taken back. Until the general manager approves, all cost is the customer's (S042). 409 while
   * another return of the unit is under way.
   * @summary Ask for a return
   */
  @Post()
  @Security('key', ['unit-return.write'])
  @SuccessResponse(201, 'Asked for')
  async ask(@Request() request: HttpRequest, @Body() body: NewUnitReturn): Promise<UnitReturn> {
    this.setStatus(201);
    return this.returns.ask(contextOf(request), body);
  }

  /**
   * Lists returns, newest first.
   * @summary List returns
   */
  @Get()
  @Security('key', ['unit-return.read'])
  async list(@Request() request: HttpRequest, @Queries() query: UnitReturnQuery): Promise<PageOf<UnitReturn>> {
    return this.returns.list(contextOf(request), query);
  }

  /**
   * One return, with who bears its cost.
   * @summary Read a return
   */
  @Get('{id}')
  @Security('key', ['unit-return.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<UnitReturn> {
    return this.returns.find(contextOf(request), id);
  }

  /**
   * The general manager (an administrator who did not ask for it) approves or rejects, before the unit comes back (S042).
   * @summary Decide a return
   */
  @Post('{id}/approval')
  @Security('key', ['unit-return.approve'])
  async decide(@Request() request: HttpRequest, @Path() id: Id, @Body() body: UnitReturnDecision): Promise<UnitReturn> {
    return this.returns.decide(contextOf(request), id, body);
  }

  /**
   * Records that the unit came back and what it cost: ours where it was approved, else the customer's. The unit is no
   * longer active.
   * @summary Take a unit back
   */
  @Post('{id}/arrival')
  @Security('key', ['unit-return.receive'])
  async arrive(@Request() request: HttpRequest, @Path() id: Id, @Body() body: UnitArrival): Promise<UnitReturn> {
    return this.returns.arrive(contextOf(request), id, body);
  }
}
