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
import { type NewReversal } from '../ledger/reversal';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf, type PageQuery } from '../platform/page';
import { type LedgerMovement, type MovementTransfer } from './movement';
import { MovementService } from './movement.service';

/** Movements of the ledger. */
@Route('movements')
@Tags('Books')
export class MovementController extends Controller {
  private readonly movements: MovementService;

  constructor(kernel: Kernel) {
    super();
    this.movements = new MovementService(kernel);
  }

  /**
   * One movement with its first 200 transfers: who posted what, when, for which document (R2).
   * @summary Read a movement
   * @isInt id a movement's id is a whole number
   * @minimum id 1 a movement's id is at least 1
   * @maximum id 9007199254740991 a movement's id is at most 9007199254740991
   */
  @Get('{id}')
  @Security('key', ['books.read'])
  async find(@Path() id: number): Promise<LedgerMovement> {
    return this.movements.find(id);
  }

  /**
   * Lists the transfers of a movement in their order.
   * @summary List the transfers of a movement
   * @isInt id a movement's id is a whole number
   * @minimum id 1 a movement's id is at least 1
   * @maximum id 9007199254740991 a movement's id is at most 9007199254740991
   */
  @Get('{id}/transfers')
  @Security('key', ['books.read'])
  async transfers(@Path() id: number, @Queries() query: PageQuery): Promise<PageOf<MovementTransfer>> {
    return this.movements.transfers(id, query);
  }

  /**
   * Takes a posting back by a new one (红冲): receipts, unused returns, inspections, write-offs, openings and moves. For
   * any other the refusal (409) says which document does it. A movement is reversed once.
   * @summary Reverse a movement
   * @isInt id a movement's id is a whole number
   * @minimum id 1 a movement's id is at least 1
   * @maximum id 9007199254740991 a movement's id is at most 9007199254740991
   */
  @Post('{id}/reversal')
  @Security('key', ['books.reverse'])
  @SuccessResponse(201, 'Reversed')
  async reverse(
    @Request() request: HttpRequest,
    @Path() id: number,
    @Body() body: NewReversal,
  ): Promise<LedgerMovement> {
    this.setStatus(201);
    return this.movements.reverse(contextOf(request), id, body);
  }
}
