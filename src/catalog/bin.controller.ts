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
import { type Bin, type BinChange, type BinQuery, type NewBin } from './bin';
import { BinService } from './bin.service';

/** Bins (库位): the storage places of a site. */
@Route('bins')
@Tags('Catalogue')
export class BinController extends Controller {
  private readonly bins: BinService;

  constructor(kernel: Kernel) {
    super();
    this.bins = new BinService(kernel);
  }

  /**
   * Adds a bin (库位).
   * @summary Add a bin
   */
  @Post()
  @Security('key', ['catalog.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewBin): Promise<Bin> {
    this.setStatus(201);
    return this.bins.create(contextOf(request), body);
  }

  /**
   * Lists bins by number.
   * @summary List bins
   */
  @Get()
  @Security('key', ['catalog.read'])
  async list(@Request() request: HttpRequest, @Queries() query: BinQuery): Promise<PageOf<Bin>> {
    return this.bins.list(contextOf(request), query);
  }

  /**
   * One bin; the ETag is needed to change it.
   * @summary Read a bin
   */
  @Get('{id}')
  @Security('key', ['catalog.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Bin> {
    const bin = await this.bins.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(bin));
    return bin;
  }

  /**
   * Changes a bin; `active: false` retires it, and nothing is ever deleted.
   * @summary Change a bin
   */
  @Put('{id}')
  @Security('key', ['catalog.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: BinChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Bin> {
    const bin = await this.bins.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(bin));
    return bin;
  }
}
