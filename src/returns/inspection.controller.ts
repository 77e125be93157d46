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
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type Inspection, type InspectionQuery, type NewInspection } from './inspection';
import { InspectionService } from './inspection.service';

/** Inspections (检验) of what lies in quarantine. */
@Route('inspections')
@Tags('Returns')
export class InspectionController extends Controller {
  private readonly inspections: InspectionService;

  constructor(kernel: Kernel) {
    super();
    this.inspections = new InspectionService(kernel);
  }

  /**
   * Decides what becomes of pieces in quarantine: onto a shelf, back to the supplier, or scrapped. Scrapping is decided by
   * a supervisor (S012: explicitly, never silently).
   * @summary Inspect what lies in quarantine
   */
  @Post()
  @Security('key', ['inspection.write'])
  @SuccessResponse(201, 'Inspected')
  async create(@Request() request: HttpRequest, @Body() body: NewInspection): Promise<Inspection> {
    this.setStatus(201);
    return this.inspections.create(contextOf(request), body);
  }

  /**
   * Lists inspections, newest first; a station sees its site's (R15).
   * @summary List inspections
   */
  @Get()
  @Security('key', ['stock.read'])
  async list(@Request() request: HttpRequest, @Queries() query: InspectionQuery): Promise<PageOf<Inspection>> {
    return this.inspections.list(contextOf(request), query);
  }

  /**
   * One inspection with its lines.
   * @summary Read an inspection
   */
  @Get('{id}')
  @Security('key', ['stock.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Inspection> {
    return this.inspections.find(contextOf(request), id);
  }
}
