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
import { type Part, type PartChange, type PartQuery, type NewPart } from './part';
import { PartService } from './part.service';

/** Parts (备件). */
@Route('parts')
@Tags('Catalogue')
export class PartController extends Controller {
  private readonly parts: PartService;

  constructor(kernel: Kernel) {
    super();
    this.parts = new PartService(kernel);
  }

  /**
   * Adds a part (备件).
   * @summary Add a part
   */
  @Post()
  @Security('key', ['catalog.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewPart): Promise<Part> {
    this.setStatus(201);
    return this.parts.create(contextOf(request), body);
  }

  /**
   * Lists parts by number.
   * @summary List parts
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['catalog.read'])
  async list(@Queries() query: PartQuery): Promise<PageOf<Part>> {
    return this.parts.list(query);
  }

  /**
   * One part; the ETag is needed to change it.
   * @summary Read a part
   */
  @Get('{id}')
  @Security('key', ['catalog.read'])
  async find(@Path() id: Id): Promise<Part> {
    const part = await this.parts.find(id);
    this.setHeader('ETag', etagOf(part));
    return part;
  }

  /**
   * Changes a part; `active: false` retires it, and nothing is ever deleted.
   * @summary Change a part
   */
  @Put('{id}')
  @Security('key', ['catalog.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: PartChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Part> {
    const part = await this.parts.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(part));
    return part;
  }
}
