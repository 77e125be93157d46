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
import { type NewReversal } from '../ledger/reversal';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf, type PageQuery } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type ListedReceipt,
  type NewReceipt,
  type Receipt,
  type ReceiptLine,
  type ReceiptQuery,
  type UnitOfReceipt,
} from './receipt';
import { ReceiptService } from './receipt.service';

/** Receipts (入库单): parts that come in. */
@Route('receipts')
@Tags('Stock')
export class ReceiptController extends Controller {
  private readonly receipts: ReceiptService;

  constructor(kernel: Kernel) {
    super();
    this.receipts = new ReceiptService(kernel);
  }

  /**
   * Books parts in: a supplier's delivery or claim replacement onto shelves, a purchase into the buyer's custody or onto
   * shelves (R17, S011, S043, S086). Purchases name two persons (S020). What waits for the parts is reserved at once.
   * Engineers book in their own purchases, stations what comes to their site (R15).
   * @summary Receive parts
   */
  @Post()
  @Security('key', ['receipt.write'])
  @SuccessResponse(201, 'Received')
  async create(@Request() request: HttpRequest, @Body() body: NewReceipt): Promise<Receipt> {
    this.setStatus(201);
    return this.receipts.create(contextOf(request), body);
  }

  /**
   * Lists receipts without their lines, newest first; engineers see their own, stations their site's (R15).
   * @summary List receipts
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['stock.read'])
  async list(@Request() request: HttpRequest, @Queries() query: ReceiptQuery): Promise<PageOf<ListedReceipt>> {
    return this.receipts.list(contextOf(request), query);
  }

  /**
   * One receipt with its totals, its first lines, and its reversal if it was taken back. Where there are more,
   * `/receipts/{id}/lines` reads all of them.
   * @summary Read a receipt
   */
  @Get('{id}')
  @Security('key', ['stock.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Receipt> {
    return this.receipts.find(contextOf(request), id);
  }

  /**
   * Lists the lines of a receipt in their order; an import of opening stock has thousands.
   * @summary List the lines of a receipt
   */
  @Get('{id}/lines')
  @Extension('x-file', true)
  @Security('key', ['stock.read'])
  async lines(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: PageQuery,
  ): Promise<PageOf<ReceiptLine>> {
    return this.receipts.lines(contextOf(request), id, query);
  }

  /**
   * Lists the units of serial-numbered parts that came with a receipt, line by line.
   * @summary List the units of a receipt
   */
  @Get('{id}/units')
  @Extension('x-file', true)
  @Security('key', ['stock.read'])
  async units(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: PageQuery,
  ): Promise<PageOf<UnitOfReceipt>> {
    return this.receipts.units(contextOf(request), id, query);
  }

  /**
   * Takes a receipt back by a new posting (红冲). Refused with 409 when it was reversed before, or when pieces of it have
   * moved on: reverse those steps first.
   * @summary Reverse a receipt
   */
  @Post('{id}/reversal')
  @Security('key', ['books.reverse'])
  @SuccessResponse(201, 'Reversed')
  async reverse(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewReversal): Promise<Receipt> {
    this.setStatus(201);
    return this.receipts.reverse(contextOf(request), id, body);
  }
}
