import { Body, Controller, Extension, Get, Path, Post, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { RetentionService } from './retention.service';
import { type Retention, type RetentionQuery, type RetentionRelease, type ServiceContract } from './service-contract';

/** Retention money (质保金) of contracts. */
@Route()
@Tags('Contracts')
export class RetentionController extends Controller {
  private readonly retentions: RetentionService;

  constructor(kernel: Kernel) {
    super();
    this.retentions = new RetentionService(kernel);
  }

  /**
   * Lists retention money of approved contracts, what is due first on top: with `dueUntil` and `released=false`, what may
   * be asked for (S094).
   * @summary List retention money
   */
  @Get('retentions')
  @Extension('x-file', true)
  @Security('key', ['retention.read'])
  async list(@Queries() query: RetentionQuery): Promise<PageOf<Retention>> {
    return this.retentions.list(query);
  }

  /**
   * Records that the customer paid it, once; 409 before it is due, 422 where less was paid without saying why.
   * @summary Release retention money
   */
  @Post('service-contracts/{id}/retention-release')
  @Security('key', ['retention.release'])
  async release(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: RetentionRelease,
  ): Promise<ServiceContract> {
    return this.retentions.release(contextOf(request), id, body);
  }
}
