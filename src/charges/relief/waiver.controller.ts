import { Body, Controller, Path, Post, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { type Id } from '../../platform/types';
import { type ApprovalDecision, type Waiver } from '../charge';
import { WaiverService } from './waiver.service';

/** Waivers (减免) of charges. */
@Route('waivers')
@Tags('Paid work')
export class WaiverController extends Controller {
  private readonly waivers: WaiverService;

  constructor(kernel: Kernel) {
    super();
    this.waivers = new WaiverService(kernel);
  }

  /**
   * Approves or rejects a waiver; never one's own (R4).
   * @summary Decide a waiver
   */
  @Post('{id}/approval')
  @Security('key', ['waiver.approve'])
  async decide(@Request() request: HttpRequest, @Path() id: Id, @Body() body: ApprovalDecision): Promise<Waiver> {
    return this.waivers.decide(contextOf(request), id, body);
  }
}
