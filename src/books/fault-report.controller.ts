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
import { type PageOf, type PageQuery } from '../platform/page';
import {
  type FaultLine,
  type FaultReport,
  type FaultReportIssue,
  type MonthName,
  type NewFaultReport,
} from './fault-report';
import { FaultReportService } from './fault-report.service';

/** The monthly report by product fault. */
@Route('fault-reports')
@Tags('Books')
export class FaultReportController extends Controller {
  private readonly reports: FaultReportService;

  constructor(kernel: Kernel) {
    super();
    this.reports = new FaultReportService(kernel);
  }

  /**
   * Issues the report of a month that is over to the general manager: from now on it says what it says now (S039). 409
   * when the month is reported already.
   * @summary Issue a fault report
   */
  @Post()
  @Security('key', ['fault-report.issue'])
  @SuccessResponse(201, 'Issued')
  async issue(@Request() request: HttpRequest, @Body() body: NewFaultReport): Promise<FaultReport> {
    this.setStatus(201);
    return this.reports.issue(contextOf(request), body);
  }

  /**
   * Lists what was issued, the latest month first.
   * @summary List fault reports
   */
  @Get()
  @Security('key', ['books.read'])
  async list(@Queries() query: PageQuery): Promise<PageOf<FaultReportIssue>> {
    return this.reports.list(query);
  }

  /**
   * What was approved for a month, by the day in the books: counts by product, fault and cause, what the customers found
   * repaired, and the cost of the parts by who pays (S039, S040). Frozen once issued; until then as it is now.
   * @summary Read the fault report of a month
   */
  @Get('{month}')
  @Security('key', ['books.read'])
  async find(@Path() month: MonthName): Promise<FaultReport> {
    return this.reports.find(month);
  }

  /**
   * The lines of the month as a list, also as CSV or XLSX (`Accept`).
   * @summary List the lines of a fault report
   */
  @Get('{month}/lines')
  @Extension('x-file', true)
  @Security('key', ['books.read'])
  async lines(@Path() month: MonthName): Promise<PageOf<FaultLine>> {
    return this.reports.lines(month);
  }
}
