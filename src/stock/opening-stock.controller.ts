import {
  Body,
  Consumes,
  Controller,
  Post,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { type CsvFile } from '../catalog/import';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type OpeningQuery, type OpeningStockResult } from './opening-stock';
import { OpeningStockService } from './opening-stock.service';

/** Imports of opening stock. */
@Route('imports/opening-stock')
@Tags('Imports')
export class OpeningStockController extends Controller {
  private readonly openings: OpeningStockService;

  constructor(kernel: Kernel) {
    super();
    this.openings = new OpeningStockService(kernel);
  }

  /**
   * Books in, from a CSV file, what lay on the shelves when the books began: all rows or none (R18), as one receipt of
   * kind `opening` for each site. A file with faults is refused with every fault, by line and column (`line/12/bin`). A
   * shelf that holds pieces of the part already is not opened again: a count corrects it.
   *
   * Columns, all numbers as people read them: `site` 仓库, `bin` 库位, `part` 备件编号, `quantity` 数量, `value` 金额 (what the
   * pieces of the row cost in all, in minor units of the base currency), `serialNumbers` 序列号 (separated by blanks, one
   * for each piece of a serial-numbered part).
   * @summary Import opening stock
   */
  @Post()
  @Consumes('text/csv')
  @Security('key', ['stock.open'])
  @SuccessResponse(201, 'Imported')
  async import(
    @Request() request: HttpRequest,
    @Queries() query: OpeningQuery,
    @Body() body: CsvFile,
  ): Promise<OpeningStockResult> {
    this.setStatus(201);
    return this.openings.import(contextOf(request), query, body);
  }
}
