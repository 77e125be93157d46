import { Body, Controller, Get, Path, Put, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type SerialUnit, type SerialUnitHistory, type SerialUnitKeys, type SerialUnitQuery } from './serial-unit';
import { SerialUnitService } from './serial-unit.service';

/** Units of serial-numbered parts (序列号件). */
@Route('serial-units')
@Tags('Stock')
export class SerialUnitController extends Controller {
  private readonly units: SerialUnitService;

  constructor(kernel: Kernel) {
    super();
    this.units = new SerialUnitService(kernel);
  }

  /**
   * Lists the units of a part by serial number; engineers and stations see those that were ever theirs (R15).
   * @summary List units of a part
   */
  @Get()
  @Security('key', ['stock.read'])
  async list(@Request() request: HttpRequest, @Queries() query: SerialUnitQuery): Promise<PageOf<SerialUnit>> {
    return this.units.list(contextOf(request), query);
  }

  /**
   * One unit, the one place it is in, and every transfer that brought it there.
   * @summary Read a unit and its history
   */
  @Get('{id}')
  @Security('key', ['stock.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<SerialUnitHistory> {
    return this.units.find(contextOf(request), id);
  }

  /**
   * States the GS1 key (GIAI) of a unit, or takes it away. A key that names another record is refused (409).
   * @summary Set the GS1 key of a unit
   */
  @Put('{id}/gs1-keys')
  @Security('key', ['catalog.write'])
  async identify(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SerialUnitKeys,
  ): Promise<SerialUnitHistory> {
    return this.units.identify(contextOf(request), id, body);
  }
}
