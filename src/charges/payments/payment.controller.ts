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
import { PaperService } from '../paper.service';
import { type NewPayment, type Payment, type PaymentQuery, type PaymentReversal } from './payment';
import { PaymentService } from './payment.service';

/** Payments (收款); the number of a payment is that of its receipt (收据). */
@Route('payments')
@Tags('Paid work')
export class PaymentController extends Controller {
  private readonly payments: PaymentService;
  private readonly papers: PaperService;

  constructor(kernel: Kernel) {
    super();
    this.payments = new PaymentService(kernel);
    this.papers = new PaperService(kernel);
  }

  /**
   * The customer pays under an accepted quotation or its charge: cash to the engineer of the order, who owes it to the
   * office from then on, or directly. 409 beyond what is owed.
   * @summary Record a payment
   */
  @Post()
  @Security('key', ['payment.write'])
  @SuccessResponse(201, 'Received')
  async create(@Request() request: HttpRequest, @Body() body: NewPayment): Promise<Payment> {
    this.setStatus(201);
    return this.payments.create(contextOf(request), body);
  }

  /**
   * Lists payments, newest first; engineers see those of their orders, stations their site's (R15).
   * @summary List payments
   */
  @Get()
  @Security('key', ['charge.read'])
  async list(@Request() request: HttpRequest, @Queries() query: PaymentQuery): Promise<PageOf<Payment>> {
    return this.payments.list(contextOf(request), query);
  }

  /**
   * One payment.
   * @summary Read a payment
   */
  @Get('{id}')
  @Security('key', ['charge.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Payment> {
    return this.payments.find(contextOf(request), id);
  }

  /**
   * The receipt as a PDF in Chinese and English (S002).
   * @summary Print a receipt
   */
  @Get('{id}/document.pdf')
  @Security('key', ['charge.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<Readable> {
    const document = await this.papers.receipt(contextOf(request), id);
    return pdfAnswer(this, 'receipt', document);
  }

  /**
   * Takes a payment back, by another than who took or recorded it; not once its cash was handed in.
   * @summary Reverse a payment
   */
  @Post('{id}/reversal')
  @Security('key', ['payment.reverse'])
  async reverse(@Request() request: HttpRequest, @Path() id: Id, @Body() body: PaymentReversal): Promise<Payment> {
    return this.payments.reverse(contextOf(request), id, body);
  }
}
