import {
  Body,
  Controller,
  Example,
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
import { type NewReversal } from '../ledger/reversal';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type Count } from './count';
import {
  type CountApproval,
  type CountDifference,
  type CountDifferenceQuery,
  type CountRejection,
  type CountSubmission,
} from './count-decision';
import { DifferenceService } from './difference.service';
import { SettlementService } from './settlement.service';

/** Counts (盘点单): compared with the books, decided on, posted. */
@Route('counts')
@Tags('Counts')
export class SettlementController extends Controller {
  private readonly settlement: SettlementService;
  private readonly differencesOf: DifferenceService;

  constructor(kernel: Kernel) {
    super();
    this.settlement = new SettlementService(kernel);
    this.differencesOf = new DifferenceService(kernel);
  }

  /**
   * Submits what was counted. Lines that are right are settled; differences within the organisation's tolerance (pieces and
   * value of a line both) are posted; the others wait for a supervisor (R13). 409 `not-all-counted` says where something is
   * still to be counted.
   * @summary Submit a count
   */
  @Post('{id}/submission')
  @Security('key', ['count.write'])
  @Example<Count>({
    id: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10',
    code: 'CN06YRGKV1SX3',
    number: 'CNT-2026-000001',
    siteId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e01',
    kind: 'cycle',
    binIds: ['01912d68-783e-7a08-8dd5-3a5c1f4b2e11'],
    partIds: null,
    status: 'posted',
    round: 1,
    dueOn: '2026-12-31',
    note: 'Aisle A before the year’s end',
    openedById: '01912d68-783e-7a08-8dd5-3a5c1f4b2e02',
    openedAt: '2026-11-23T01:05:00.000Z',
    submittedById: '01912d68-783e-7a08-8dd5-3a5c1f4b2e02',
    submittedAt: '2026-11-23T02:10:00.000Z',
    endedAt: '2026-11-23T02:10:00.000Z',
    progress: { bins: 1, finishedBins: 1, lines: 3, open: 0, counted: 0, waiting: 0, settled: 3 },
    postings: [],
    history: [
      {
        kind: 'opened',
        actorId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e02',
        at: '2026-11-23T01:05:00.000Z',
        lineCount: 3,
        note: 'Aisle A before the year’s end',
      },
    ],
    version: 3,
  })
  async submit(@Request() request: HttpRequest, @Path() id: Id, @Body() body: CountSubmission): Promise<Count> {
    return this.settlement.submit(contextOf(request), id, body);
  }

  /**
   * What was counted beside what the books had at that moment, what moved since, and what is reserved. Of lines that are
   * still being counted nothing is shown, to nobody (R13).
   * @summary Differences of a count
   */
  @Get('{id}/differences')
  @Extension('x-file', true)
  @Security('key', ['count.compare'])
  @Example<PageOf<CountDifference>>({
    items: [
      {
        lineId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e21',
        binId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e11',
        binNumber: 'A-03-2',
        partId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e31',
        partNumber: 'MTR-2210',
        nameZh: '直流风机',
        nameEn: 'DC fan',
        status: 'settled',
        bookQuantity: 14,
        countedQuantity: 12,
        difference: -2,
        differenceValue: -25700,
        withinTolerance: false,
        countedById: '01912d68-783e-7a08-8dd5-3a5c1f4b2e02',
        countedAt: '2026-11-23T01:30:00.000Z',
        note: 'two without a bag',
        round: 1,
        cameSince: 0,
        wentSince: 3,
        entries: [
          {
            round: 1,
            countedQuantity: 12,
            bookQuantity: 14,
            countedById: '01912d68-783e-7a08-8dd5-3a5c1f4b2e02',
            countedAt: '2026-11-23T01:30:00.000Z',
            note: 'two without a bag',
          },
        ],
        units: [],
        reservations: [],
        cause: 'lost',
        decidedById: '01912d68-783e-7a08-8dd5-3a5c1f4b2e03',
        decisionNote: 'Searched twice.',
        postedQuantity: -2,
        postedValue: -25700,
      },
    ],
  })
  async differences(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: CountDifferenceQuery,
  ): Promise<PageOf<CountDifference>> {
    return this.differencesOf.list(contextOf(request), id, query);
  }

  /**
   * Approves differences and posts them, shelf against count_variance (盘盈/盘亏), with the cause. What moved since the
   * counting stays as it moved. Nobody approves what they opened, counted or submitted (R4). 409 when missing pieces are
   * reserved, a found unit is elsewhere by the books, or no value of a found part is known.
   * @summary Approve differences
   */
  @Post('{id}/approval')
  @Security('key', ['count.approve'])
  async approve(@Request() request: HttpRequest, @Path() id: Id, @Body() body: CountApproval): Promise<Count> {
    return this.settlement.approve(contextOf(request), id, body);
  }

  /**
   * Has differences counted again. The count is open for those lines, and blind as before.
   * @summary Reject differences
   */
  @Post('{id}/rejection')
  @Security('key', ['count.approve'])
  async reject(@Request() request: HttpRequest, @Path() id: Id, @Body() body: CountRejection): Promise<Count> {
    return this.settlement.reject(contextOf(request), id, body);
  }

  /**
   * Takes back all that an ended count posted (红冲). 409 when found pieces have gone since.
   * @summary Reverse a count
   */
  @Post('{id}/reversal')
  @Security('key', ['books.reverse'])
  @SuccessResponse(201, 'Reversed')
  async reverse(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewReversal): Promise<Count> {
    this.setStatus(201);
    return this.settlement.reverse(contextOf(request), id, body);
  }
}
