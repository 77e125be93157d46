import {
  Body,
  Controller,
  Example,
  Extension,
  Get,
  Header,
  Path,
  Post,
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
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type Count,
  type CountCancellation,
  type CountChange,
  type CountLine,
  type CountLineQuery,
  type CountQuery,
  type NewCount,
} from './count';
import { type CountedLines, type NewCountEntries } from './count-entry';
import { type BinToCount, type BinToCountQuery, type CountAccuracy, type CountAccuracyQuery } from './count-figures';
import { CountFiguresService } from './count-figures.service';
import { CountService } from './count.service';
import { CountingService } from './counting.service';

/** Counts (盘点单): opened, counted blind, given up. */
@Route('counts')
@Tags('Counts')
export class CountController extends Controller {
  private readonly counts: CountService;
  private readonly counting: CountingService;
  private readonly figures: CountFiguresService;

  constructor(kernel: Kernel) {
    super();
    this.counts = new CountService(kernel);
    this.counting = new CountingService(kernel);
    this.figures = new CountFiguresService(kernel);
  }

  /**
   * Opens a count of a whole site, of bins, of parts, or of parts in bins. Stock goes on moving meanwhile. A place is in one
   * count at a time: 409 `counted-elsewhere` names the other one. A station counts its own site (R15).
   * @summary Open a count
   */
  @Post()
  @Security('key', ['count.open'])
  @SuccessResponse(201, 'Opened')
  async create(@Request() request: HttpRequest, @Body() body: NewCount): Promise<Count> {
    this.setStatus(201);
    const opened = await this.counts.open(contextOf(request), body);
    this.setHeader('ETag', etagOf(opened));
    return opened;
  }

  /**
   * Lists counts, newest first; a station sees its site's (R15).
   * @summary List counts
   */
  @Get()
  @Security('key', ['count.read'])
  async list(@Request() request: HttpRequest, @Queries() query: CountQuery): Promise<PageOf<Count>> {
    return this.counts.list(contextOf(request), query);
  }

  /**
   * How well books and shelves agreed, by month and site: lines that were right, pieces and value that were missing or
   * found. By the day on which lines were settled; counts that were taken back are left out.
   * @summary Count accuracy
   */
  @Get('accuracy')
  @Extension('x-file', true)
  @Security('key', ['count.compare'])
  async accuracy(@Queries() query: CountAccuracyQuery): Promise<PageOf<CountAccuracy>> {
    return this.figures.accuracy(query);
  }

  /**
   * Where to count next: bins that no count under way covers, never counted ones first, then what was counted longest ago.
   * @summary Bins to count next
   */
  @Get('next-bins')
  @Extension('x-file', true)
  @Security('key', ['count.read'])
  async nextBins(@Request() request: HttpRequest, @Queries() query: BinToCountQuery): Promise<PageOf<BinToCount>> {
    return this.figures.binsToCount(contextOf(request), query);
  }

  /**
   * One count: how far it is, what it posted, who did what.
   * @summary Read a count
   */
  @Get('{id}')
  @Security('key', ['count.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Count> {
    const found = await this.counts.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(found));
    return found;
  }

  /**
   * Changes the day by which it should be counted, and the note, until it ends.
   * @summary Change a count
   */
  @Put('{id}')
  @Security('key', ['count.open'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: CountChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Count> {
    const changed = await this.counts.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(changed));
    return changed;
  }

  /**
   * The lines of a count along the walk, without what the books say (R13): what is to be counted, what was counted.
   * @summary Lines of a count
   */
  @Get('{id}/lines')
  @Extension('x-file', true)
  @Security('key', ['count.read'])
  async lines(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: CountLineQuery,
  ): Promise<PageOf<CountLine>> {
    return this.counts.lines(contextOf(request), id, query);
  }

  /**
   * Takes down what was counted; several people may count at once. What lies in the bin is counted whole, reserved pieces
   * too. A line that somebody counted in this round is refused (409 `counted-already`) unless it is counted `again`. A
   * finished bin is one in which nothing else lies: its other lines are none. What is found and not expected joins the count.
   * The answer says nothing of the books (R13).
   * @summary Enter what was counted
   */
  @Post('{id}/entries')
  @Security('key', ['count.write'])
  @SuccessResponse(201, 'Taken down')
  @Example<CountedLines>({
    lines: [
      {
        lineId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e21',
        binId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e11',
        binNumber: 'A-03-2',
        partId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e01',
        partNumber: 'MTR-2210',
        countedQuantity: 12,
      },
    ],
    openLines: 3,
    unfinishedBins: 1,
  })
  async enter(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewCountEntries): Promise<CountedLines> {
    this.setStatus(201);
    return this.counting.enter(contextOf(request), id, body);
  }

  /**
   * Gives a count up and frees its places: who opened it while it is being counted, a supervisor also later. What it posted
   * stays posted.
   * @summary Cancel a count
   */
  @Post('{id}/cancellation')
  @Security('key', ['count.open'])
  async cancel(@Request() request: HttpRequest, @Path() id: Id, @Body() body: CountCancellation): Promise<Count> {
    return this.counts.cancel(contextOf(request), id, body);
  }
}
