import {
  Body,
  Controller,
  Delete,
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
import { type PageOf, type PageQuery } from '../platform/page';
import { type Id } from '../platform/types';
import { type IssuedKey, type NewKey, type NewStaffMember, type StaffMember, type StaffMemberChange } from './staff';
import { StaffService } from './staff.service';

/** Staff members (人员) and their API keys. */
@Route('staff-members')
@Tags('Staff')
export class StaffController extends Controller {
  private readonly staff: StaffService;

  constructor(kernel: Kernel) {
    super();
    this.staff = new StaffService(kernel);
  }

  /**
   * Adds a staff member.
   * @summary Add a staff member
   */
  @Post()
  @Security('key', ['staff.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewStaffMember): Promise<StaffMember> {
    this.setStatus(201);
    return this.staff.create(contextOf(request), body);
  }

  /**
   * Lists staff members by number.
   * @summary List staff members
   */
  @Get()
  @Security('key', ['staff.read'])
  async list(@Queries() query: PageQuery): Promise<PageOf<StaffMember>> {
    return this.staff.list(query);
  }

  /**
   * One staff member; the ETag is needed to change it.
   * @summary Read a staff member
   */
  @Get('{id}')
  @Security('key', ['staff.read'])
  async find(@Path() id: Id): Promise<StaffMember> {
    const member = await this.staff.find(id);
    this.setHeader('ETag', etagOf(member));
    return member;
  }

  /**
   * Changes name, roles, site or rights; leaving takes effect at once.
   * @summary Change a staff member
   */
  @Put('{id}')
  @Security('key', ['staff.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: StaffMemberChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<StaffMember> {
    const member = await this.staff.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(member));
    return member;
  }

  /**
   * Issues an API key for a staff member. The key is shown in this answer only.
   * @summary Issue an API key
   */
  @Post('{id}/keys')
  @Security('key', ['key.write'])
  @SuccessResponse(201, 'Issued')
  async issueKey(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewKey): Promise<IssuedKey> {
    this.setStatus(201);
    return this.staff.issueKey(contextOf(request), id, body);
  }

  /**
   * Revokes an API key; the next request with it is refused.
   * @summary Revoke an API key
   */
  @Delete('{id}/keys/{keyId}')
  @Security('key', ['key.write'])
  @SuccessResponse(204, 'Revoked')
  async revokeKey(@Request() request: HttpRequest, @Path() id: Id, @Path() keyId: Id): Promise<void> {
    this.setStatus(204);
    await this.staff.revokeKey(contextOf(request), id, keyId);
  }
}
