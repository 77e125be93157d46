import { Extension, Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type ShortPart, type ShortPartQuery } from './short-part';
import { ShortPartService } from './short-part.service';

/** Parts that are short. */
@Route('parts')
@Tags('Books')
export class ShortPartController extends Controller {
  private readonly shortParts: ShortPartService;

  constructor(kernel: Kernel) {
    super();
    this.shortParts = new ShortPartService(kernel);
  }

  /**
   * Lists the parts that are short (欠料) by site, the most urgent first, with what is on its way and what other sites
   * have. Engineers see what is short for them, stations for their site (R15).
   * @summary List parts that are short
   */
  @Get('short')
  @Extension('x-file', true)
  @Security('key', ['requisition.read'])
  async list(@Request() request: HttpRequest, @Queries() query: ShortPartQuery): Promise<PageOf<ShortPart>> {
    return this.shortParts.list(contextOf(request), query);
  }
}
