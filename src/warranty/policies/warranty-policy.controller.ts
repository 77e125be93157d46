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
import { contextOf } from '../../platform/http-context';
import { etagOf } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { type PageOf } from '../../platform/page';
import { type Id } from '../../platform/types';
import { type NewWarrantyPolicy, type WarrantyPolicy, type WarrantyPolicyQuery } from './warranty-policy';
import { WarrantyPolicyService } from './warranty-policy.service';

/** Warranty policies (质保条款) as versioned data. */
@Route('warranty-policies')
@Tags('Warranty')
export class WarrantyPolicyController extends Controller {
  private readonly policies: WarrantyPolicyService;

  constructor(kernel: Kernel) {
    super();
    this.policies = new WarrantyPolicyService(kernel);
  }

  /**
   * Adds a policy as a draft; every fault of its rules is named at once.
   * @summary Add a warranty policy
   */
  @Post()
  @Security('key', ['warranty.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewWarrantyPolicy): Promise<WarrantyPolicy> {
    this.setStatus(201);
    return this.policies.create(contextOf(request), body);
  }

  /**
   * Lists policies by number and version.
   * @summary List warranty policies
   */
  @Get()
  @Security('key', ['warranty.read'])
  async list(@Queries() query: WarrantyPolicyQuery): Promise<PageOf<WarrantyPolicy>> {
    return this.policies.list(query);
  }

  /**
   * One version of a policy; the ETag is needed to change a draft.
   * @summary Read a warranty policy
   */
  @Get('{id}')
  @Security('key', ['warranty.read'])
  async find(@Path() id: Id): Promise<WarrantyPolicy> {
    const policy = await this.policies.find(id);
    this.setHeader('ETag', etagOf(policy));
    return policy;
  }

  /**
   * Changes a draft; what is or was in force never changes.
   * @summary Change a draft
   */
  @Put('{id}')
  @Security('key', ['warranty.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewWarrantyPolicy,
    @Header('If-Match') ifMatch?: string,
  ): Promise<WarrantyPolicy> {
    const policy = await this.policies.changeDraft(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(policy));
    return policy;
  }

  /**
   * Adds the next version of a policy, as a draft.
   * @summary Add a version
   */
  @Post('{id}/versions')
  @Security('key', ['warranty.write'])
  @SuccessResponse(201, 'Added')
  async createVersion(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: NewWarrantyPolicy,
  ): Promise<WarrantyPolicy> {
    this.setStatus(201);
    return this.policies.createVersion(contextOf(request), id, body);
  }

  /**
   * Puts a draft in force. A version of the same policy for the same sales is retired by it; another policy for the same
   * sales with the same priority is a conflict.
   * @summary Activate a version
   */
  @Post('{id}/activation')
  @Security('key', ['warranty.write'])
  async activate(@Request() request: HttpRequest, @Path() id: Id): Promise<WarrantyPolicy> {
    return this.policies.activate(contextOf(request), id);
  }

  /**
   * Takes a version out of force, or gives up a draft; what it decided stays.
   * @summary Retire a version
   */
  @Post('{id}/retirement')
  @Security('key', ['warranty.write'])
  async retire(@Request() request: HttpRequest, @Path() id: Id): Promise<WarrantyPolicy> {
    return this.policies.retire(contextOf(request), id);
  }
}
