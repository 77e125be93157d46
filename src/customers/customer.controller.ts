import {
  Body,
  Controller,
  Get,
  Header,
  Path,
  Post,
  Put,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { type Request as HttpRequest } from 'express';
import { contextOf } from '../platform/http-context';
import { etagOf } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type PageOf } from '../platform/page';
import { type Id } from '../platform/types';
import { type Customer, type CustomerChange, type CustomerQuery, type NewCustomer } from './customer';
import { CustomerService } from './customer.service';

/** Customers (客户). */
@Route('customers')
@Tags('Customers')
export class CustomerController extends Controller {
  private readonly customers: CustomerService;

  constructor(kernel: Kernel) {
    super();
    this.customers = new CustomerService(kernel);
  }

  /**
   * Adds a customer (客户).
   * @summary Add a customer
   */
  @Post()
  @Security('key', ['customer.write'])
  @SuccessResponse(201, 'Added')
  async create(@Request() request: HttpRequest, @Body() body: NewCustomer): Promise<Customer> {
    this.setStatus(201);
    return this.customers.create(contextOf(request), body);
  }

  /**
   * Lists customers by number. Engineers and stations name the customer by number or phone: they do not browse.
   * @summary List customers
   */
  @Get()
  @Security('key', ['customer.read'])
  async list(@Request() request: HttpRequest, @Queries() query: CustomerQuery): Promise<PageOf<Customer>> {
    return this.customers.list(contextOf(request), query);
  }

  /**
   * One customer; the ETag is needed to change it. Engineers and stations read the customers of their own requests and
   * work orders, and those they registered (R15).
   * @summary Read a customer
   */
  @Get('{id}')
  @Security('key', ['customer.read'])
  async find(@Request() request: HttpRequest, @Path() id: Id): Promise<Customer> {
    const customer = await this.customers.find(contextOf(request), id);
    this.setHeader('ETag', etagOf(customer));
    return customer;
  }

  /**
   * Changes a customer; `active: false` retires it, and nothing is ever deleted.
   * @summary Change a customer
   */
  @Put('{id}')
  @Security('key', ['customer.write'])
  async change(
    @Request() request: HttpRequest,
    @Path() id: Id,
    @Body() body: CustomerChange,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Customer> {
    const customer = await this.customers.change(contextOf(request), id, ifMatch, body);
    this.setHeader('ETag', etagOf(customer));
    return customer;
  }
}
