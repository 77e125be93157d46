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
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf, type PageQuery } from '../platform/page';
import { type Id } from '../platform/types';
import { type Issue, type IssueLine, type IssueQuery, type ListedIssue, type NewIssue } from './issue';
import { IssueService } from './issue.service';

/** Issues (发料单): reserved parts handed out to the engineer. */
@Route('issues')
@Tags('Issues')
export class IssueController extends Controller {
  private readonly issues: IssueService;

  constructor(kernel: Kernel) {
    super();
    this.issues = new IssueService(kernel);
  }

  /**
   * Hands out approved, reserved pieces into the engineer's custody, wholly or in part. Refused: without approval, beyond
   * what was approved, beyond what is reserved (R3).
   * @summary Issue parts
   */
  @Post()
  @Security('key', ['issue.write'])
  @SuccessResponse(201, 'Issued')
  async issue(@Request() request: HttpRequest, @Body() body: NewIssue): Promise<Issue> {
    this.setStatus(201);
    return this.issues.issue(contextOf(request), body);
  }

  /**
   * Lists issues without their lines, newest first; engineers see their own, stations their site's (R15).
   * @summary List issues
   */
  @Get()
  @Security('key', ['issue.read'])
  async list(@Request() request: HttpRequest, @Queries() query: IssueQuery): Promise<PageOf<ListedIssue>> {
    return this.issues.list(contextOf(request), query);
  }

  /**
   * One issue with its lines.
   * @summary Read an issue
   */
  @Get('{id}')
  @Security('key', ['issue.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Issue> {
    return this.issues.find(contextOf(request), id);
  }

  /**
   * Lists the lines of an issue in their order.
   * @summary List the lines of an issue
   */
  @Get('{id}/lines')
  @Security('key', ['issue.read'])
  async lines(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Queries() query: PageQuery,
  ): Promise<PageOf<IssueLine>> {
    return this.issues.lines(contextOf(request), id, query);
  }

  /**
   * The engineer acknowledges that the parts were handed over (签收).
   * @summary Acknowledge an issue
   */
  @Post('{id}/acknowledgement')
  @Security('key', ['issue.acknowledge'])
  async acknowledge(@Request() request: HttpRequest, @Path() id: Id): Promise<Issue> {
    return this.issues.acknowledge(contextOf(request), id);
  }
}
