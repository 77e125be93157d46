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
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type NewTariff, type Tariff, type TariffQuery } from './tariff';
import { TariffService } from './tariff.service';

/** The published tariff of paid work. */
@Route('tariffs')
@Tags('Paid work')
export class TariffController extends Controller {
  private readonly tariffs: TariffService;

  constructor(kernel: Kernel) {
    super();
    this.tariffs = new TariffService(kernel);
  }

  /**
   * States labour, travel and tax from a day on (S002). Stated again for the same day it is corrected; quotations keep
   * the tariff they were made with.
   * @summary State a tariff
   */
  @Post()
  @Security('key', ['tariff.write'])
  @SuccessResponse(201, 'Stated')
  async state(@Request() request: HttpRequest, @Body() body: NewTariff): Promise<Tariff> {
    this.setStatus(201);
    return this.tariffs.state(contextOf(request), body);
  }

  /**
   * Lists tariffs, the latest begun first; with `on`, the one that holds on that day.
   * @summary List tariffs
   */
  @Get()
  @Security('key', ['quotation.read'])
  async list(@Queries() query: TariffQuery): Promise<PageOf<Tariff>> {
    return this.tariffs.list(query);
  }

  /**
   * One tariff.
   * @summary Read a tariff
   */
  @Get('{id}')
  @Security('key', ['quotation.read'])
  async find(@Path() id: Id): Promise<Tariff> {
    return this.tariffs.find(id);
  }
}
