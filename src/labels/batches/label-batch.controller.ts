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
import { type Kernel } from '../../platform/kernel';
import { type PageOf, type PageQuery } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type LabelBatch, type NewLabelBatch } from './label-batch';
import { LabelBatchService } from './label-batch.service';

/** Many labels in one file. */
@Route('label-batches')
@Tags('Labels')
export class LabelBatchController extends Controller {
  private readonly batches: LabelBatchService;

  constructor(kernel: Kernel) {
    super();
    this.batches = new LabelBatchService(kernel);
  }

  /**
   * Asks for up to 1,000 labels as one PDF (for rolls or A4 sheets) or ZPL file. They are drawn in the background; the
   * batch says how far it is. Unknown codes are named all at once. The labels are recorded as printed.
   * @summary Ask for a batch of labels
   */
  @Post()
  @Security('key', ['label.print'])
  @SuccessResponse(201, 'Queued')
  async create(@Request() request: HttpRequest, @Body() body: NewLabelBatch): Promise<LabelBatch> {
    this.setStatus(201);
    return this.batches.create(contextOf(request), body);
  }

  /**
   * Lists your batches, newest first; the administrator sees everybody's.
   * @summary List batches of labels
   */
  @Get()
  @Security('key', ['label.print'])
  async list(@Request() request: HttpRequest, @Queries() query: PageQuery): Promise<PageOf<LabelBatch>> {
    return this.batches.list(contextOf(request), query);
  }

  /**
   * One batch: how many of its labels are drawn, and where its file is.
   * @summary Read a batch of labels
   */
  @Get('{id}')
  @Security('key', ['label.print'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<LabelBatch> {
    return this.batches.find(contextOf(request), id);
  }

  /**
   * The file of a finished batch. 409 while it is drawn, 410 after seven days.
   * @summary Download a batch of labels
   */
  @Get('{id}/file')
  @Security('key', ['label.print'])
  @Produces('application/pdf')
  @Produces('application/zpl')
  async file(@Request() request: HttpRequest, @Path() id: Id): Promise<void> {
    const { mediaType, content } = await this.batches.file(contextOf(request), id);
    request.res!.type(mediaType).send(content);
  }
}
