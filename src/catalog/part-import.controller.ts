import { Body, Consumes, Controller, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type CsvFile, type ImportResult } from './import';
import { PartImportService } from './part-import.service';

/** Imports of parts. */
@Route('imports/parts')
@Tags('Imports')
export class PartImportController extends Controller {
  private readonly imports: PartImportService;

  constructor(kernel: Kernel) {
    super();
    this.imports = new PartImportService(kernel);
  }

  /**
   * Adds new parts from a CSV file: all rows or none (R18). A file with faults is refused with every fault, by line and
   * column (`line/12/unit`).
   *
   * Columns: `number` 备件编号 (required, new), `nameZh` 中文名称 and `nameEn` 英文名称 (at least one), `unit` 单位 (piece,
   * cm, ml, g), `component` 部件, `supplier` 供应商 (its number), `supplierNumber` 供应商编号, `makerNumber` 制造商编号,
   * `gtin` 商品条码 (8, 12, 13 or 14 digits), `cpid`, `serialNumbered` 序列号管理 (yes/no), `oldPartRule` 旧件规则 (always, warranty_only, never), `oldPartDays` 旧件天数,
   * `supersededBy` 替代件 (a part's number, known or in the file).
   * @summary Import parts
   */
  @Post()
  @Consumes('text/csv')
  @Security('key', ['catalog.import'])
  @SuccessResponse(201, 'Imported')
  async import(@Request() request: HttpRequest, @Body() body: CsvFile): Promise<ImportResult> {
    this.setStatus(201);
    return this.imports.import(contextOf(request), body);
  }
}
