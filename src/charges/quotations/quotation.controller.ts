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
import { contextOf } from '../../platform/http-context';
import { pdfAnswer } from '../../platform/pdf-answer';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import {
  type DisputeSettlement,
  type NewQuotation,
  type Quotation,
  type QuotationAcceptance,
  type QuotationAnswer,
  type QuotationConfirmation,
  type QuotationDecision,
  type QuotationQuery,
  type QuotationRevision,
  type QuotationTelling,
  type QuotationWithdrawal,
} from './quotation';
import { QuotationAnswerService } from './quotation-answer.service';
import { PaperService } from '../paper.service';
import { QuotationService } from './quotation.service';

/** Quotations (报价): what paid work will cost, told and accepted before parts are fitted (R11). */
@Route('quotations')
@Tags('Paid work')
export class QuotationController extends Controller {
  private readonly quotations: QuotationService;
  private readonly answers: QuotationAnswerService;
  private readonly papers: PaperService;

  constructor(kernel: Kernel) {
    super();
    this.quotations = new QuotationService(kernel);
    this.answers = new QuotationAnswerService(kernel);
    this.papers = new PaperService(kernel);
  }

  /**
   * Prices the plan of an open work order as of this moment: parts at the ledger's own value or by the price list, labour
   * and travel by the tariff, the tax once on the sum, rounded half up. 409 while nobody may say who pays (S046), without
   * a tariff, a price or a cost, or when the order has a quotation already.
   * @summary Make a quotation
   */
  @Post()
  @Security('key', ['quotation.write'])
  @SuccessResponse(201, 'Made')
  async create(@Request() request: HttpRequest, @Body() body: NewQuotation): Promise<Quotation> {
    this.setStatus(201);
    return this.quotations.create(contextOf(request), body);
  }

  /**
   * Lists quotations, newest first; engineers see their own, stations their site's (R15).
   * @summary List quotations
   */
  @Get()
  @Security('key', ['quotation.read'])
  async list(@Request() request: HttpRequest, @Queries() query: QuotationQuery): Promise<PageOf<Quotation>> {
    return this.quotations.list(contextOf(request), query);
  }

  /**
   * One quotation with its lines and everything that passed about it.
   * @summary Read a quotation
   */
  @Get('{id}')
  @Security('key', ['quotation.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Quotation> {
    return this.quotations.find(contextOf(request), id);
  }

  /**
   * The quotation as a PDF in Chinese and English.
   * @summary Print a quotation
   */
  @Get('{id}/document.pdf')
  @Security('key', ['quotation.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<Readable> {
    const document = await this.papers.quotation(contextOf(request), id);
    return pdfAnswer(this, 'quotation', document);
  }

  /**
   * A supervisor, not the one who made it (R4), approves or rejects; nothing is told before (S016, S068).
   * @summary Decide a quotation
   */
  @Post('{id}/approval')
  @Security('key', ['quotation.approve'])
  async decide(@Request() request: HttpRequest, @Path() id: Id, @Body() body: QuotationDecision): Promise<Quotation> {
    return this.answers.decide(contextOf(request), id, body);
  }

  /**
   * Records that the price was told to the customer, when, and in which words, in the customer's language (S025).
   * @summary Tell a quotation
   */
  @Post('{id}/telling')
  @Security('key', ['quotation.write'])
  async tell(@Request() request: HttpRequest, @Path() id: Id, @Body() body: QuotationTelling): Promise<Quotation> {
    return this.answers.tell(contextOf(request), id, body);
  }

  /**
   * The customer accepts, by a drawn signature or recorded with who, how and when (S061). 409 once it no longer holds.
   * @summary Accept a quotation
   */
  @Post('{id}/acceptance')
  @Security('key', ['quotation.write'])
  async accept(@Request() request: HttpRequest, @Path() id: Id, @Body() body: QuotationAcceptance): Promise<Quotation> {
    return this.answers.accept(contextOf(request), id, body);
  }

  /**
   * The price is confirmed with the customer once more, before the visit (S096).
   * @summary Confirm a quotation
   */
  @Post('{id}/confirmation')
  @Security('key', ['quotation.write'])
  async confirm(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: QuotationConfirmation,
  ): Promise<Quotation> {
    return this.answers.confirm(contextOf(request), id, body);
  }

  /**
   * The customer declines, with the reason.
   * @summary Decline a quotation
   */
  @Post('{id}/refusal')
  @Security('key', ['quotation.write'])
  async decline(@Request() request: HttpRequest, @Path() id: Id, @Body() body: QuotationAnswer): Promise<Quotation> {
    return this.answers.decline(contextOf(request), id, body);
  }

  /**
   * The customer objects: a dispute, and the work order waits (S097).
   * @summary Object to a quotation
   */
  @Post('{id}/objection')
  @Security('key', ['quotation.write'])
  async object(@Request() request: HttpRequest, @Path() id: Id, @Body() body: QuotationAnswer): Promise<Quotation> {
    return this.answers.object(contextOf(request), id, body);
  }

  /**
   * Ends a dispute: the price stands and wants a new acceptance, or it is given up. The work order goes on.
   * @summary Settle a dispute
   */
  @Post('{id}/settlement')
  @Security('key', ['dispute.settle'])
  async settle(@Request() request: HttpRequest, @Path() id: Id, @Body() body: DisputeSettlement): Promise<Quotation> {
    return this.answers.settle(contextOf(request), id, body);
  }

  /**
   * Another plan or price: the next revision, to be approved, told and accepted anew; the earlier one stays readable.
   * @summary Revise a quotation
   */
  @Post('{id}/revision')
  @Security('key', ['quotation.write'])
  @SuccessResponse(201, 'Made')
  async revise(@Request() request: HttpRequest, @Path() id: Id, @Body() body: QuotationRevision): Promise<Quotation> {
    this.setStatus(201);
    return this.quotations.revise(contextOf(request), id, body);
  }

  /**
   * Gives a quotation up; not once something was paid or fitted under it.
   * @summary Withdraw a quotation
   */
  @Post('{id}/withdrawal')
  @Security('key', ['quotation.write'])
  async withdraw(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: QuotationWithdrawal,
  ): Promise<Quotation> {
    return this.quotations.withdraw(contextOf(request), id, body);
  }
}
