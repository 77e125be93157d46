import {
  Extension,
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
import { type NewReversal } from '../ledger/reversal';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type NewOldPartDisposition,
  type NewOldPartReceipt,
  type NewRefurbishment,
  type OldPart,
  type OldPartQuery,
  type OldPartReceipt,
  type OldPartWaiver,
} from './old-part';
import { OldPartDispositionService } from './old-part-disposition.service';
import { OldPartReceiptReversalService } from './old-part-receipt-reversal.service';
import { OldPartService } from './old-part.service';

/** Old parts (旧件): what came off is owed, comes back, and is worked off. */
@Route('old-parts')
@Tags('Returns')
export class OldPartController extends Controller {
  private readonly oldParts: OldPartService;
  private readonly dispositions: OldPartDispositionService;
  private readonly reversals: OldPartReceiptReversalService;

  constructor(kernel: Kernel) {
    super();
    this.oldParts = new OldPartService(kernel);
    this.dispositions = new OldPartDispositionService(kernel);
    this.reversals = new OldPartReceiptReversalService(kernel);
  }

  /**
   * Lists old parts, what is due first comes first: `state=overdue` with an engineer is what that engineer must bring.
   * Engineers see their own, stations their site's (R15).
   * @summary List old parts
   */
  @Get()
  @Extension('x-file', true)
  @Security('key', ['old-part.read'])
  async list(@Request() request: HttpRequest, @Queries() query: OldPartQuery): Promise<PageOf<OldPart>> {
    return this.oldParts.list(contextOf(request), query);
  }

  /**
   * One old part.
   * @summary Read an old part
   */
  @Get('{id}')
  @Security('key', ['old-part.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<OldPart> {
    return this.oldParts.find(contextOf(request), id);
  }

  /**
   * Takes an old part in by scan, from the engineer's hands to the returns desk (S103). Another serial number than was
   * reported is recorded, not refused (S101); a unit that belongs elsewhere is. What does not come stays owed.
   * @summary Receive an old part
   */
  @Post('{id}/receipt')
  @Security('key', ['old-part.receive'])
  async receive(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewOldPartReceipt,
  ): Promise<OldPartReceipt> {
    return this.oldParts.receive(contextOf(request), id, body);
  }

  /**
   * Takes a receipt back that was a mistake (红冲): the part is owed again under its old due date, and what was said at the
   * desk stays in `receiptReversals` (R8). What came in part stays a portion of its own. Refused with 409 when it is not
   * received, or when it was scrapped, sent on or refurbished since; a station takes back what lies at its site (R15).
   * @summary Reverse an old part's receipt
   */
  @Post('{id}/receipt/reversal')
  @Security('key', ['old-part.receive'])
  @SuccessResponse(201, 'Reversed')
  async reverseReceipt(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewReversal): Promise<OldPart> {
    this.setStatus(201);
    return this.reversals.reverse(contextOf(request), id, body);
  }

  /**
   * Decides that an old part need not come back, with the reason (S083). Nobody waives what they owe themselves (R4).
   * @summary Waive an old part
   */
  @Post('{id}/waiver')
  @Security('key', ['old-part.waive'])
  async waive(@Request() request: HttpRequest, @Path() id: Id, @Body() body: OldPartWaiver): Promise<OldPart> {
    return this.oldParts.waive(contextOf(request), id, body);
  }

  /**
   * Decides what becomes of a received old part (S088): scrap, refurbish, hold as evidence, send to the supplier.
   * @summary Dispose of an old part
   */
  @Post('{id}/disposition')
  @Security('key', ['old-part.dispose'])
  async dispose(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewOldPartDisposition,
  ): Promise<OldPart> {
    return this.dispositions.dispose(contextOf(request), id, body);
  }

  /**
   * Ends refurbishing: onto a shelf at a stated value, where it waits for the next requisition; or scrapped after all.
   * @summary Finish refurbishing
   */
  @Post('{id}/refurbishment')
  @Security('key', ['old-part.restock'])
  async finish(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewRefurbishment): Promise<OldPart> {
    return this.dispositions.finish(contextOf(request), id, body);
  }
}
