import { Body, Controller, Get, Header, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type Organisation, type OrganisationChange } from './organisation';
import { OrganisationService } from './organisation.service';

/** The organisation this installation serves. */
@Route('organisation')
@Tags('Organisation')
export class OrganisationController extends Controller {
  private readonly organisation: OrganisationService;

  constructor(kernel: Kernel) {
    super();
    this.organisation = new OrganisationService(kernel);
  }

  /**
   * The settings that hold for everybody; the ETag is needed to change them.
   * @summary Read the organisation's settings
   */
  @Get()
  @Security('key', ['organisation.read'])
  async find(): Promise<Organisation> {
    const found = await this.organisation.find();
    this.setHeader('ETag', etagOf(found));
    return found;
  }

  /**
   * Changes the settings. The base currency is fixed from the first amount on.
   * @summary Change the organisation's settings
   */
  @Put()
  @Security('key', ['organisation.write'])
  async change(
    @Request() request: HttpRequest,
    @Body() body: OrganisationChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Organisation> {
    const changed = await this.organisation.change(contextOf(request), ifMatch, body);
    this.setHeader('ETag', etagOf(changed));
    return changed;
  }
}
