import { Controller, Get, Path, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type Id } from '../../platform/types';
import { type TripKit } from './trip-kit';
import { TripKitService } from './trip-kit.service';

/** What goes with the engineer. */
@Route('work-orders')
@Tags('Work orders')
export class TripKitController extends Controller {
  private readonly kits: TripKitService;

  constructor(kernel: Kernel) {
    super();
    this.kits = new TripKitService(kernel);
  }

  /**
   * All that goes with the engineer, tied to the order: the parts issued and what is missing, the repair form, what was
   * quoted, receipts, who pays, and the tariff of the day of the trip (S009). Own orders only (R15).
   * @summary Read the trip kit
   */
  @Get('{id}/trip-kit')
  @Security('key', ['work-order.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<TripKit> {
    return this.kits.find(contextOf(request), id);
  }
}
