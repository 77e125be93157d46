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
import { type NewRemittance, type Remittance, type RemittanceQuery } from './payment';
import { RemittanceService } from './remittance.service';

/** Remittances (上缴): cash handed in to the office. */
@Route('remittances')
@Tags('Paid work')
export class RemittanceController extends Controller {
  private readonly remittances: RemittanceService;

  constructor(kernel: Kernel) {
    super();
    this.remittances = new RemittanceService(kernel);
  }

  /**
   * The caller receives cash that another person holds (R4); the oldest is handed in first. 409 beyond what is held.
   * @summary Receive cash
   */
  @Post()
  @Security('key', ['remittance.write'])
  @SuccessResponse(201, 'Received')
  async create(@Request() request: HttpRequest, @Body() body: NewRemittance): Promise<Remittance> {
    this.setStatus(201);
    return this.remittances.create(contextOf(request), body);
  }

  /**
   * Lists remittances, newest first; engineers see their own (R15).
   * @summary List remittances
   */
  @Get()
  @Security('key', ['charge.read'])
  async list(@Request() request: HttpRequest, @Queries() query: RemittanceQuery): Promise<PageOf<Remittance>> {
    return this.remittances.list(contextOf(request), query);
  }

  /**
   * One remittance with the payments it hands in.
   * @summary Read a remittance
   */
  @Get('{id}')
  @Security('key', ['charge.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Remittance> {
    return this.remittances.find(contextOf(request), id);
  }
}
