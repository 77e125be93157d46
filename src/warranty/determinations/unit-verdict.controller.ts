import { Body, Controller, Extension, Get, Path, Post, Route, Security, Tags } from '@tsoa/runtime';
import { type Kernel } from '../../platform/kernel';
import { type Id } from '../../platform/types';
import { type UnitEntitlements, type UnitFault, type UnitVerdict } from './unit-verdict';
import { UnitVerdictService } from './unit-verdict.service';

/** What the warranty says of a unit, before anybody travels. */
@Route('installed-units/{unitId}')
@Tags('Warranty')
export class UnitVerdictController extends Controller {
  private readonly verdicts: UnitVerdictService;

  constructor(kernel: Kernel) {
    super();
    this.verdicts = new UnitVerdictService(kernel);
  }

  /**
   * Who would pay for a fault of this unit, from the dates, readings, repairs and replaced parts on record, under the
   * policies in force; with the sentence for the customer and the facts that would change it. Nothing is stored.
   * @summary Ask who would pay
   */
  @Post('verdict')
  @Extension('x-reads-only', true)
  @Security('key', ['warranty.read'])
  async verdict(@Path() unitId: Id, @Body() body: UnitFault): Promise<UnitVerdict> {
    return this.verdicts.verdict(unitId, body);
  }

  /**
   * Rights beyond repair (exchange, refund …) that the repairs of this unit bring today, and the faults that were
   * repaired again and again.
   * @summary List what a unit entitles to
   */
  @Get('entitlements')
  @Security('key', ['warranty.read'])
  async entitlements(@Path() unitId: Id): Promise<UnitEntitlements> {
    return this.verdicts.entitlements(unitId);
  }
}
