import {
  Body,
  Controller,
  Get,
  Header,
  Path,
  Post,
  Put,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type KitAnswer, type Readiness } from './preparation';
import { PreparationService } from './preparation.service';
import { type RepairBackground } from './history/repair-history';
import {
  type Arrival,
  type Assignment,
  type NewWorkOrder,
  type WorkOrder,
  type WorkOrderCancellation,
  type WorkOrderChange,
  type WorkOrderQuery,
} from './work-order';
import { WorkOrderService } from './work-order.service';

/** Work orders (派工单): an engineer is sent to a unit. */
@Route('work-orders')
@Tags('Work orders')
export class WorkOrderController extends Controller {
  private readonly orders: WorkOrderService;
  private readonly preparation: PreparationService;

  constructor(kernel: Kernel) {
    super();
    this.orders = new WorkOrderService(kernel);
    this.preparation = new PreparationService(kernel);
  }

  /**
   * Opens a work order without a service request (planned work), and determines who pays before anyone travels (S060).
   * @summary Open a work order
   */
  @Post()
  @Security('key', ['work-order.write'])
  @SuccessResponse(201, 'Opened')
  async create(@Request() request: HttpRequest, @Body() body: NewWorkOrder): Promise<WorkOrder> {
    this.setStatus(201);
    return this.orders.create(contextOf(request), body);
  }

  /**
   * Lists work orders, newest first; engineers see their own, stations their site's (R15).
   * @summary List work orders
   */
  @Get()
  @Security('key', ['work-order.read'])
  async list(@Request() request: HttpRequest, @Queries() query: WorkOrderQuery): Promise<PageOf<WorkOrder>> {
    return this.orders.list(contextOf(request), query);
  }

  /**
   * One work order; the ETag is needed to change it.
   * @summary Read a work order
   */
  @Get('{id}')
  @Security('key', ['work-order.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<WorkOrder> {
    const order = await this.orders.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(order));
    return order;
  }

  /**
   * Changes fault, symptom, cause or planned day; another cause determines anew.
   * @summary Change a work order
   */
  @Put('{id}')
  @Security('key', ['work-order.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: WorkOrderChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<WorkOrder> {
    const order = await this.orders.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(order));
    return order;
  }

  /**
   * The parts that this model with this symptom usually needs, what the engineer has of them, and what such a fault was
   * found to be before (S003, S093).
   * @summary Propose the kit
   */
  @Get('{id}/kit')
  @Security('key', ['work-order.read'])
  async kit(@Request() request: HttpRequest, @Path() id: Id): Promise<KitAnswer> {
    return this.preparation.kit(contextOf(request), id);
  }

  /**
   * What unit and model had before, findings on the unit, and whether the fault repeats (S006, S037).
   * @summary Read the background of a work order
   */
  @Get('{id}/background')
  @Security('key', ['work-order.read'])
  async background(@Request() request: HttpRequest, @Path() id: Id): Promise<RepairBackground> {
    return this.preparation.background(contextOf(request), id);
  }

  /**
   * Whether everything requisitioned for the order is in the engineer's hands, and what not (S013).
   * @summary Ask whether all parts are there
   */
  @Get('{id}/readiness')
  @Security('key', ['work-order.read'])
  async readiness(@Request() request: HttpRequest, @Path() id: Id): Promise<Readiness> {
    return this.preparation.readiness(contextOf(request), id);
  }

  /**
   * Determines anew who pays, after dates, readings or policies have changed; the earlier determination stays (R10).
   * @summary Classify again
   */
  @Post('{id}/classification')
  @Security('key', ['work-order.write'])
  async classify(@Request() request: HttpRequest, @Path() id: Id): Promise<WorkOrder> {
    return this.orders.classify(contextOf(request), id);
  }

  /**
   * Records that the engineer has arrived; once.
   * @summary Record the arrival
   */
  @Post('{id}/arrival')
  @Security('key', ['work-order.write'])
  async arrive(@Request() request: HttpRequest, @Path() id: Id, @Body() body: Arrival): Promise<WorkOrder> {
    return this.orders.arrive(contextOf(request), id, body);
  }

  /**
   * Sends another engineer, with the reason; requisitions under way are given up before.
   * @summary Assign another engineer
   */
  @Post('{id}/assignment')
  @Security('key', ['work-order.assign'])
  async assign(@Request() request: HttpRequest, @Path() id: Id, @Body() body: Assignment): Promise<WorkOrder> {
    return this.orders.assign(contextOf(request), id, body);
  }

  /**
   * Gives the order up, with the reason; nothing may hang on it any more.
   * @summary Cancel a work order
   */
  @Post('{id}/cancellation')
  @Security('key', ['work-order.write'])
  async cancel(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: WorkOrderCancellation,
  ): Promise<WorkOrder> {
    return this.orders.cancel(contextOf(request), id, body);
  }

  /**
   * Closes the order on its signed and approved report (S063).
   * @summary Close a work order
   */
  @Post('{id}/closure')
  @Security('key', ['work-order.write'])
  async close(@Request() request: HttpRequest, @Path() id: Id): Promise<WorkOrder> {
    return this.orders.close(contextOf(request), id);
  }
}
