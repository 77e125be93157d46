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
import { type PageOf, type PageQuery } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type ListedTransfer,
  type NewTransfer,
  type Transfer,
  type TransferLine,
  type TransferLoss,
  type TransferQuery,
  type TransferReceipt,
} from './transfer';
import { TransferService } from './transfer.service';

/** Transfers (调拨单) between sites. */
@Route('transfers')
@Tags('Stock')
export class TransferController extends Controller {
  private readonly transfers: TransferService;

  constructor(kernel: Kernel) {
    super();
    this.transfers = new TransferService(kernel);
  }

  /**
   * Sends parts from the shelves of one site to another (S089); they are in transit (在途) until received. A station sends
   * from its own site (R15).
   * @summary Send parts to another site
   */
  @Post()
  @Security('key', ['transfer.write'])
  @SuccessResponse(201, 'Sent')
  async create(@Request() request: HttpRequest, @Body() body: NewTransfer): Promise<Transfer> {
    this.setStatus(201);
    return this.transfers.send(contextOf(request), body);
  }

  /**
   * Lists transfers without their lines, newest first; a station sees those from and to its site (R15).
   * @summary List transfers
   */
  @Get()
  @Security('key', ['stock.read'])
  async list(@Request() request: HttpRequest, @Queries() query: TransferQuery): Promise<PageOf<ListedTransfer>> {
    return this.transfers.list(contextOf(request), query);
  }

  /**
   * One transfer with its lines.
   * @summary Read a transfer
   */
  @Get('{id}')
  @Security('key', ['stock.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Transfer> {
    return this.transfers.find(contextOf(request), id);
  }

  /**
   * Lists the lines of a transfer in their order.
   * @summary List the lines of a transfer
   */
  @Get('{id}/lines')
  @Security('key', ['stock.read'])
  async lines(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: PageQuery,
  ): Promise<PageOf<TransferLine>> {
    return this.transfers.lines(contextOf(request), id, query);
  }

  /**
   * Receives what arrived, line by line. What did not arrive needs a reason and stays in transit: the transfer is `short`
   * until it is found (received again) or a supervisor gives it up.
   * @summary Receive a transfer
   */
  @Post('{id}/receipt')
  @Security('key', ['transfer.write'])
  async receive(@Request() request: HttpRequest, @Path() id: Id, @Body() body: TransferReceipt): Promise<Transfer> {
    return this.transfers.receive(contextOf(request), id, body);
  }

  /**
   * Gives up what is still in transit: it is written off (销账). Who sent or received the transfer cannot decide it (R4).
   * @summary Give up what is missing
   */
  @Post('{id}/loss')
  @Security('key', ['stock.write-off'])
  async lose(@Request() request: HttpRequest, @Path() id: Id, @Body() body: TransferLoss): Promise<Transfer> {
    return this.transfers.lose(contextOf(request), id, body);
  }
}
