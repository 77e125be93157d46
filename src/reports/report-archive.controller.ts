import { Body, Controller, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type Id } from '../platform/types';
import { type NewReportArchiving, type ReportArchiving } from './report-archive';
import { ReportArchiveService } from './report-archive.service';

/** The archive (归档) of service reports. */
@Route('service-reports')
@Tags('Service reports')
export class ReportArchiveController extends Controller {
  private readonly archive: ReportArchiveService;

  constructor(kernel: Kernel) {
    super();
    this.archive = new ReportArchiveService(kernel);
  }

  /**
   * A supervisor archives an approved report and says where the signed form lies (S039, S078). 409 before the approval,
   * and for what is archived already; the list shows with `archived=false` what is still to be done.
   * @summary Archive a report
   */
  @Post('{id}/archiving')
  @Security('key', ['report.approve'])
  @SuccessResponse(201, 'Archived')
  async store(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewReportArchiving,
  ): Promise<ReportArchiving> {
    this.setStatus(201);
    return this.archive.archive(contextOf(request), id, body);
  }
}
