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
import { type NewCustomerSignature } from '../consent/customer-signature';
import { type HandBack, type NewTakeIn, type TakeIn, type TakeInQuery, type TakeInWithdrawal } from './take-in';
import { TakeInService } from './take-in.service';

/** What is taken to the workshop (取机维修), and the repair-time clock (S024, S095). */
@Route('take-ins')
@Tags('Cause and consent')
export class TakeInController extends Controller {
  private readonly takeIns: TakeInService;

  constructor(kernel: Kernel) {
    super();
    this.takeIns = new TakeInService(kernel);
  }

  /**
   * Draws up what is to be taken along: configuration, accessories, condition, data, and when it may be expected back.
   * @summary Draw up a take-in
   */
  @Post()
  @Security('key', ['take-in.write'])
  @SuccessResponse(201, 'Drawn up')
  async create(@Request() request: HttpRequest, @Body() body: NewTakeIn): Promise<TakeIn> {
    this.setStatus(201);
    return this.takeIns.create(contextOf(request), body);
  }

  /**
   * Lists take-ins, newest first; `status=taken_in` and `overdue=true` are what is in the workshop, the longest expected
   * first.
   * @summary List take-ins
   */
  @Get()
  @Security('key', ['take-in.read'])
  async list(@Request() request: HttpRequest, @Queries() query: TakeInQuery): Promise<PageOf<TakeIn>> {
    return this.takeIns.list(contextOf(request), query);
  }

  /**
   * One take-in with its signatures and the days out of use.
   * @summary Read a take-in
   */
  @Get('{id}')
  @Security('key', ['take-in.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<TakeIn> {
    return this.takeIns.find(contextOf(request), id);
  }

  /**
   * The take-in sheet as a PDF in Chinese and English with barcode, digest and signatures.
   * @summary Print a take-in
   */
  @Get('{id}/document.pdf')
  @Security('key', ['take-in.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<Readable> {
    const document = await this.takeIns.pdf(contextOf(request), id);
    return pdfAnswer(this, 'take-in', document);
  }

  /**
   * The customer consents to the take-in: the repair-time clock starts.
   * @summary Sign a take-in
   */
  @Post('{id}/signature')
  @Security('key', ['take-in.write'])
  async sign(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewCustomerSignature): Promise<TakeIn> {
    return this.takeIns.sign(contextOf(request), id, body);
  }

  /**
   * The customer has it back and signs for it: the clock stops.
   * @summary Hand back
   */
  @Post('{id}/hand-back')
  @Security('key', ['take-in.write'])
  async handBack(@Request() request: HttpRequest, @Path() id: Id, @Body() body: HandBack): Promise<TakeIn> {
    return this.takeIns.handBack(contextOf(request), id, body);
  }

  /**
   * Nothing is taken along; only before it is signed.
   * @summary Withdraw a take-in
   */
  @Post('{id}/withdrawal')
  @Security('key', ['take-in.write'])
  async withdraw(@Request() request: HttpRequest, @Path() id: Id, @Body() body: TakeInWithdrawal): Promise<TakeIn> {
    return this.takeIns.withdraw(contextOf(request), id, body);
  }
}
