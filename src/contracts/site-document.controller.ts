import {
  Body,
  Controller,
  Get,
  Path,
  Post,
  Produces,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { type Readable } from 'node:stream';
import { contextOf } from '../platform/http-context';
import { pdfAnswer } from '../platform/pdf-answer';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type NewSiteDocument,
  type NewSiteDocumentSignature,
  type SiteDocument,
  type SiteDocumentQuery,
  type SiteDocumentRevision,
} from './site-document';
import { SiteDocumentService } from './site-document.service';

/** Site documents: delivery, installation, commissioning and acceptance, signed by the customer. */
@Route('site-documents')
@Tags('Contracts')
export class SiteDocumentController extends Controller {
  private readonly documents: SiteDocumentService;

  constructor(kernel: Kernel) {
    super();
    this.documents = new SiteDocumentService(kernel);
  }

  /**
   * Draws up what the customer is to sign: what happened at the unit on which day, and under which conditions (S038).
   * @summary Draw up a site document
   */
  @Post()
  @Security('key', ['site-document.write'])
  @SuccessResponse(201, 'Drawn up')
  async create(@Request() request: HttpRequest, @Body() body: NewSiteDocument): Promise<SiteDocument> {
    this.setStatus(201);
    return this.documents.create(contextOf(request), body);
  }

  /**
   * Lists site documents, newest first; engineers and stations see those of units they deal with (R15).
   * @summary List site documents
   */
  @Get()
  @Security('key', ['customer.read'])
  async list(@Request() request: HttpRequest, @Queries() query: SiteDocumentQuery): Promise<PageOf<SiteDocument>> {
    return this.documents.list(contextOf(request), query);
  }

  /**
   * One site document with its signature.
   * @summary Read a site document
   */
  @Get('{id}')
  @Security('key', ['customer.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<SiteDocument> {
    return this.documents.find(contextOf(request), id);
  }

  /**
   * The document as a PDF in Chinese and English: texts, barcode, digest on every page, signature.
   * @summary Print a site document
   */
  @Get('{id}/document.pdf')
  @Security('key', ['customer.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<Readable> {
    const document = await this.documents.pdf(contextOf(request), id);
    return pdfAnswer(this, 'site-document', document);
  }

  /**
   * The customer signs the digest of exactly what was drawn up. Its day is from now on the unit's date of that kind, with
   * the document as its evidence; an earlier statement stays in the unit's history (S038, S008).
   * @summary Sign a site document
   */
  @Post('{id}/signature')
  @Security('key', ['site-document.write'])
  async sign(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewSiteDocumentSignature,
  ): Promise<SiteDocument> {
    return this.documents.sign(contextOf(request), id, body);
  }

  /**
   * Draws up a correction of a signed document as its next revision. Until the customer signs it, the earlier one counts.
   * @summary Correct a site document
   */
  @Post('{id}/revision')
  @Security('key', ['site-document.write'])
  @SuccessResponse(201, 'Drawn up')
  async revise(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SiteDocumentRevision,
  ): Promise<SiteDocument> {
    this.setStatus(201);
    return this.documents.revise(contextOf(request), id, body);
  }

  /**
   * Gives up what nobody has signed.
   * @summary Withdraw a site document
   */
  @Post('{id}/withdrawal')
  @Security('key', ['site-document.write'])
  async withdraw(@Request() request: HttpRequest, @Path() id: Id): Promise<SiteDocument> {
    return this.documents.withdraw(contextOf(request), id);
  }
}
