import {
  Body,
  Controller,
  Extension,
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
  type ExpenseClaim,
  type ExpenseClaimQuery,
  type ExpenseDecision,
  type ExpenseRefund,
  type ExpenseTotals,
  type ExpenseTotalsQuery,
  type NewExpenseClaim,
} from './expense-claim';
import { ExpenseClaimService } from './expense-claim.service';

/** Expenses (报销) of jobs: travel, lodging, purchases, freight on warranty parts. */
@Route('expense-claims')
@Tags('Expenses')
export class ExpenseClaimController extends Controller {
  private readonly claims: ExpenseClaimService;

  constructor(kernel: Kernel) {
    super();
    this.claims = new ExpenseClaimService(kernel);
  }

  /**
   * Claims what the engineer of a work order spent for it, each line with its voucher. A purchase names the receipt that
   * put it into stock (R17, S043); freight on warranty parts names the issue that was shipped (S082). 409 for a voucher
   * or purchase that is claimed already.
   * @summary Claim expenses
   */
  @Post()
  @Security('key', ['expense.write'])
  @SuccessResponse(201, 'Claimed')
  async claim(@Request() request: HttpRequest, @Body() body: NewExpenseClaim): Promise<ExpenseClaim> {
    this.setStatus(201);
    return this.claims.claim(contextOf(request), body);
  }

  /**
   * Lists claims, newest first; engineers see their own, stations their site's (R15).
   * @summary List expense claims
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['expense.read'])
  async list(@Request() request: HttpRequest, @Queries() query: ExpenseClaimQuery): Promise<PageOf<ExpenseClaim>> {
    return this.claims.list(contextOf(request), query);
  }

  /**
   * What was refunded on these days, by kind: freight on warranty parts stands by itself (S082).
   * @summary Total refunded expenses
   */
  @Get('totals')
  @Security('key', ['books.read'])
  async totals(@Queries() query: ExpenseTotalsQuery): Promise<ExpenseTotals> {
    return this.claims.totals(query);
  }

  /**
   * One claim with its lines.
   * @summary Read an expense claim
   */
  @Get('{id}')
  @Security('key', ['expense.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<ExpenseClaim> {
    return this.claims.find(contextOf(request), id);
  }

  /**
   * Whoever handled the shipment signs for its freight: the first of two signatures (S082).
   * @summary Sign freight as its handler
   * @isInt lineNumber a line number is a whole number
   * @minimum lineNumber 1 line numbers begin at 1
   * @maximum lineNumber 50 a claim has at most 50 lines
   */
  @Post('{id}/lines/{lineNumber}/handling')
  @Security('key', ['expense.write'])
  async handle(@Request() request: HttpRequest, @Path() id: Id, @Path() lineNumber: number): Promise<ExpenseClaim> {
    return this.claims.sign(contextOf(request), id, lineNumber, 'handler');
  }

  /**
   * A leader, another person than handler and claimant, signs after the handler: the second signature (S082).
   * @summary Sign freight as leader
   * @isInt lineNumber a line number is a whole number
   * @minimum lineNumber 1 line numbers begin at 1
   * @maximum lineNumber 50 a claim has at most 50 lines
   */
  @Post('{id}/lines/{lineNumber}/consent')
  @Security('key', ['expense.approve'])
  async consent(@Request() request: HttpRequest, @Path() id: Id, @Path() lineNumber: number): Promise<ExpenseClaim> {
    return this.claims.sign(contextOf(request), id, lineNumber, 'leader');
  }

  /**
   * Reviews a claim; never one's own (R4). 409 while freight on warranty parts is not signed by two (S082).
   * @summary Review an expense claim
   */
  @Post('{id}/approval')
  @Security('key', ['expense.approve'])
  async decide(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ExpenseDecision): Promise<ExpenseClaim> {
    return this.claims.decide(contextOf(request), id, body);
  }

  /**
   * Records that an approved claim was paid out (S079); 409 before its review.
   * @summary Refund an expense claim
   */
  @Post('{id}/refund')
  @Security('key', ['expense.refund'])
  async refund(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ExpenseRefund): Promise<ExpenseClaim> {
    return this.claims.refund(contextOf(request), id, body);
  }
}
