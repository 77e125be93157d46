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
import { type Site, type SiteChange, type SiteQuery, type NewSite } from './site';
import { SiteService } from './site.service';

/** Sites (仓库/服务站): where stock lies. */
@Route('sites')
@Tags('Catalogue')
export class SiteController extends Controller {
  private readonly sites: SiteService;

  constructor(kernel: Kernel) {
    super();
    this.sites = new SiteService(kernel);
  }

  /**
   * Adds a site (仓库/服务站).
   * @summary Add a site
   */
  @Post()
  @Security('key', ['catalog.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewSite): Promise<Site> {
    this.setStatus(201);
    return this.sites.create(contextOf(request), body);
  }

  /**
   * Lists sites by number.
   * @summary List sites
   */
  @Get()
  @Security('key', ['catalog.read'])
  async list(@Queries() query: SiteQuery): Promise<PageOf<Site>> {
    return this.sites.list(query);
  }

  /**
   * One site; the ETag is needed to change it.
   * @summary Read a site
   */
  @Get('{id}')
  @Security('key', ['catalog.read'])
  async find(@Path() id: Id): Promise<Site> {
    const site = await this.sites.find(id);
    this.setHeader('ETag', etagOf(site));
    return site;
  }

  /**
   * Changes a site; `active: false` retires it, and nothing is ever deleted.
   * @summary Change a site
   */
  @Put('{id}')
  @Security('key', ['catalog.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SiteChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Site> {
    const site = await this.sites.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(site));
    return site;
  }
}
