import { Body, Controller, Get, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type Id } from '../platform/types';
import { type NewReading, type UnitReadings } from './reading';
import { ReadingService } from './reading.service';

/** Meter readings of installed units. */
@Route('installed-units')
@Tags('Customers')
export class ReadingController extends Controller {
  private readonly readings: ReadingService;

  constructor(kernel: Kernel) {
    super();
    this.readings = new ReadingService(kernel);
  }

  /**
   * Records what a meter shows, as the customer states it or as it was measured. Both are kept; a difference between
   * them and a meter that runs backwards are flagged, not refused (S069, S071).
   * @summary Record a meter reading
   */
  @Post('{id}/readings')
  @Security('key', ['customer.write'])
  @SuccessResponse(201, 'Recorded')
  async tell(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewReading): Promise<UnitReadings> {
    this.setStatus(201);
    return this.readings.tell(contextOf(request), id, body);
  }

  /**
   * Where each meter stands, and every reading ever told, the latest first.
   * @summary Read the meter readings of a unit
   */
  @Get('{id}/readings')
  @Security('key', ['customer.read'])
  async list(@Path() id: Id): Promise<UnitReadings> {
    return this.readings.list(id);
  }
}
