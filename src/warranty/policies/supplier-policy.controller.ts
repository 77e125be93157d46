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
import { type NewSupplierPolicy, type SupplierPolicy, type SupplierPolicyQuery } from './supplier-policy';
import { SupplierPolicyService } from './supplier-policy.service';

/** What suppliers owe us (进货质保): policies of the same form, seen from us to the supplier. */
@Route('supplier-policies')
@Tags('Warranty')
export class SupplierPolicyController extends Controller {
  private readonly policies: SupplierPolicyService;

  constructor(kernel: Kernel) {
    super();
    this.policies = new SupplierPolicyService(kernel);
  }

  /**
   * Puts a supplier's policy in force; every fault of its rules is named at once. The same number again makes the next
   * version and retires the one before. 409 where another policy of the supplier is for the same components.
   * @summary Add a supplier policy
   */
  @Post()
  @Security('key', ['warranty.write'])
  @SuccessResponse(201, 'Added')
  async add(@Request() request: HttpRequest, @Body() body: NewSupplierPolicy): Promise<SupplierPolicy> {
    this.setStatus(201);
    return this.policies.add(contextOf(request), body);
  }

  /**
   * Lists them by supplier, number and version.
   * @summary List supplier policies
   */
  @Get()
  @Security('key', ['supplier-policy.read'])
  async list(@Queries() query: SupplierPolicyQuery): Promise<PageOf<SupplierPolicy>> {
    return this.policies.list(query);
  }

  /**
   * One version.
   * @summary Read a supplier policy
   */
  @Get('{id}')
  @Security('key', ['supplier-policy.read'])
  async find(@Path() id: Id): Promise<SupplierPolicy> {
    return this.policies.find(id);
  }

  /**
   * Takes a version out of force; what was determined with it stays.
   * @summary Retire a supplier policy
   */
  @Post('{id}/retirement')
  @Security('key', ['warranty.write'])
  async retire(@Request() request: HttpRequest, @Path() id: Id): Promise<SupplierPolicy> {
    return this.policies.retire(contextOf(request), id);
  }
}
