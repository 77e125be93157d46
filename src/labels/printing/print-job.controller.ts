import {
  Body,
  Controller,
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
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type NewPrintJob, type PrintJob, type PrintJobQuery } from './print-job';
import { PrintJobService } from './print-job.service';

/** The queue of the label printers (打印队列). */
@Route('print-jobs')
@Tags('Labels')
export class PrintJobController extends Controller {
  private readonly jobs: PrintJobService;

  constructor(kernel: Kernel) {
    super();
    this.jobs = new PrintJobService(kernel);
  }

  /**
   * Puts labels into the queue of a printer. They are sent in order, at least once, and tried again while the printer is
   * off; the job says where it stands. What the printer took is recorded as printed.
   * @summary Print labels
   */
  @Post()
  @Security('key', ['label.print'])
  @SuccessResponse(201, 'Queued')
  async create(@Request() request: HttpRequest, @Body() body: NewPrintJob): Promise<PrintJob> {
    this.setStatus(201);
    return this.jobs.create(contextOf(request), body);
  }

  /**
   * Lists print jobs, newest first; engineers see their own, stations those on their printers (R15).
   * @summary List print jobs
   */
  @Get()
  @Security('key', ['printer.read'])
  async list(@Request() request: HttpRequest, @Queries() query: PrintJobQuery): Promise<PageOf<PrintJob>> {
    return this.jobs.list(contextOf(request), query);
  }

  /**
   * One print job: its state, why the last attempt failed, and when the next one is.
   * @summary Read a print job
   */
  @Get('{id}')
  @Security('key', ['printer.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<PrintJob> {
    return this.jobs.find(contextOf(request), id);
  }

  /**
   * Gives up a job that waits or failed. One that is being sent is refused.
   * @summary Cancel a print job
   */
  @Post('{id}/cancellation')
  @Security('key', ['label.print'])
  async cancel(@Request() request: HttpRequest, @Path() id: Id): Promise<PrintJob> {
    return this.jobs.cancel(contextOf(request), id);
  }

  /**
   * Tries a job that waits or failed at once. After `unconfirmed`, look at the printer first: labels may come twice.
   * @summary Try a print job again
   */
  @Post('{id}/retry')
  @Security('key', ['label.print'])
  async retry(@Request() request: HttpRequest, @Path() id: Id): Promise<PrintJob> {
    return this.jobs.retry(contextOf(request), id);
  }
}
