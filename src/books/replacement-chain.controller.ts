import { Controller, Get, Path, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type Id } from '../platform/types';
import { type ReplacementChain } from './replacement-chain';
import { ReplacementChainService } from './replacement-chain.service';

/** The chain of a replacement. */
@Route('replacements')
@Tags('Books')
export class ReplacementChainController extends Controller {
  private readonly chains: ReplacementChainService;

  constructor(kernel: Kernel) {
    super();
    this.chains = new ReplacementChainService(kernel);
  }

  /**
   * The whole life of a replacement (换件): its signed report, the posting that wrote it off, the issue and the requisition
   * it came by, the bin, and the receipt that brought the pieces; and what became of the old part (S081, S103). Engineers
   * see their own, stations their site's (R15).
   * @summary Follow a replacement back to its receipt
   */
  @Get('{id}/chain')
  @Security('key', ['report.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<ReplacementChain> {
    return this.chains.find(contextOf(request), id);
  }
}
