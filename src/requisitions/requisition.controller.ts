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
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf, type PageQuery } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type Backorder,
  type BackorderQuery,
  type Expiry,
  type ListedRequisition,
  type ListedRequisitionLine,
  type NewRequisition,
  type Requisition,
  type RequisitionApproval,
  type RequisitionLine,
  type RequisitionQuery,
  type RequisitionRefusal,
  type Substitution,
} from './requisition';
import { RequisitionListService } from './requisition-list.service';
import { RequisitionService } from './requisition.service';

/** Requisitions (领料单): parts asked for before departure, approved, reserved. */
@Route('requisitions')
@Tags('Requisitions')
export class RequisitionController extends Controller {
  private readonly requisitions: RequisitionService;
  private readonly lists: RequisitionListService;

  constructor(kernel: Kernel) {
    super();
    this.requisitions = new RequisitionService(kernel);
    this.lists = new RequisitionListService(kernel);
  }

  /**
   * Asks for parts, for a work order or for van stock. A superseded part is supplied by its successor.
   * @summary Ask for parts
   */
  @Post()
  @Security('key', ['requisition.write'])
  @SuccessResponse(201, 'Asked')
  async create(@Request() request: HttpRequest, @Body() body: NewRequisition): Promise<Requisition> {
    this.setStatus(201);
    return this.requisitions.create(contextOf(request), body);
  }

  /**
   * Lists requisitions without their lines, newest first; engineers see their own, stations their site's (R15).
   * @summary List requisitions
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['requisition.read'])
  async list(@Request() request: HttpRequest, @Queries() query: RequisitionQuery): Promise<PageOf<ListedRequisition>> {
    return this.lists.list(contextOf(request), query);
  }

  /**
   * Lists the lines of all requisitions, those of the newest first, with what is to be known of their requisition; narrowed
   * like the list of requisitions.
   * @summary List requisition lines
   */
  @Get('lines')
  @Extension('x-file', true)
  @Security('key', ['requisition.read'])
  async lines(
    @Request() request: HttpRequest,
    @Queries() query: RequisitionQuery,
  ): Promise<PageOf<ListedRequisitionLine>> {
    return this.lists.lines(contextOf(request), query);
  }

  /**
   * Lists what is approved and short (欠料), oldest need-by first.
   * @summary List backorders
   */
  @Get('backorders')
  @Extension('x-file', true)
  @Security('key', ['requisition.read'])
  async backorders(@Request() request: HttpRequest, @Queries() query: BackorderQuery): Promise<PageOf<Backorder>> {
    return this.lists.backorders(contextOf(request), query);
  }

  /**
   * Releases reservations that nobody fetched in time, a hundred requisitions at a time.
   * @summary Release expired reservations
   */
  @Post('expiry')
  @Security('key', ['requisition.release'])
  async expire(@Request() request: HttpRequest): Promise<Expiry> {
    return this.requisitions.expire(contextOf(request));
  }

  /**
   * One requisition with its lines.
   * @summary Read a requisition
   */
  @Get('{id}')
  @Security('key', ['requisition.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Requisition> {
    const requisition = await this.requisitions.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(requisition));
    return requisition;
  }

  /**
   * Lists the lines of a requisition in their order.
   * @summary List the lines of a requisition
   */
  @Get('{id}/lines')
  @Security('key', ['requisition.read'])
  async linesOf(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: PageQuery,
  ): Promise<PageOf<RequisitionLine>> {
    return this.lists.linesOf(contextOf(request), id, query);
  }

  /**
   * Approves, wholly or in part, and reserves what the site holds; the rest becomes a backorder. Nobody approves what
   * they requested (R4).
   * @summary Approve a requisition
   */
  @Post('{id}/approval')
  @Security('key', ['requisition.approve'])
  async approve(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: RequisitionApproval,
  ): Promise<Requisition> {
    return this.requisitions.approve(contextOf(request), id, body);
  }

  /**
   * Refuses a requisition, with the reason.
   * @summary Reject a requisition
   */
  @Post('{id}/rejection')
  @Security('key', ['requisition.approve'])
  async reject(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: RequisitionRefusal,
  ): Promise<Requisition> {
    return this.requisitions.reject(contextOf(request), id, body);
  }

  /**
   * Gives up what is not yet issued; its reservations go back to the shelves.
   * @summary Cancel a requisition
   */
  @Post('{id}/cancellation')
  @Security('key', ['requisition.release'])
  async cancel(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: RequisitionRefusal,
  ): Promise<Requisition> {
    return this.requisitions.cancel(contextOf(request), id, body);
  }

  /**
   * Supplies another part for a line that is not yet issued, and keeps the reason (代用件).
   * @summary Substitute a part
   */
  @Post('{id}/lines/{lineId}/substitution')
  @Security('key', ['issue.write'])
  async substitute(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Path() lineId: Id,
    @Body() body: Substitution,
  ): Promise<Requisition> {
    return this.requisitions.substitute(contextOf(request), id, lineId, body);
  }
}
