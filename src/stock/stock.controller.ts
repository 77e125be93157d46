import { Extension, Controller, Get, Path, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type BinStock, type PartStock, type QuarantinedStock, type QuarantineQuery, type StockQuery } from './stock';
import { StockService } from './stock.service';

/** Stock: what is where. */
@Route('stock')
@Tags('Stock')
export class StockController extends Controller {
  private readonly stock: StockService;

  constructor(kernel: Kernel) {
    super();
    this.stock = new StockService(kernel);
  }

  /**
   * Lists stock by bin and part: available and reserved (S084). A station sees its own site (R15).
   * @summary List stock by bin
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['stock.read'])
  async list(@Request() request: HttpRequest, @Queries() query: StockQuery): Promise<PageOf<BinStock>> {
    return this.stock.list(contextOf(request), query);
  }

  /**
   * Lists what waits for inspection, by site and part. Not for engineers; a station sees its own site (R15).
   * @summary List quarantine
   */
  @Get('quarantine')
  @Extension('x-file', true)
  @Security('key', ['stock.read'])
  async quarantine(
    @Request() request: HttpRequest,
    @Queries() query: QuarantineQuery,
  ): Promise<PageOf<QuarantinedStock>> {
    return this.stock.quarantine(contextOf(request), query);
  }
}

/** Stock of one part. */
@Route('parts')
@Tags('Stock')
export class PartStockController extends Controller {
  private readonly stock: StockService;

  constructor(kernel: Kernel) {
    super();
    this.stock = new StockService(kernel);
  }

  /**
   * Where the pieces of a part are: by site (available, reserved, in transit, quarantine) and by engineer. A station sees
   * its own site and people, an engineer the sites and the own custody (R15).
   * @summary Where a part is
   */
  @Get('{id}/stock')
  @Security('key', ['stock.read'])
  async ofPart(@Request() request: HttpRequest, @Path() id: Id): Promise<PartStock> {
    return this.stock.ofPart(contextOf(request), id);
  }
}
