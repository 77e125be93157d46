import { Extension, Controller, Get, Path, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type AccountEntry,
  type BalanceAt,
  type BalanceQuery,
  type LedgerAccount,
  type LedgerAccountQuery,
  type StatementLine,
  type StatementQuery,
} from './statement';
import { StatementService } from './statement.service';

/** Ledger accounts and their statements. */
@Route('accounts')
@Tags('Books')
export class AccountController extends Controller {
  private readonly statements: StatementService;

  constructor(kernel: Kernel) {
    super();
    this.statements = new StatementService(kernel);
  }

  /**
   * Lists ledger accounts by kind and owner.
   * @summary List accounts
   */
  @Get()
  @Security('key', ['books.read'])
  async list(@Queries() query: LedgerAccountQuery): Promise<PageOf<LedgerAccount>> {
    return this.statements.accounts(query);
  }

  /**
   * What an account held, what came, what went and what it held then, part by part (opening + in − out = closing). Of
   * accounts outside, of which no balance is kept, it is summed when asked. Those who count see no part that is being counted in a bin (R13).
   * @summary Statement of an account
   * @isInt id an account's id is a whole number
   * @minimum id 1 an account's id is at least 1
   * @maximum id 9007199254740991 an account's id is at most 9007199254740991
   */
  @Get('{id}/statement')
  @Extension('x-file', true)
  @Security('key', ['books.read'])
  async statement(
    @Request() request: HttpRequest,
    @Path() id: number,
    @Queries() query: StatementQuery,
  ): Promise<PageOf<StatementLine>> {
    return this.statements.ofAccount(contextOf(request), id, query);
  }

  /**
   * Every posting of an account in a period, with the balance after it where one is kept; by part, in the order of posting.
   * @summary Entries of an account
   * @isInt id an account's id is a whole number
   * @minimum id 1 an account's id is at least 1
   * @maximum id 9007199254740991 an account's id is at most 9007199254740991
   */
  @Get('{id}/entries')
  @Extension('x-file', true)
  @Security('key', ['books.read'])
  async entries(
    @Request() request: HttpRequest,
    @Path() id: number,
    @Queries() query: StatementQuery,
  ): Promise<PageOf<AccountEntry>> {
    return this.statements.entriesOfAccount(contextOf(request), id, query);
  }
}

/** The statement of an engineer. */
@Route('engineers')
@Tags('Books')
export class EngineerStatementController extends Controller {
  private readonly statements: StatementService;

  constructor(kernel: Kernel) {
    super();
    this.statements = new StatementService(kernel);
  }

  /**
   * What an engineer had in custody, got, gave and has, part by part (S087). Engineers see their own (R15).
   * @summary Statement of an engineer
   */
  @Get('{id}/statement')
  @Extension('x-file', true)
  @Security('key', ['statement.read'])
  async statement(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: StatementQuery,
  ): Promise<PageOf<StatementLine>> {
    return this.statements.ofEngineer(contextOf(request), id, query);
  }

  /**
   * Every posting of an engineer's custody in a period, with its document and the balance after it. Engineers see their
   * own (R15).
   * @summary Entries of an engineer
   */
  @Get('{id}/entries')
  @Extension('x-file', true)
  @Security('key', ['statement.read'])
  async entries(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: StatementQuery,
  ): Promise<PageOf<AccountEntry>> {
    return this.statements.entriesOfEngineer(contextOf(request), id, query);
  }
}

/** Balances of any day. */
@Route('balances')
@Tags('Books')
export class BalanceController extends Controller {
  private readonly statements: StatementService;

  constructor(kernel: Kernel) {
    super();
    this.statements = new StatementService(kernel);
  }

  /**
   * Every balance at the end of a day, past or present: two index probes a row. Those who count see no bin that is being
   * counted (R13).
   * @summary Balances at the end of a day
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['books.read'])
  async balances(@Request() request: HttpRequest, @Queries() query: BalanceQuery): Promise<PageOf<BalanceAt>> {
    return this.statements.balances(contextOf(request), query);
  }
}
