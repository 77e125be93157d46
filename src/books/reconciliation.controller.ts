import { Extension, Controller, Get, Path, Queries, Route, Security, Tags } from '@tsoa/runtime';
import { type Kernel } from '../platform/kernel';
import { type PageOf, type PageQuery } from '../platform/page';
import { type Difference, type Reconciliation } from './reconciliation';
import { ReconciliationService } from './reconciliation.service';

/** Reconciliation (对账): stock equals books. */
@Route('reconciliation')
@Tags('Books')
export class ReconciliationController extends Controller {
  private readonly reconciliation: ReconciliationService;

  constructor(kernel: Kernel) {
    super();
    this.reconciliation = new ReconciliationService(kernel);
  }

  /**
   * Proves that the books agree with each other, at one moment: balances with postings, custody with its documents,
   * fitted pieces with signed reports, replacements with their old parts (S081, S084, S087). Each statement is a number
   * of offending rows, pieces and value; zero means zero.
   * @summary Reconcile the books
   */
  @Get()
  @Security('key', ['books.read'])
  async reconcile(): Promise<Reconciliation> {
    return this.reconciliation.reconcile();
  }

  /**
   * Lists the rows that contradict one identity.
   * @summary Drill down into an identity
   * @param name the identity's name
   * @pattern name ^[a-z-]{1,64}$ a name has small letters and hyphens only
   */
  @Get('{name}')
  @Extension('x-file', true)
  @Security('key', ['books.read'])
  async differences(@Path() name: string, @Queries() query: PageQuery): Promise<PageOf<Difference>> {
    return this.reconciliation.differences(name, query);
  }
}
