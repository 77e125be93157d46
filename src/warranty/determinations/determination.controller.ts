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
import { type DeterminationDecision, type DeterminationQuery, type DeterminationRecord } from './determination';
import { DeterminationService } from './determination.service';

/** Determinations (判定): warranty or paid, frozen with facts and rule. */
@Route('determinations')
@Tags('Warranty')
export class DeterminationController extends Controller {
  private readonly determinations: DeterminationService;

  constructor(kernel: Kernel) {
    super();
    this.determinations = new DeterminationService(kernel);
  }

  /**
   * Lists what counts now, newest first; `outcome=REVIEW` is the supervisor's queue. With a subject: everything that was
   * ever determined of it (R10).
   * @summary List determinations
   */
  @Get()
  @Security('key', ['determination.read'])
  async list(
    @Request() request: HttpRequest,
    @Queries() query: DeterminationQuery,
  ): Promise<PageOf<DeterminationRecord>> {
    return this.determinations.list(contextOf(request), query);
  }

  /**
   * One determination with its facts, its policy version and what would change it.
   * @summary Read a determination
   */
  @Get('{id}')
  @Security('key', ['determination.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<DeterminationRecord> {
    return this.determinations.find(contextOf(request), id);
  }

  /**
   * Decides what the rules left to a person (REVIEW); a new determination beside the old one.
   * @summary Decide a determination under review
   */
  @Post('{id}/decision')
  @Security('key', ['determination.decide'])
  @SuccessResponse(201, 'Decided')
  async decide(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: DeterminationDecision,
  ): Promise<DeterminationRecord> {
    this.setStatus(201);
    return this.determinations.decide(contextOf(request), id, body);
  }
}
