import {
  Extension,
  Body,
  Controller,
  Get,
  Header,
  Path,
  Put,
  Queries,
  Request,
  Route,
  Security,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf, type PageQuery } from '../platform/page';
import { type Id } from '../platform/types';
import { type CustodyStock } from './stock';
import { StockService } from './stock.service';
import { type VanStock, type VanStockChange } from './van-stock';
import { VanStockService } from './van-stock.service';

/** What an engineer has, and should have. */
@Route('engineers')
@Tags('Stock')
export class EngineerStockController extends Controller {
  private readonly stock: StockService;
  private readonly vanStock: VanStockService;

  constructor(kernel: Kernel) {
    super();
    this.stock = new StockService(kernel);
    this.vanStock = new VanStockService(kernel);
  }

  /**
   * Lists what an engineer has in custody (个人库) and answers for. Engineers see their own (R15).
   * @summary List custody
   */
  @Get('{id}/custody')
  @Extension('x-file', true)
  @Security('key', ['stock.read'])
  async custody(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: PageQuery,
  ): Promise<PageOf<CustodyStock>> {
    return this.stock.custody(contextOf(request), id, query);
  }

  /**
   * How much of each part the engineer's van should hold; the ETag is needed to change it.
   * @summary Read van stock levels
   */
  @Get('{id}/van-stock-levels')
  @Security('key', ['stock.read'])
  async vanStockLevels(@Request() request: HttpRequest, @Path() id: Id): Promise<VanStock> {
    const found = await this.vanStock.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(found));
    return found;
  }

  /**
   * States anew how much of each part the engineer's van should hold; parts left out have no level any more.
   * @summary Change van stock levels
   */
  @Put('{id}/van-stock-levels')
  @Security('key', ['replenishment.write'])
  async changeVanStockLevels(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: VanStockChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<VanStock> {
    const changed = await this.vanStock.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(changed));
    return changed;
  }
}
