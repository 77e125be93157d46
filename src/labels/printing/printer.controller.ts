import {
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
import { contextOf } from '../../platform/http-context';
import { etagOf } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { type PageOf, type PageQuery } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type NewPrinter, type Printer, type PrinterChange } from './printer';
import { PrinterService } from './printer.service';

/** Label printers (标签打印机). */
@Route('printers')
@Tags('Labels')
export class PrinterController extends Controller {
  private readonly printers: PrinterService;

  constructor(kernel: Kernel) {
    super();
    this.printers = new PrinterService(kernel);
  }

  /**
   * Adds a printer that takes ZPL over a raw socket. Administrators only, and only on the ports that the installation
   * allows: the server connects to what is named here.
   * @summary Add a printer
   */
  @Post()
  @Security('key', ['printer.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewPrinter): Promise<Printer> {
    this.setStatus(201);
    return this.printers.create(contextOf(request), body);
  }

  /**
   * Lists printers by number; whoever is bound to a site sees that site's (R15).
   * @summary List printers
   */
  @Get()
  @Security('key', ['printer.read'])
  async list(@Request() request: HttpRequest, @Queries() query: PageQuery): Promise<PageOf<Printer>> {
    return this.printers.list(contextOf(request), query);
  }

  /**
   * One printer; the ETag is needed to change it.
   * @summary Read a printer
   */
  @Get('{id}')
  @Security('key', ['printer.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Printer> {
    const printer = await this.printers.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(printer));
    return printer;
  }

  /**
   * Changes a printer; what waits for it is sent to its new address. Jobs for an inactive printer wait.
   * @summary Change a printer
   */
  @Put('{id}')
  @Security('key', ['printer.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: PrinterChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Printer> {
    const printer = await this.printers.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(printer));
    return printer;
  }
}
