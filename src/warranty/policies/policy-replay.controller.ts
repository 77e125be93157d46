import { type Readable } from 'node:stream';
import { Body, Controller, Extension, Path, Post, Produces, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type Id } from '../../platform/types';
import { type PolicyReplayQuery } from './policy-replay';
import { PolicyReplayService } from './policy-replay.service';

/** What a changed policy would change. */
@Route('warranty-policies')
@Tags('Warranty')
export class PolicyReplayController extends Controller {
  private readonly replays: PolicyReplayService;

  constructor(kernel: Kernel) {
    super();
    this.replays = new PolicyReplayService(kernel);
  }

  /**
   * Determines again, under a draft as if it were in force, what counts now of the products it is for, from the facts as
   * they were, and tells each answer that would differ. Nothing is stored.
   *
   * The answer is one JSON object a line, sent while it is made; `kind` says which: `started` (how many will be looked at),
   * `progress` after each thousand, `difference` (old and new outcome and last covered day, the unit, the work order, and
   * in `stays` why the decision stays all the same: SIGNED, PRICED or DECIDED), and at the end `summary` (by pair of
   * outcomes) or `failed`. An answer without one of these two was cut off. 409 where the draft could not be put in force, 503 while
   * two other replays run.
   * @summary Replay a policy over past determinations
   */
  @Post('{id}/replay')
  @Extension('x-reads-only', true)
  @Security('key', ['determination.read'])
  @Produces('application/x-ndjson')
  async replay(@Request() request: HttpRequest, @Path() id: Id, @Body() body: PolicyReplayQuery): Promise<Readable> {
    const lines = await this.replays.replay(contextOf(request), id, body);
    // The pipe to the answer does not tell its source that the other end has gone.
    request.res!.once('close', () => lines.destroy());
    this.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
    return lines;
  }
}
