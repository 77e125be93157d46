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
import { type NewReversal } from '../ledger/reversal';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type NewWriteOff,
  type WriteOff,
  type WriteOffApproval,
  type WriteOffQuery,
  type WriteOffRejection,
} from './write-off';
import { WriteOffService } from './write-off.service';

/** Write-offs (销账) of lost, broken or worn-out pieces. */
@Route('write-offs')
@Tags('Stock')
export class WriteOffController extends Controller {
  private readonly writeOffs: WriteOffService;

  constructor(kernel: Kernel) {
    super();
    this.writeOffs = new WriteOffService(kernel);
  }

  /**
   * Asks that pieces be written off (S012: no silent loss). Nothing moves before a supervisor approves.
   * @summary Ask for a write-off
   */
  @Post()
  @Security('key', ['write-off.request'])
  @SuccessResponse(201, 'Asked')
  async create(@Request() request: HttpRequest, @Body() body: NewWriteOff): Promise<WriteOff> {
    this.setStatus(201);
    return this.writeOffs.create(contextOf(request), body);
  }

  /**
   * Lists write-offs, newest first; engineers see their own, stations their site's (R15).
   * @summary List write-offs
   */
  @Get()
  @Security('key', ['stock.read'])
  async list(@Request() request: HttpRequest, @Queries() query: WriteOffQuery): Promise<PageOf<WriteOff>> {
    return this.writeOffs.list(contextOf(request), query);
  }

  /**
   * One write-off with its lines.
   * @summary Read a write-off
   */
  @Get('{id}')
  @Security('key', ['stock.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<WriteOff> {
    return this.writeOffs.find(contextOf(request), id);
  }

  /**
   * Approves and posts. Nobody approves what they asked for, nor what is missing from their own custody (R4). 409 when the
   * pieces are no longer there.
   * @summary Approve a write-off
   */
  @Post('{id}/approval')
  @Security('key', ['stock.write-off'])
  async approve(@Request() request: HttpRequest, @Path() id: Id, @Body() body: WriteOffApproval): Promise<WriteOff> {
    return this.writeOffs.approve(contextOf(request), id, body);
  }

  /**
   * Refuses a write-off, with the reason.
   * @summary Reject a write-off
   */
  @Post('{id}/rejection')
  @Security('key', ['stock.write-off'])
  async reject(@Request() request: HttpRequest, @Path() id: Id, @Body() body: WriteOffRejection): Promise<WriteOff> {
    return this.writeOffs.reject(contextOf(request), id, body);
  }

  /**
   * Takes an approved write-off back: the pieces were found (红冲).
   * @summary Reverse a write-off
   */
  @Post('{id}/reversal')
  @Security('key', ['books.reverse'])
  @SuccessResponse(201, 'Reversed')
  async reverse(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewReversal): Promise<WriteOff> {
    this.setStatus(201);
    return this.writeOffs.reverse(contextOf(request), id, body);
  }
}
