import { Controller, Get, Queries, Route, Security, Tags } from '@tsoa/runtime';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type UnitFinding, type UnitFindingQuery } from './service-report';
import { UnitFindingService } from './unit-finding.service';

/** Findings at installed units, beside what the orders asked about. */
@Route('unit-findings')
@Tags('Service reports')
export class UnitFindingController extends Controller {
  private readonly findings: UnitFindingService;

  constructor(kernel: Kernel) {
    super();
    this.findings = new UnitFindingService(kernel);
  }

  /**
   * Other defects (S022) and operating conditions (S023) found at a unit, newest first. Whoever goes to the unit next
   * sees them, whoever found them.
   * @summary List the findings at a unit
   */
  @Get()
  @Security('key', ['report.read'])
  async list(@Queries() query: UnitFindingQuery): Promise<PageOf<UnitFinding>> {
    return this.findings.list(query);
  }
}
