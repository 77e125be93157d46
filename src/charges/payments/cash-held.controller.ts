import { Controller, Get, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type CashHeld } from './payment';
import { RemittanceService } from './remittance.service';

/** Cash that field staff hold. */
@Route('cash-held')
@Tags('Paid work')
export class CashHeldController extends Controller {
  private readonly remittances: RemittanceService;

  constructor(kernel: Kernel) {
    super();
    this.remittances = new RemittanceService(kernel);
  }

  /**
   * Who holds how much since when, the oldest first (S068); engineers see their own.
   * @summary Ask who holds cash
   */
  @Get()
  @Security('key', ['charge.read'])
  async held(@Request() request: HttpRequest): Promise<{ items: CashHeld[] }> {
    return this.remittances.held(contextOf(request));
  }
}
