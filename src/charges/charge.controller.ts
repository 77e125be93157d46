import {
  Extension,
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
  type Charge,
  type ChargeCancellation,
  type ChargeQuery,
  type NewCharge,
  type NewWaiver,
  type Waiver,
} from './charge';
import { type ChargeReconciliation, type ChargeReconciliationQuery } from './charge-reconciliation';
import { ChargeReconciliationService } from './charge-reconciliation.service';
import { ChargeService } from './charge.service';
import { WaiverService } from './relief/waiver.service';

/** Charges (收费): what the customer owes for paid work. */
@Route('charges')
@Tags('Paid work')
export class ChargeController extends Controller {
  private readonly charges: ChargeService;
  private readonly waivers: WaiverService;
  private readonly reconciliation: ChargeReconciliationService;

  constructor(kernel: Kernel) {
    super();
    this.charges = new ChargeService(kernel);
    this.waivers = new WaiverService(kernel);
    this.reconciliation = new ChargeReconciliationService(kernel);
  }

  /**
   * Charges the approved paid work of an order under its accepted quotation: fitted parts at their quoted price, labour
   * and travel as quoted, no added fees (S016). What was quoted and not fitted is not charged.
   * @summary Charge paid work
   */
  @Post()
  @Security('key', ['charge.write'])
  @SuccessResponse(201, 'Charged')
  async create(@Request() request: HttpRequest, @Body() body: NewCharge): Promise<Charge> {
    this.setStatus(201);
    return this.charges.create(contextOf(request), body);
  }

  /**
   * Lists charges, newest first; engineers see their own, stations their site's (R15).
   * @summary List charges
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['charge.read'])
  async list(@Request() request: HttpRequest, @Queries() query: ChargeQuery): Promise<PageOf<Charge>> {
    return this.charges.list(contextOf(request), query);
  }

  /**
   * Reconciles the paid work of these days to the minor unit: quoted = charged + waived, charged = received + outstanding,
   * received = remitted + held, cost in the ledger = cost on the charges; each with the documents that contradict it.
   * @summary Reconcile paid work
   */
  @Get('reconciliation')
  @Security('key', ['books.read'])
  async reconcile(@Queries() query: ChargeReconciliationQuery): Promise<ChargeReconciliation> {
    return this.reconciliation.reconcile(query);
  }

  /**
   * One charge with its lines.
   * @summary Read a charge
   */
  @Get('{id}')
  @Security('key', ['charge.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Charge> {
    return this.charges.find(contextOf(request), id);
  }

  /**
   * Takes a charge back, by another than who made it; the work can be charged anew, and what was paid stays paid.
   * @summary Cancel a charge
   */
  @Post('{id}/cancellation')
  @Security('key', ['charge.cancel'])
  async cancel(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ChargeCancellation): Promise<Charge> {
    return this.charges.cancel(contextOf(request), id, body);
  }

  /**
   * Asks to let off part of what is outstanding, with the reason; it counts once another person approves it (R4).
   * @summary Ask for a waiver
   */
  @Post('{id}/waivers')
  @Security('key', ['waiver.request'])
  @SuccessResponse(201, 'Asked for')
  async waive(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewWaiver): Promise<Waiver> {
    this.setStatus(201);
    return this.waivers.ask(contextOf(request), id, body);
  }

  /**
   * The waivers of a charge, in the order in which they were asked for.
   * @summary List waivers
   */
  @Get('{id}/waivers')
  @Security('key', ['charge.read'])
  async waiversOf(@Request() request: HttpRequest, @Path() id: Id): Promise<{ items: Waiver[] }> {
    return this.waivers.list(contextOf(request), id);
  }
}
