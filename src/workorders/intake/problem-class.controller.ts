import { Body, Controller, Get, Header, Path, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../../platform/http-context';
import { etagOf } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { type ProblemClass, type ProblemClassChange, type ProblemClassNumber } from './problem-class';
import { ProblemClassService } from './problem-class.service';

/** Problem classes: routes and due times of service requests. */
@Route('problem-classes')
@Tags('Service requests')
export class ProblemClassController extends Controller {
  private readonly classes: ProblemClassService;

  constructor(kernel: Kernel) {
    super();
    this.classes = new ProblemClassService(kernel);
  }

  /**
   * Every problem class with its route and due times.
   * @summary List problem classes
   */
  @Get()
  @Security('key', ['service-request.read'])
  async list(): Promise<{ items: ProblemClass[] }> {
    return this.classes.list();
  }

  /**
   * One problem class; the ETag is needed to change it.
   * @summary Read a problem class
   */
  @Get('{number}')
  @Security('key', ['service-request.read'])
  async find(@Path() number: ProblemClassNumber): Promise<ProblemClass> {
    const found = await this.classes.find(number);
    this.setHeader('ETag', etagOf(found));
    return found;
  }

  /**
   * Changes route or due times, for requests that come in from now on.
   * @summary Change a problem class
   */
  @Put('{number}')
  @Security('key', ['problem-class.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() number: ProblemClassNumber,
    @Body() body: ProblemClassChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ProblemClass> {
    const changed = await this.classes.change(contextOf(request), number, ifMatch, body);
    this.setHeader('ETag', etagOf(changed));
    return changed;
  }
}
