import { Controller, Get, Path, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type Id } from '../platform/types';
import { type Replenishment } from './replenishment';
import { ReplenishmentService } from './replenishment.service';

/** Replenishment of van stock. */
@Route('engineers')
@Tags('Requisitions')
export class ReplenishmentController extends Controller {
  private readonly replenishment: ReplenishmentService;

  constructor(kernel: Kernel) {
    super();
    this.replenishment = new ReplenishmentService(kernel);
  }

  /**
   * Proposes what to requisition: parts below their minimum, up to their maximum, counting what is in custody and what
   * van-stock requisitions have already asked for. Engineers see their own (R15).
   * @summary Propose replenishment of van stock
   */
  @Get('{id}/replenishment')
  @Security('key', ['stock.read'])
  async propose(@Request() request: HttpRequest, @Path() id: Id): Promise<Replenishment> {
    return this.replenishment.propose(contextOf(request), id);
  }
}
