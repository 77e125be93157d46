import { Controller, Get, Path, Produces, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf, type PageQuery } from '../platform/page';
import { type Label, type LabelCatalogue, type LabelImageQuery, type LabelPrint } from './label';
import { LabelService } from './label.service';

/** Labels (标签) for parts, bins, units, old parts and documents. */
@Route('labels')
@Tags('Labels')
export class LabelController extends Controller {
  private readonly labels: LabelService;

  constructor(kernel: Kernel) {
    super();
    this.labels = new LabelService(kernel);
  }

  /**
   * The templates with the kinds of records they are for, and the sizes with what fits them.
   * @summary List label templates and sizes
   */
  @Get()
  @Security('key', ['label.read'])
  async catalogue(): Promise<LabelCatalogue> {
    return this.labels.catalogue();
  }

  /**
   * The label of a record, by its code: which templates it can have, and how often it was printed. There is one
   * whether or not anything is in stock.
   * @summary Read what label a record has
   * @example code "PT0123456789X"
   */
  @Get('{code}')
  @Security('key', ['label.read'])
  async find(@Request() request: HttpRequest, @Path() code: string): Promise<Label> {
    return this.labels.find(contextOf(request), code);
  }

  /**
   * The label as a picture (PNG with one pixel for each dot of the printer, SVG or PDF) or in the language of label
   * printers (ZPL II). Text that is too long is wrapped, then set smaller, then cut. A size that cannot hold the symbol is
   * refused with the smallest that can. Looking is not printing: nothing is recorded.
   * @summary Draw a label
   * @example code "PT0123456789X"
   */
  @Get('{code}/image')
  @Security('key', ['label.read'])
  @Produces('image/png')
  @Produces('image/svg+xml')
  @Produces('application/pdf')
  @Produces('application/zpl')
  async image(@Request() request: HttpRequest, @Path() code: string, @Queries() query: LabelImageQuery): Promise<void> {
    const { mediaType, content } = await this.labels.image(contextOf(request), code, query);
    request.res!.type(mediaType).send(content);
  }

  /**
   * Who printed the label, when, how many and by which way, newest first. A reprint is an entry of its own.
   * @summary List the prints of a label
   * @example code "PT0123456789X"
   */
  @Get('{code}/prints')
  @Security('key', ['label.read'])
  async prints(
    @Request() request: HttpRequest,
    @Path() code: string,
    @Queries() query: PageQuery,
  ): Promise<PageOf<LabelPrint>> {
    return this.labels.prints(contextOf(request), code, query);
  }
}
