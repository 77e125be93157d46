import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Get,
  Header,
  Path,
  Post,
  Produces,
  Put,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { pdfAnswer } from '../platform/pdf-answer';
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type BillingDecision } from './replacements/replacement';
import { ReportDocumentService } from './report-document.service';
import { ReportApprovalService } from './report-approval.service';
import { ReportSigningService } from './report-signing.service';
import {
  type NewReportSignature,
  type NewServiceReport,
  type ReportAcceptance,
  type ReportDecision,
  type ReportReason,
  type ServiceReport,
  type ServiceReportChange,
  type ServiceReportQuery,
} from './service-report';
import { ServiceReportService } from './service-report.service';

/** Service reports (服务报告): what was done, with which parts, signed by the customer, approved by a supervisor. */
@Route('service-reports')
@Tags('Service reports')
export class ServiceReportController extends Controller {
  private readonly reports: ServiceReportService;
  private readonly signing: ReportSigningService;
  private readonly approval: ReportApprovalService;
  private readonly documents: ReportDocumentService;

  constructor(kernel: Kernel) {
    super();
    this.reports = new ServiceReportService(kernel);
    this.signing = new ReportSigningService(kernel);
    this.approval = new ReportApprovalService(kernel);
    this.documents = new ReportDocumentService(kernel);
  }

  /**
   * Begins the report of an open work order. It may be written bit by bit; who pays for each replaced part is determined
   * at once, with a sentence for the customer. 409 when the order has a draft already.
   * @summary Begin a service report
   */
  @Post()
  @Security('key', ['report.write'])
  @SuccessResponse(201, 'Begun')
  async create(@Request() request: HttpRequest, @Body() body: NewServiceReport): Promise<ServiceReport> {
    this.setStatus(201);
    const report = await this.reports.create(contextOf(request), body);
    this.setHeader('ETag', etagOf(report));
    return report;
  }

  /**
   * Lists reports, newest first: of an order, of a unit (its repair log, S036), of an engineer. Engineers see their own,
   * stations their site's (R15).
   * @summary List service reports
   */
  @Get()
  @Security('key', ['report.read'])
  async list(@Request() request: HttpRequest, @Queries() query: ServiceReportQuery): Promise<PageOf<ServiceReport>> {
    return this.reports.list(contextOf(request), query);
  }

  /**
   * One report; the ETag is needed to change a draft.
   * @summary Read a service report
   */
  @Get('{id}')
  @Security('key', ['report.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<ServiceReport> {
    const report = await this.reports.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(report));
    return report;
  }

  /**
   * Changes a draft; everything is stated. 409 once it is completed: a correction is a new revision.
   * @summary Change a draft
   */
  @Put('{id}')
  @Security('key', ['report.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: ServiceReportChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ServiceReport> {
    const report = await this.reports.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(report));
    return report;
  }

  /**
   * The frozen content, exactly the bytes whose SHA-256 is the digest: canonical JSON (sorted keys, no blanks).
   * @summary Read what is signed
   */
  @Get('{id}/content')
  @Security('key', ['report.read'])
  @Produces('application/json')
  async content(@Request() request: HttpRequest, @Path() id: Id): Promise<Readable> {
    const content = await this.reports.content(contextOf(request), id);
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    return Readable.from(Buffer.from(content));
  }

  /**
   * The completed report as a PDF in Chinese and English: texts, replacements, barcode, digest on every page, signature.
   * The same report in the same state gives the same bytes. 409 for a draft.
   * @summary Print a report
   */
  @Get('{id}/document.pdf')
  @Security('key', ['report.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<Readable> {
    const document = await this.documents.pdf(contextOf(request), id);
    return pdfAnswer(this, 'service-report', document);
  }

  /**
   * A supervisor decides who pays for lines of a draft: where the rules leave it open (REVIEW), as goodwill, or under a
   * contract. Kept as a determination with its reason (R10).
   * @summary Decide who pays
   */
  @Post('{id}/billing')
  @Security('key', ['report.approve'])
  async bill(@Request() request: HttpRequest, @Path() id: Id, @Body() body: BillingDecision): Promise<ServiceReport> {
    return this.reports.bill(contextOf(request), id, body);
  }

  /**
   * Completes the report: its content is frozen and its digest computed (R6). 409 names everything that is missing
   * (S065, S104), or the lines for which nobody may say yet who pays.
   * @summary Complete a report
   */
  @Post('{id}/completion')
  @Security('key', ['report.write'])
  async complete(@Request() request: HttpRequest, @Path() id: Id): Promise<ServiceReport> {
    return this.reports.complete(contextOf(request), id);
  }

  /**
   * The customer has checked the result: repaired or not (S031, S105). A step of its own before the signature.
   * @summary Record the customer's acceptance
   */
  @Post('{id}/acceptance')
  @Security('key', ['report.write'])
  async accept(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: ReportAcceptance,
  ): Promise<ServiceReport> {
    return this.signing.accept(contextOf(request), id, body);
  }

  /**
   * The customer signs: later than completion, over the digest of exactly that content, with a picture drawn for it
   * (R6, S075). 409 for another digest or a picture used before, 422 for a picture that is none.
   * @summary Sign a report
   */
  @Post('{id}/signature')
  @Security('key', ['report.write'])
  async sign(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewReportSignature,
  ): Promise<ServiceReport> {
    return this.signing.sign(contextOf(request), id, body);
  }

  /**
   * A supervisor, not the one who did or completed it (R4), approves or rejects. Approval consumes the parts out of the
   * engineer's custody and makes the old parts owed, all or nothing (S081); 409 names what is not in custody.
   * @summary Decide a signed report
   */
  @Post('{id}/approval')
  @Security('key', ['report.approve'])
  async decide(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ReportDecision): Promise<ServiceReport> {
    return this.approval.decide(contextOf(request), id, body);
  }

  /**
   * Opens a correction: a copy as the next revision, to be completed and signed again; the earlier one is superseded.
   * Of an approved report only a supervisor opens one, and what was consumed goes back into custody first.
   * @summary Correct a report
   */
  @Post('{id}/revision')
  @Security('key', ['report.revise'])
  @SuccessResponse(201, 'Opened')
  async revise(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ReportReason): Promise<ServiceReport> {
    this.setStatus(201);
    const report = await this.approval.revise(contextOf(request), id, body);
    this.setHeader('ETag', etagOf(report));
    return report;
  }

  /**
   * Gives a draft up. Nothing was consumed by it.
   * @summary Withdraw a draft
   */
  @Post('{id}/withdrawal')
  @Security('key', ['report.write'])
  async withdraw(@Request() request: HttpRequest, @Path() id: Id): Promise<ServiceReport> {
    return this.reports.withdraw(contextOf(request), id);
  }
}
