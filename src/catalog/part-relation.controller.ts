import { Body, Controller, Get, Header, Path, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type ModelIds, type Part, type PartIds, type PartKeys, type Supersession } from './part';
import { PartService } from './part.service';
import { type ProductModel } from './product-model';
import { type PartSupport } from './supplier';
import { SupplierService } from './supplier.service';

/** How parts stand to each other and to product models. */
@Route('parts')
@Tags('Catalogue')
export class PartRelationController extends Controller {
  private readonly parts: PartService;
  private readonly suppliers: SupplierService;

  constructor(kernel: Kernel) {
    super();
    this.parts = new PartService(kernel);
    this.suppliers = new SupplierService(kernel);
  }

  /**
   * The part and those that took its place, in order (替代关系). The last one is what is supplied when the first is asked for.
   * @summary Read the successors of a part
   */
  @Get('{id}/successors')
  @Security('key', ['catalog.read'])
  async successors(@Path() id: Id): Promise<PageOf<Part>> {
    return this.parts.successors(id);
  }

  /**
   * Names the part that takes this part's place, or none. From now on requisitions for it are supplied by the end of the
   * chain. A chain that leads back to the part is refused (409 circular-supersession).
   * @summary Supersede a part
   */
  @Put('{id}/supersession')
  @Security('key', ['catalog.write'])
  async supersede(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: Supersession,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Part> {
    const part = await this.parts.supersede(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(part));
    return part;
  }

  /**
   * States the maker's GS1 keys of a part (GTIN, CPID), or takes them away; scanners name the part by them, and labels can
   * bear them. A key that names another part or a linked code is refused (409).
   * @summary Set the GS1 keys of a part
   */
  @Put('{id}/gs1-keys')
  @Security('key', ['catalog.write'])
  async identify(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: PartKeys,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Part> {
    const part = await this.parts.identify(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(part));
    return part;
  }

  /**
   * What may be offered instead of this part at the pick (代用件).
   * @summary Read the substitutes of a part
   */
  @Get('{id}/substitutes')
  @Security('key', ['catalog.read'])
  async substitutes(@Path() id: Id): Promise<PageOf<Part>> {
    return this.parts.substitutes(id);
  }

  /**
   * Says which parts may be offered instead of this one; the list replaces the one before. It holds in this direction
   * only: state it on both parts where either may replace the other.
   * @summary Set the substitutes of a part
   */
  @Put('{id}/substitutes')
  @Security('key', ['catalog.write'])
  async substitute(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: PartIds,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Part> {
    const part = await this.parts.substitute(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(part));
    return part;
  }

  /**
   * The product models a part fits (适用机型).
   * @summary Read the models a part fits
   */
  @Get('{id}/models')
  @Security('key', ['catalog.read'])
  async models(@Path() id: Id): Promise<PageOf<ProductModel>> {
    return this.parts.models(id);
  }

  /**
   * Says which product models this part fits; the list replaces the one before.
   * @summary Set the models a part fits
   */
  @Put('{id}/models')
  @Security('key', ['catalog.write'])
  async applyTo(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: ModelIds,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Part> {
    const part = await this.parts.applyTo(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(part));
    return part;
  }

  /**
   * Whom to ask about this part: its supplier's channel for the component, else the supplier's general one (S035).
   * @summary Read who supports a part
   */
  @Get('{id}/support')
  @Security('key', ['catalog.read'])
  async support(@Path() id: Id): Promise<PartSupport> {
    return this.suppliers.supportForPart(id);
  }
}
