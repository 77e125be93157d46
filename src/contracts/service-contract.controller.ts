import {
  Body,
  Controller,
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
  type ContractDecision,
  type ContractTermination,
  type NewServiceContract,
  type ServiceContract,
  type ServiceContractChange,
  type ServiceContractQuery,
} from './service-contract';
import { ServiceContractService } from './service-contract.service';

/** Service contracts (服务合同): what is agreed with a customer for units, and from when it holds. */
@Route('service-contracts')
@Tags('Contracts')
export class ServiceContractController extends Controller {
  private readonly contracts: ServiceContractService;

  constructor(kernel: Kernel) {
    super();
    this.contracts = new ServiceContractService(kernel);
  }

  /**
   * Draws up a contract; a draft covers nothing yet. 422 names everything that is wrong with its terms at once.
   * @summary Draw up a contract
   */
  @Post()
  @Security('key', ['contract.write'])
  @SuccessResponse(201, 'Drawn up')
  async create(@Request() request: HttpRequest, @Body() body: NewServiceContract): Promise<ServiceContract> {
    this.setStatus(201);
    const contract = await this.contracts.create(contextOf(request), body);
    this.setHeader('ETag', etagOf(contract));
    return contract;
  }

  /**
   * Lists contracts, newest first: of a customer or a unit, in force on a day, or by their expiry (S094).
   * Engineers and stations see those of the customers they deal with (R15).
   * @summary List contracts
   */
  @Get()
  @Security('key', ['contract.read'])
  async list(
    @Request() request: HttpRequest,
    @Queries() query: ServiceContractQuery,
  ): Promise<PageOf<ServiceContract>> {
    return this.contracts.list(contextOf(request), query);
  }

  /**
   * One contract; the ETag is needed to change a draft.
   * @summary Read a contract
   */
  @Get('{id}')
  @Security('key', ['contract.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<ServiceContract> {
    const contract = await this.contracts.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(contract));
    return contract;
  }

  /**
   * States a draft anew. 409 once it was submitted: what is agreed anew is another contract.
   * @summary Change a draft
   */
  @Put('{id}')
  @Security('key', ['contract.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: ServiceContractChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ServiceContract> {
    const contract = await this.contracts.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(contract));
    return contract;
  }

  /**
   * Submits a draft for approval; from now on its terms stay as they are.
   * @summary Submit a contract
   */
  @Post('{id}/submission')
  @Security('key', ['contract.write'])
  async submit(@Request() request: HttpRequest, @Path() id: Id): Promise<ServiceContract> {
    return this.contracts.submit(contextOf(request), id);
  }

  /**
   * Approves or rejects what another person drew up and submitted (R4, S019). Approved, it is in force from its start or
   * from today, whichever is later: nothing reported before its approval is covered.
   * @summary Decide a contract
   */
  @Post('{id}/approval')
  @Security('key', ['contract.approve'])
  async decide(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: ContractDecision,
  ): Promise<ServiceContract> {
    return this.contracts.decide(contextOf(request), id, body);
  }

  /**
   * Gives a contract up that was not decided yet.
   * @summary Withdraw a contract
   */
  @Post('{id}/withdrawal')
  @Security('key', ['contract.write'])
  async withdraw(@Request() request: HttpRequest, @Path() id: Id): Promise<ServiceContract> {
    return this.contracts.withdraw(contextOf(request), id);
  }

  /**
   * Records an agreed end before the expiry. The expiry, and with it the retention's due date, does not move (S094).
   * @summary End a contract early
   */
  @Post('{id}/termination')
  @Security('key', ['contract.approve'])
  async terminate(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: ContractTermination,
  ): Promise<ServiceContract> {
    return this.contracts.terminate(contextOf(request), id, body);
  }
}
