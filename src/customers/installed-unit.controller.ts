import {
  Extension,
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
import {
  type InstalledUnit,
  type InstalledUnitChange,
  type InstalledUnitHistory,
  type InstalledUnitQuery,
  type NewInstalledUnit,
  type NewUnitDate,
} from './installed-unit';
import { InstalledUnitService } from './installed-unit.service';

/** Installed units (整机): the machines at customers. */
@Route('installed-units')
@Tags('Customers')
export class InstalledUnitController extends Controller {
  private readonly units: InstalledUnitService;

  constructor(kernel: Kernel) {
    super();
    this.units = new InstalledUnitService(kernel);
  }

  /**
   * Adds an installed unit (整机), with the dates that are known.
   * @summary Add an installed unit
   */
  @Post()
  @Security('key', ['customer.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewInstalledUnit): Promise<InstalledUnit> {
    this.setStatus(201);
    return this.units.create(contextOf(request), body);
  }

  /**
   * Lists installed units by serial number. Engineers and stations name the serial number they read from the plate, or
   * list the units of their own requests and work orders and those they registered (R15).
   * @summary List installed units
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['customer.read'])
  async list(@Request() request: HttpRequest, @Queries() query: InstalledUnitQuery): Promise<PageOf<InstalledUnit>> {
    return this.units.list(contextOf(request), query);
  }

  /**
   * One installed unit with the dates that count now; the ETag is needed to change it.
   * @summary Read an installed unit
   */
  @Get('{id}')
  @Security('key', ['customer.read'])
  async find(@Path() id: Id): Promise<InstalledUnit> {
    const unit = await this.units.find(id);
    this.setHeader('ETag', etagOf(unit));
    return unit;
  }

  /**
   * Changes an installed unit; `active: false` retires it, and nothing is ever deleted. Engineers and stations change
   * units of their own matters only: what a record says decides who pays (403 `not-your-unit`).
   * @summary Change an installed unit
   */
  @Put('{id}')
  @Security('key', ['customer.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: InstalledUnitChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InstalledUnit> {
    const unit = await this.units.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(unit));
    return unit;
  }

  /**
   * States a date of the unit's life, or corrects it: the last statement of a kind counts, the earlier ones stay in the
   * history (S008, S027). `day: null` takes a date back.
   * @summary State or correct a date
   */
  @Post('{id}/dates')
  @Security('key', ['customer.write'])
  @SuccessResponse(201, 'Stated')
  async stateDate(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewUnitDate): Promise<InstalledUnit> {
    this.setStatus(201);
    return this.units.stateDate(contextOf(request), id, body);
  }

  /**
   * Everything that was ever stated about the unit, newest first: each version of its record and each statement of a
   * date, also those that were corrected (S008, S021).
   * @summary Read the history of an installed unit
   */
  @Get('{id}/history')
  @Security('key', ['customer.read'])
  async history(@Path() id: Id): Promise<InstalledUnitHistory> {
    return this.units.history(id);
  }
}
