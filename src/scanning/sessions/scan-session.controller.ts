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
import {
  type NewScanSession,
  type ScanBurst,
  type ScanBurstAnswer,
  type ScanLogQuery,
  type ScanSession,
  type ScanSessionQuery,
  type ScanSessionSummary,
  type SessionClosure,
  type SessionPosting,
  type TakenScan,
} from './scan-session';
import { ScanSessionService } from './scan-session.service';

/** Scan sessions (扫码作业): start on a document, scan, post once. */
@Route('scan-sessions')
@Tags('Barcodes')
export class ScanSessionController extends Controller {
  private readonly sessions: ScanSessionService;

  constructor(kernel: Kernel) {
    super();
    this.sessions = new ScanSessionService(kernel);
  }

  /**
   * Starts a session for an issue, a receipt, a transfer (sending or receipt), an unused return or an old-part return. It
   * needs the right to do that without scanning too (R15).
   * @summary Start a scan session
   */
  @Post()
  @Security('key', ['scan-session.write'])
  @SuccessResponse(201, 'Started')
  async start(@Request() request: HttpRequest, @Body() body: NewScanSession): Promise<ScanSession> {
    this.setStatus(201);
    return this.sessions.start(contextOf(request), body);
  }

  /**
   * Lists sessions, newest first; stations see their site's (R15).
   * @summary List scan sessions
   */
  @Get()
  @Security('key', ['scan-session.read'])
  async list(@Request() request: HttpRequest, @Queries() query: ScanSessionQuery): Promise<PageOf<ScanSessionSummary>> {
    return this.sessions.list(contextOf(request), query);
  }

  /**
   * One session: each line with what is scanned and what is missing, each device with the numbers that have not arrived.
   * @summary Read a scan session
   */
  @Get('{id}')
  @Security('key', ['scan-session.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<ScanSession> {
    return this.sessions.find(contextOf(request), id);
  }

  /**
   * Takes scans of one device, one or a queue. Each has the device's own number: sent twice it counts once, out of order it
   * waits for the ones before it. What does not belong here is answered at once, kept, and counts nothing. A number that
   * had another content before is 409, and nothing of the request is taken.
   * @summary Send scans
   */
  @Post('{id}/scans')
  @Security('key', ['scan-session.write'])
  async take(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ScanBurst): Promise<ScanBurstAnswer> {
    return this.sessions.take(contextOf(request), id, body);
  }

  /**
   * Every scan of a session as it was sent, with what became of it; by device and number.
   * @summary List the scans of a session
   */
  @Get('{id}/scans')
  @Security('key', ['scan-session.read'])
  async log(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: ScanLogQuery,
  ): Promise<PageOf<TakenScan>> {
    return this.sessions.log(contextOf(request), id, query);
  }

  /**
   * Posts what was accepted, once, as the issue, receipt, transfer or return that it is, and ends the session. Refused (409)
   * while numbers of a device are missing, unless told to go on without them.
   * @summary Post a scan session
   */
  @Post('{id}/posting')
  @Security('key', ['scan-session.write'])
  async post(@Request() request: HttpRequest, @Path() id: Id, @Body() body: SessionPosting): Promise<ScanSession> {
    return this.sessions.post(contextOf(request), id, body);
  }

  /**
   * Gives a session up: it posts nothing, and its scans can still be read.
   * @summary Close a scan session
   */
  @Post('{id}/closure')
  @Security('key', ['scan-session.write'])
  async close(@Request() request: HttpRequest, @Path() id: Id, @Body() body: SessionClosure): Promise<ScanSession> {
    return this.sessions.close(contextOf(request), id, body);
  }
}
