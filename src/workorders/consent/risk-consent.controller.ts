import { type Readable } from 'node:stream';
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
import { contextOf } from '../../platform/http-context';
import { pdfAnswer } from '../../platform/pdf-answer';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type NewCustomerSignature } from './customer-signature';
import { type NewRiskConsent, type RiskConsent, type RiskConsentEnd, type RiskConsentQuery } from './risk-consent';
import { RiskConsentService } from './risk-consent.service';

/** Consent before risky work (风险作业同意书, S100). */
@Route('consents')
@Tags('Cause and consent')
export class RiskConsentController extends Controller {
  private readonly consents: RiskConsentService;

  constructor(kernel: Kernel) {
    super();
    this.consents = new RiskConsentService(kernel);
  }

  /**
   * Draws up what the customer is to consent to before the work. Until it is signed, refused or withdrawn no report of
   * the order is completed.
   * @summary Draw up a consent
   */
  @Post()
  @Security('key', ['consent.write'])
  @SuccessResponse(201, 'Drawn up')
  async create(@Request() request: HttpRequest, @Body() body: NewRiskConsent): Promise<RiskConsent> {
    this.setStatus(201);
    return this.consents.create(contextOf(request), body);
  }

  /**
   * Lists consents, newest first.
   * @summary List consents
   */
  @Get()
  @Security('key', ['consent.read'])
  async list(@Request() request: HttpRequest, @Queries() query: RiskConsentQuery): Promise<PageOf<RiskConsent>> {
    return this.consents.list(contextOf(request), query);
  }

  /**
   * One consent.
   * @summary Read a consent
   */
  @Get('{id}')
  @Security('key', ['consent.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<RiskConsent> {
    return this.consents.find(contextOf(request), id);
  }

  /**
   * The consent as a PDF in Chinese and English with barcode, digest and signature.
   * @summary Print a consent
   */
  @Get('{id}/document.pdf')
  @Security('key', ['consent.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<Readable> {
    const document = await this.consents.pdf(contextOf(request), id);
    return pdfAnswer(this, 'consent', document);
  }

  /**
   * The customer signs the digest of exactly what was drawn up. 409 for another digest or a drawing that was used before.
   * @summary Sign a consent
   */
  @Post('{id}/signature')
  @Security('key', ['consent.write'])
  async sign(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewCustomerSignature,
  ): Promise<RiskConsent> {
    return this.consents.sign(contextOf(request), id, body);
  }

  /**
   * The customer does not consent: the work is not done.
   * @summary Record that a consent is refused
   */
  @Post('{id}/refusal')
  @Security('key', ['consent.write'])
  async refuse(@Request() request: HttpRequest, @Path() id: Id, @Body() body: RiskConsentEnd): Promise<RiskConsent> {
    return this.consents.end(contextOf(request), id, 'refused', body);
  }

  /**
   * The work is not done in this way; another plan is another consent.
   * @summary Withdraw a consent
   */
  @Post('{id}/withdrawal')
  @Security('key', ['consent.write'])
  async withdraw(@Request() request: HttpRequest, @Path() id: Id, @Body() body: RiskConsentEnd): Promise<RiskConsent> {
    return this.consents.end(contextOf(request), id, 'withdrawn', body);
  }
}
