import { Body, Consumes, Controller, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { type CsvFile, type ImportResult } from '../../catalog/import';
import { contextOf } from '../../platform/http-context';
import { type Kernel } from '../../platform/kernel';
import { UnitEventImportService } from './unit-event-import.service';

/** Imports of the history that units bring along. */
@Route('imports/unit-events')
@Tags('Imports')
export class UnitEventImportController extends Controller {
  private readonly imports: UnitEventImportService;

  constructor(kernel: Kernel) {
    super();
    this.imports = new UnitEventImportService(kernel);
  }

  /**
   * Adds earlier repairs, exchanges and delays of known units from a CSV file: all rows or none (R18). A file with faults
   * is refused with every fault, by line and column (`line/12/from`). They are marked as imported and count from then on.
   *
   * Columns: `model` 机型 (required, its number), `serialNumber` 整机序列号 (required), `kind` 类别 (REPAIR, UNIT_REPLACED,
   * FORCE_MAJEURE_DELAY), `from` 开始日期 (required), `to` 结束日期 or `days` 停用天数 (out of use; neither = the same day),
   * `fault` 故障 (symptom), `cause` 故障原因 (code), `parts` 更换零件 (components, separated by blanks), `paid` 收费,
   * `underWarranty` 保修, `remedy` 法定补救 (yes/no), `excludedDays` 不计天数, `readings` 读数 (`km=45000 hours=310`),
   * `evidence` 依据.
   * @summary Import the history of units
   */
  @Post()
  @Consumes('text/csv')
  @Security('key', ['customer.import'])
  @SuccessResponse(201, 'Imported')
  async import(@Request() request: HttpRequest, @Body() body: CsvFile): Promise<ImportResult> {
    this.setStatus(201);
    return this.imports.import(contextOf(request), body);
  }
}
