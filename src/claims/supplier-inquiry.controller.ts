import {
  Body,
  Controller,
  Get,
  Path,
  Post,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import {
  type NewSupplierInquiry,
  type SupplierAnswer,
  type SupplierContact,
  type SupplierInquiry,
  type SupplierInquiryClosure,
  type SupplierInquiryQuery,
} from './supplier-inquiry';
import { SupplierInquiryService } from './supplier-inquiry.service';

/** Suppliers' involvement in jobs, in writing and within hours. */
@Route('supplier-inquiries')
@Tags('Suppliers in jobs')
export class SupplierInquiryController extends Controller {
  private readonly inquiries: SupplierInquiryService;

  constructor(kernel: Kernel) {
    super();
    this.inquiries = new SupplierInquiryService(kernel);
  }

  /**
   * A component that a supplier made has failed (chassis, engine …): the supplier is to be written to within twelve hours
   * (S091, S092). The answer names where its support can be reached (S035).
   * @summary Involve a supplier
   */
  @Post()
  @Security('key', ['supplier-inquiry.write'])
  @SuccessResponse(201, 'Opened')
  async open(@Request() request: HttpRequest, @Body() body: NewSupplierInquiry): Promise<SupplierInquiry> {
    this.setStatus(201);
    return this.inquiries.open(contextOf(request), body);
  }

  /**
   * Lists involvements, newest first; `overdue=true`: whom nobody has written to, or who has not answered, within twelve
   * hours. Engineers see their own, stations their site's (R15).
   * @summary List supplier involvements
   */
  @Get()
  @Security('key', ['supplier-inquiry.read'])
  async list(
    @Request() request: HttpRequest,
    @Queries() query: SupplierInquiryQuery,
  ): Promise<PageOf<SupplierInquiry>> {
    return this.inquiries.list(contextOf(request), query);
  }

  /**
   * One involvement with all that was written.
   * @summary Read a supplier involvement
   */
  @Get('{id}')
  @Security('key', ['supplier-inquiry.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<SupplierInquiry> {
    return this.inquiries.find(contextOf(request), id);
  }

  /**
   * The supplier was written to; the words are archived with their digest (S092). The first letter starts the twelve
   * hours for the answer; a later one is a reminder and moves nothing.
   * @summary Record a letter to the supplier
   */
  @Post('{id}/contact')
  @Security('key', ['supplier-inquiry.write'])
  async contact(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SupplierContact,
  ): Promise<SupplierInquiry> {
    return this.inquiries.contact(contextOf(request), id, body);
  }

  /**
   * The supplier answered in writing: takes it upon itself, does not, or advises (S091).
   * @summary Record the supplier's answer
   */
  @Post('{id}/answer')
  @Security('key', ['supplier-inquiry.write'])
  async answer(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SupplierAnswer,
  ): Promise<SupplierInquiry> {
    return this.inquiries.answer(contextOf(request), id, body);
  }

  /**
   * Nobody waits for the supplier any more, and why.
   * @summary Close a supplier involvement
   */
  @Post('{id}/closure')
  @Security('key', ['supplier-inquiry.close'])
  async close(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: SupplierInquiryClosure,
  ): Promise<SupplierInquiry> {
    return this.inquiries.close(contextOf(request), id, body);
  }
}
