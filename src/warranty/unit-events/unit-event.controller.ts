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
import { type PageOf, type PageQuery } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type NewUnitEvent, type UnitEvent, type UnitEventWithdrawal } from './unit-event';
import { UnitEventService } from './unit-event.service';

/** What happened to a unit and our own service reports do not tell. */
@Route('installed-units/{unitId}/events')
@Tags('Warranty')
export class UnitEventController extends Controller {
  private readonly events: UnitEventService;

  constructor(kernel: Kernel) {
    super();
    this.events = new UnitEventService(kernel);
  }

  /**
   * Lists them, the latest first, those imported and those withdrawn included. What our service reports say of the unit
   * counts by itself and is not repeated here.
   * @summary List events of a unit
   */
  @Get()
  @Security('key', ['customer.read'])
  async list(@Path() unitId: Id, @Queries() query: PageQuery): Promise<PageOf<UnitEvent>> {
    return this.events.list(unitId, query);
  }

  /**
   * Records a repair done elsewhere, an exchange of the whole unit, or a delay by force majeure. It counts in whatever is
   * determined from now on.
   * @summary Record an event of a unit
   */
  @Post()
  @Security('key', ['unit-event.write'])
  @SuccessResponse(201, 'Recorded')
  async record(@Request() request: HttpRequest, @Path() unitId: Id, @Body() body: NewUnitEvent): Promise<UnitEvent> {
    this.setStatus(201);
    return this.events.record(contextOf(request), unitId, body);
  }

  /**
   * Withdraws what was wrong to be told: it counts no more, and stays readable.
   * @summary Withdraw an event of a unit
   */
  @Post('{id}/withdrawal')
  @Security('key', ['unit-event.write'])
  async withdraw(
    @Request() request: HttpRequest,
    @Path() unitId: Id,
    @Path() id: Id,
    @Body() body: UnitEventWithdrawal,
  ): Promise<UnitEvent> {
    return this.events.withdraw(contextOf(request), unitId, id, body);
  }
}
