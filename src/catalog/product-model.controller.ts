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
  type KitLine,
  type KitQuery,
  type NewKit,
  type NewProductModel,
  type ProductModel,
  type ProductModelChange,
  type ProductModelQuery,
} from './product-model';
import { ProductModelService } from './product-model.service';

/** Product models (机型). */
@Route('product-models')
@Tags('Catalogue')
export class ProductModelController extends Controller {
  private readonly productModels: ProductModelService;

  constructor(kernel: Kernel) {
    super();
    this.productModels = new ProductModelService(kernel);
  }

  /**
   * Adds a model (机型).
   * @summary Add a model
   */
  @Post()
  @Security('key', ['catalog.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewProductModel): Promise<ProductModel> {
    this.setStatus(201);
    return this.productModels.create(contextOf(request), body);
  }

  /**
   * Lists models by number.
   * @summary List models
   */
  @Get()
  @Security('key', ['catalog.read'])
  async list(@Queries() query: ProductModelQuery): Promise<PageOf<ProductModel>> {
    return this.productModels.list(query);
  }

  /**
   * One model; the ETag is needed to change it.
   * @summary Read a model
   */
  @Get('{id}')
  @Security('key', ['catalog.read'])
  async find(@Path() id: Id): Promise<ProductModel> {
    const model = await this.productModels.find(id);
    this.setHeader('ETag', etagOf(model));
    return model;
  }

  /**
   * Changes a model; `active: false` retires it, and nothing is ever deleted.
   * @summary Change a model
   */
  @Put('{id}')
  @Security('key', ['catalog.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: ProductModelChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ProductModel> {
    const model = await this.productModels.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(model));
    return model;
  }

  /**
   * The parts that a fault of this model usually needs (维修包), so that nobody travels without them (S003, S093).
   * @summary Read the kit of a model
   */
  @Get('{id}/kit')
  @Security('key', ['catalog.read'])
  async kit(@Path() id: Id, @Queries() query: KitQuery): Promise<PageOf<KitLine>> {
    return this.productModels.kit(id, query.symptom);
  }

  /**
   * Sets the kit of a model: usual parts and quantities for each symptom. The lines replace those before.
   * @summary Set the kit of a model
   */
  @Put('{id}/kit')
  @Security('key', ['catalog.write'])
  async putKit(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewKit,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ProductModel> {
    const model = await this.productModels.putKit(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(model));
    return model;
  }
}
