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
import { CorrectionService } from './correction.service';
import { HandlingService } from './handling.service';
import {
  type Answer,
  type Confirmation,
  type FollowedUp,
  type FollowUp,
  type NewCorrection,
  type NewServiceRequest,
  type NewVisit,
  type PhoneSolution,
  type Punctuality,
  type PunctualityQuery,
  type ServiceRequest,
  type ServiceRequestDetail,
  type ServiceRequestQuery,
  type VisitOrdered,
} from './service-request';
import { ServiceRequestService } from './service-request.service';

/** Service requests (报修), from registration to the visit. */
@Route('service-requests')
@Tags('Service requests')
export class ServiceRequestController extends Controller {
  private readonly requests: ServiceRequestService;
  private readonly handling: HandlingService;
  private readonly corrections: CorrectionService;

  constructor(kernel: Kernel) {
    super();
    this.requests = new ServiceRequestService(kernel);
    this.handling = new HandlingService(kernel);
    this.corrections = new CorrectionService(kernel);
  }

  /**
   * Registers a request (S001, S059). The answer shows what unit and model had before, whether the fault repeats, who would
   * pay, and what is still missing.
   * @summary Register a service request
   */
  @Post()
  @Security('key', ['service-request.write'])
  @SuccessResponse(201, 'Registered')
  async create(@Request() request: HttpRequest, @Body() body: NewServiceRequest): Promise<ServiceRequestDetail> {
    this.setStatus(201);
    return this.requests.create(contextOf(request), body);
  }

  /**
   * Lists requests, newest first; engineers see their own, stations their site's (R15).
   * @summary List service requests
   */
  @Get()
  @Security('key', ['service-request.read'])
  async list(@Request() request: HttpRequest, @Queries() query: ServiceRequestQuery): Promise<PageOf<ServiceRequest>> {
    return this.requests.list(contextOf(request), query);
  }

  /**
   * By problem class: how many requests of these days were answered and visited in time (S032).
   * @summary On-time figures
   */
  @Get('punctuality')
  @Security('key', ['service-request.read'])
  async punctuality(
    @Request() request: HttpRequest,
    @Queries() query: PunctualityQuery,
  ): Promise<{ items: Punctuality[] }> {
    return this.requests.punctuality(contextOf(request), query);
  }

  /**
   * One request with its corrections, its visits, and the history of unit and model (S006, S037).
   * @summary Read a service request
   */
  @Get('{id}')
  @Security('key', ['service-request.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<ServiceRequestDetail> {
    return this.requests.find(contextOf(request), id);
  }

  /**
   * Records that the customer was called back; once.
   * @summary Record the answer
   */
  @Post('{id}/answer')
  @Security('key', ['service-request.write'])
  async answer(@Request() request: HttpRequest, @Path() id: Id, @Body() body: Answer): Promise<ServiceRequest> {
    return this.requests.answer(contextOf(request), id, body);
  }

  /**
   * Corrects unit, model, purchase date, fault, symptom or cause. The earlier value stays; who pays is determined anew, for
   * the request and its visits (S008, S021).
   * @summary Correct a service request
   */
  @Post('{id}/corrections')
  @Security('key', ['service-request.write'])
  @SuccessResponse(201, 'Corrected')
  async correct(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewCorrection): Promise<ServiceRequest> {
    this.setStatus(201);
    return this.corrections.correct(contextOf(request), id, body);
  }

  /**
   * Records that the user confirmed model and purchase date (S007); a later correction takes it back.
   * @summary Confirm the facts with the user
   */
  @Post('{id}/confirmation')
  @Security('key', ['service-request.write'])
  async confirm(@Request() request: HttpRequest, @Path() id: Id, @Body() body: Confirmation): Promise<ServiceRequest> {
    return this.requests.confirm(contextOf(request), id, body);
  }

  /**
   * Solved by phone: no visit, no parts, no charge (S004); to be asked again after two hours (S005).
   * @summary Solve by phone
   */
  @Post('{id}/phone-solution')
  @Security('key', ['service-request.write'])
  async solveByPhone(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: PhoneSolution,
  ): Promise<ServiceRequest> {
    return this.handling.solveByPhone(contextOf(request), id, body);
  }

  /**
   * What the customer said when asked again: if the fault persists, somebody goes; else the request is closed (S005).
   * @summary Follow up
   */
  @Post('{id}/follow-up')
  @Security('key', ['service-request.write'])
  async followUp(@Request() request: HttpRequest, @Path() id: Id, @Body() body: FollowUp): Promise<FollowedUp> {
    return this.handling.followUp(contextOf(request), id, body);
  }

  /**
   * Sends an engineer: a work order is opened and determined.
   * @summary Order a visit
   */
  @Post('{id}/visit')
  @Security('key', ['service-request.write'])
  @SuccessResponse(201, 'Ordered')
  async visit(@Request() request: HttpRequest, @Path() id: Id, @Body() body: NewVisit): Promise<VisitOrdered> {
    this.setStatus(201);
    return this.handling.visit(contextOf(request), id, body);
  }
}
