import { Body, Consumes, Controller, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { type CsvFile, type ImportResult } from '../catalog/import';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { UnitImportService } from './unit-import.service';

/** Imports of installed units. */
@Route('imports/installed-units')
@Tags('Imports')
export class UnitImportController extends Controller {
  private readonly imports: UnitImportService;

  constructor(kernel: Kernel) {
    super();
    this.imports = new UnitImportService(kernel);
  }

  /**
   * Adds new installed units from a CSV file, and the customers that are not known yet: all rows or none (R18). A file
   * with faults is refused with every fault, by line and column (`line/12/serialNumber`).
   *
   * Columns: `customer` 客户编号 (required), `customerName` 客户名称 (for a new customer), `phone` 电话, `address` 地址, `model`
   * 机型 (required, its number), `serialNumber` 整机序列号 (required, new), `usageClass` 使用类别, `firstOwner` 首任用户 (yes/no),
   * and a column for each date that is known, named by its kind: `MANUFACTURE` 生产日期, `SHIPMENT` 发货日期,
   * `READY_FOR_SHIPMENT` 待发日期, `STOCK_RECEIPT` 入库日期, `ARRIVAL` 到货日期, `INVOICE` 发票日期, `DELIVERY` 交付日期,
   * `INSTALL_DONE` 安装日期, `COMMISSIONING` 调试日期, `ACCEPTANCE` 验收日期, `IN_SERVICE` 投运日期, `FIRST_USE` 首次使用日期,
   * `PART_SALE` 配件销售日期, `REPAIR_RETURN` 修复返还日期; `evidence` 日期依据 says where the dates are known from.
   * @summary Import installed units
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
