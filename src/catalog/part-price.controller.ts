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
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type NewPartPrice, type PartPrice, type PartPriceQuery } from './part-price';
import { PartPriceService } from './part-price.service';

/** The price list of parts. */
@Route('parts')
@Tags('Catalogue')
export class PartPriceController extends Controller {
  private readonly prices: PartPriceService;

  constructor(kernel: Kernel) {
    super();
    this.prices = new PartPriceService(kernel);
  }

  /**
   * States the price of a part from a day on. Stated again for the same day it is corrected; every statement stays
   * readable.
   * @summary State a price
   */
  @Post('{id}/prices')
  @Security('key', ['price.write'])
  @SuccessResponse(201, 'Stated')
  async state(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewPartPrice): Promise<PartPrice> {
    this.setStatus(201);
    return this.prices.state(contextOf(request), id, body);
  }

  /**
   * The prices of a part: with `on`, those that hold on that day (one a currency); else all ever stated.
   * @summary Read the prices of a part
   */
  @Get('{id}/prices')
  @Security('key', ['catalog.read'])
  async list(@Path() id: Id, @Queries() query: PartPriceQuery): Promise<PageOf<PartPrice>> {
    return this.prices.list(id, query);
  }
}
