import {
  Body,
  Controller,
  Get,
  Path,
  Post,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type CodeRetirement,
  type LinkedCode,
  type LinkedCodeQuery,
  type NewLinkedCode,
  type RetiredCode,
} from './linked-code';
import { LinkedCodeService } from './linked-code.service';

/** Codes of makers and other firms that name records of ours (外来码). */
@Route('linked-codes')
@Tags('Barcodes')
export class LinkedCodeController extends Controller {
  private readonly codes: LinkedCodeService;

  constructor(kernel: Kernel) {
    super();
    this.codes = new LinkedCodeService(kernel);
  }

  /**
   * Lets a foreign code name a part, bin, site, supplier, customer or unit: scan theirs, scan ours. A code that is linked
   * elsewhere is refused (409) and never re-pointed silently.
   * @summary Link a foreign code
   */
  @Post()
  @Security('key', ['code.link'])
  @SuccessResponse(201, 'Linked')
  async link(@Request() request: HttpRequest, @Body() body: NewLinkedCode): Promise<LinkedCode> {
    this.setStatus(201);
    return this.codes.link(contextOf(request), body);
  }

  /**
   * Lists linked codes, newest first; on request also those that were unlinked.
   * @summary List linked codes
   */
  @Get()
  @Security('key', ['catalog.read'])
  async list(@Queries() query: LinkedCodeQuery): Promise<PageOf<LinkedCode>> {
    return this.codes.list(query);
  }

  /**
   * Ends a link: the code names nothing from now on, and may be linked anew. What it named is kept.
   * @summary Unlink a foreign code
   */
  @Post('{id}/unlinking')
  @Security('key', ['code.link'])
  async unlink(@Request() request: HttpRequest, @Path() id: Id): Promise<LinkedCode> {
    return this.codes.unlink(contextOf(request), id);
  }
}

/** Codes of ours that must not be used any more. */
@Route('codes')
@Tags('Barcodes')
export class CodeController extends Controller {
  private readonly codes: LinkedCodeService;

  constructor(kernel: Kernel) {
    super();
    this.codes = new LinkedCodeService(kernel);
  }

  /**
   * Makes the labels with this code void, because one was lost, copied or stuck on the wrong thing, and gives the record a
   * new code. A retired code is never used again; whoever scans it is told so. Documents keep their codes (409).
   * @summary Retire a code
   * @example code "PT0123456789X"
   */
  @Post('{code}/retirement')
  @Security('key', ['code.retire'])
  async retire(
    @Request() request: HttpRequest,
    @Path() code: string,
    @Body() body: CodeRetirement,
  ): Promise<RetiredCode> {
    return this.codes.retire(contextOf(request), code, body);
  }
}
