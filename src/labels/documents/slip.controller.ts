import { Controller, Get, Path, Produces, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type Id } from '../../platform/types';
import { type CountSheetQuery } from './count-sheet';
import { SlipService } from './slip.service';

/** The approved requisition as a pick list (拣货单). */
@Route('requisitions')
@Tags('Requisitions')
export class RequisitionPaperController extends Controller {
  private readonly slips: SlipService;

  constructor(kernel: Kernel) {
    super();
    this.slips = new SlipService(kernel);
  }

  /**
   * The approved requisition as a pick list (拣货单): what is reserved, sorted by bin, and what is short.
   * @summary Print a pick list
   */
  @Get('{id}/pick-list.pdf')
  @Security('key', ['requisition.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<void> {
    const file = await this.slips.pickList(contextOf(request), id);
    request.res!.type('application/pdf').send(file);
  }
}

/** The issue as a slip (发料单) that goes with the parts.. */
@Route('issues')
@Tags('Issues')
export class IssuePaperController extends Controller {
  private readonly slips: SlipService;

  constructor(kernel: Kernel) {
    super();
    this.slips = new SlipService(kernel);
  }

  /**
   * The issue as a slip (发料单) that goes with the parts.
   * @summary Print an issue
   */
  @Get('{id}/document.pdf')
  @Security('key', ['issue.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<void> {
    const file = await this.slips.issue(contextOf(request), id);
    request.res!.type('application/pdf').send(file);
  }
}

/** The unused return as a slip (余料退库单).. */
@Route('unused-returns')
@Tags('Returns')
export class UnusedReturnPaperController extends Controller {
  private readonly slips: SlipService;

  constructor(kernel: Kernel) {
    super();
    this.slips = new SlipService(kernel);
  }

  /**
   * The unused return as a slip (余料退库单).
   * @summary Print an unused return
   */
  @Get('{id}/document.pdf')
  @Security('key', ['stock.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<void> {
    const file = await this.slips.unusedReturn(contextOf(request), id);
    request.res!.type('application/pdf').send(file);
  }
}

/** A received old part as a slip (旧件回收单). */
@Route('old-parts')
@Tags('Returns')
export class OldPartPaperController extends Controller {
  private readonly slips: SlipService;

  constructor(kernel: Kernel) {
    super();
    this.slips = new SlipService(kernel);
  }

  /**
   * A received old part as a slip (旧件回收单): what came, and whether it is what was reported.
   * @summary Print an old-part return
   */
  @Get('{id}/document.pdf')
  @Security('key', ['old-part.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id): Promise<void> {
    const file = await this.slips.oldPart(contextOf(request), id);
    request.res!.type('application/pdf').send(file);
  }
}

/** A count as a sheet to count on (盘点表). */
@Route('counts')
@Tags('Counts')
export class CountPaperController extends Controller {
  private readonly slips: SlipService;

  constructor(kernel: Kernel) {
    super();
    this.slips = new SlipService(kernel);
  }

  /**
   * The sheet to count on (盘点表), along the walk: bins and the parts to look for, with empty columns for what lies there,
   * and no quantity (R13). Only what is still to be counted; after a rejection what is counted again. At most 1,000 rows:
   * print one for each stretch of the walk.
   * @summary Print a count sheet
   */
  @Get('{id}/sheet.pdf')
  @Security('key', ['count.read'])
  @Produces('application/pdf')
  async document(@Request() request: HttpRequest, @Path() id: Id, @Queries() query: CountSheetQuery): Promise<void> {
    const file = await this.slips.countSheet(contextOf(request), id, query);
    request.res!.type('application/pdf').send(file);
  }
}
