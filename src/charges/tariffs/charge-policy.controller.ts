import { Body, Controller, Get, Header, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { etagOf } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { type ChargePolicy, type ChargePolicyChange } from './charge-policy';
import { ChargePolicyService } from './charge-policy.service';

/** How paid work is priced here. */
@Route('charge-policy')
@Tags('Paid work')
export class ChargePolicyController extends Controller {
  private readonly policy: ChargePolicyService;

  constructor(kernel: Kernel) {
    super();
    this.policy = new ChargePolicyService(kernel);
  }

  /**
   * The switches of paid work; the ETag is needed to change them.
   * @summary Read the charge policy
   */
  @Get()
  @Security('key', ['quotation.read'])
  async find(): Promise<ChargePolicy> {
    const policy = await this.policy.find();
    this.setHeader('ETag', etagOf(policy));
    return policy;
  }

  /**
   * Changes how paid work is priced, for quotations from now on.
   * @summary Change the charge policy
   */
  @Put()
  @Security('key', ['charge-policy.write'])
  async change(
    @Request() request: HttpRequest,
    @Body() body: ChargePolicyChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ChargePolicy> {
    const policy = await this.policy.change(contextOf(request), ifMatch, body);
    this.setHeader('ETag', etagOf(policy));
    return policy;
  }
}
