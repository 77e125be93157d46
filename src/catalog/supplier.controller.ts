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
import { contextOf } from '../platform/http-context';
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type ComponentSupport,
  type NewSupplier,
  type Supplier,
  type SupplierChange,
  type SupplierQuery,
  type SupplierSupport,
} from './supplier';
import { SupplierService } from './supplier.service';

/** Suppliers (供应商) and the way to their support (S035). */
@Route('suppliers')
@Tags('Catalogue')
export class SupplierController extends Controller {
  private readonly suppliers: SupplierService;

  constructor(kernel: Kernel) {
    super();
    this.suppliers = new SupplierService(kernel);
  }

  /**
   * Adds a supplier (供应商).
   * @summary Add a supplier
   */
  @Post()
  @Security('key', ['catalog.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewSupplier): Promise<Supplier> {
    this.setStatus(201);
    return this.suppliers.create(contextOf(request), body);
  }

  /**
   * Lists suppliers by number.
   * @summary List suppliers
   */
  @Get()
  @Security('key', ['catalog.read'])
  async list(@Queries() query: SupplierQuery): Promise<PageOf<Supplier>> {
    return this.suppliers.list(query);
  }

  /**
   * One supplier; the ETag is needed to change it.
   * @summary Read a supplier
   */
  @Get('{id}')
  @Security('key', ['catalog.read'])
  async find(@Path() id: Id): Promise<Supplier> {
    const supplier = await this.suppliers.find(id);
    this.setHeader('ETag', etagOf(supplier));
    return supplier;
  }

  /**
   * Changes a supplier; `active: false` retires it, and nothing is ever deleted.
   * @summary Change a supplier
   */
  @Put('{id}')
  @Security('key', ['catalog.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SupplierChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Supplier> {
    const supplier = await this.suppliers.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(supplier));
    return supplier;
  }

  /**
   * The components for which the supplier's support answers elsewhere than at its general channel (S035).
   * @summary Read support by component
   */
  @Get('{id}/support')
  @Security('key', ['catalog.read'])
  async support(@Path() id: Id): Promise<PageOf<ComponentSupport>> {
    return this.suppliers.support(id);
  }

  /**
   * Says where support answers for each component; the list replaces the one before.
   * @summary Set support by component
   */
  @Put('{id}/support')
  @Security('key', ['catalog.write'])
  async putSupport(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SupplierSupport,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Supplier> {
    const supplier = await this.suppliers.putSupport(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(supplier));
    return supplier;
  }
}
