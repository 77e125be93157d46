import { type Readable } from 'node:stream';
import { Body, Controller, Get, Path, Post, Produces, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { pdfAnswer } from '../../platform/pdf-answer';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import {
  type MakerAlert,
  type MakerAlertAcknowledgement,
  type MakerAlertDetail,
  type MakerAlertQuery,
  type MakerAlertSending,
} from './maker-alert';
import { MakerAlertService } from './maker-alert.service';

/** Design defects, told to the maker (设计缺陷通报, S041). The approval of a report with that cause raises them. */
@Route('maker-alerts')
@Tags('Cause and consent')
export class MakerAlertController extends Controller {
  private readonly alerts: MakerAlertService;

  constructor(kernel: Kernel) {
    super();
    this.alerts = new MakerAlertService(kernel);
  }

  /**
   * Lists alerts, newest first; `status=open` is what the maker does not know yet.
   * @summary List maker alerts
   */
  @Get()
  @Security('key', ['maker-alert.read'])
  async list(@Queries() query: MakerAlertQuery): Promise<PageOf<MakerAlert>> {
    return this.alerts.list(query);
  }

  /**
   * One alert with every job in which it occurred.
   * @summary Read a maker alert
   */
  @Get('{id}')
  @Security('key', ['maker-alert.read'])
  async find(@Path() id: Id): Promise<MakerAlertDetail> {
    return this.alerts.find(id);
  }

  /**
   * The alert as a PDF for the maker in Chinese and English: product, part, occurrences; no personal data.
   * @summary Print a maker alert
   */
  @Get('{id}/document.pdf')
  @Security('key', ['maker-alert.read'])
  @Produces('application/pdf')
  async document(@Path() id: Id): Promise<Readable> {
    const document = await this.alerts.pdf(id);
    return pdfAnswer(this, 'maker-alert', document);
  }

  /**
   * Records that the maker was told. What occurs until the acknowledgement still joins this alert.
   * @summary Send a maker alert
   */
  @Post('{id}/sending')
  @Security('key', ['maker-alert.write'])
  async send(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: MakerAlertSending,
  ): Promise<MakerAlertDetail> {
    return this.alerts.send(contextOf(request), id, body);
  }

  /**
   * Records that the maker has acknowledged it; what occurs later is another alert.
   * @summary Acknowledge a maker alert
   */
  @Post('{id}/acknowledgement')
  @Security('key', ['maker-alert.write'])
  async acknowledge(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: MakerAlertAcknowledgement,
  ): Promise<MakerAlertDetail> {
    return this.alerts.acknowledge(contextOf(request), id, body);
  }
}
