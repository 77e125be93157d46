import { Controller, Get, Path, Produces, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type BarcodeImageQuery, type ScannedRecord, type ScanQuery } from './scan';
import { ScanService } from './scan.service';

/** What a scanned text is (扫码), and the barcodes to be scanned. */
@Route('scans')
@Tags('Barcodes')
export class ScanController extends Controller {
  private readonly scans: ScanService;

  constructor(kernel: Kernel) {
    super();
    this.scans = new ScanService(kernel);
  }

  /**
   * From what a scanner delivered (our code, GS1, a maker's number or serial number, with the scanner's additions) to the
   * record, its state, and what this caller may do next. Several records: 409 with the candidates.
   * @summary Resolve a scanned text
   */
  @Get()
  @Security('key', ['barcode.read'])
  async resolve(@Request() request: HttpRequest, @Queries() query: ScanQuery): Promise<ScannedRecord> {
    return this.scans.resolve(contextOf(request), query.text);
  }

  /**
   * The barcode of any part, bin, unit or document, by its code: Code 128, QR or Data Matrix, as PNG or SVG. Of a part or a
   * unit with GS1 keys also GS1-128, GS1 QR Code or GS1 Data Matrix, which carry the key.
   * @summary Draw a barcode
   * @example code "PT0123456789X"
   */
  @Get('{code}/image')
  @Security('key', ['barcode.read'])
  @Produces('image/png')
  @Produces('image/svg+xml')
  async image(
    @Request() request: HttpRequest,
    @Path() code: string,
    @Queries() query: BarcodeImageQuery,
  ): Promise<void> {
    const image = await this.scans.image(contextOf(request), code, query);
    request.res!.type(query.format === 'svg' ? 'image/svg+xml' : 'image/png').send(image);
  }
}
