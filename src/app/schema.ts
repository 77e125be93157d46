import { type EntitySchema } from 'typeorm';
import { BinEntity } from '../catalog/bin.entity';
import { faultReportProblems } from '../books/fault-report.problems';
import { catalogProblems } from '../catalog/catalog.problems';
import { PartEntity } from '../catalog/part.entity';
import { ProductModelEntity } from '../catalog/product-model.entity';
import { SiteEntity } from '../catalog/site.entity';
import { SupplierEntity } from '../catalog/supplier.entity';
import { chargesProblems } from '../charges/charges.problems';
import { contractsProblems } from '../contracts/contracts.problems';
import { CustomerEntity } from '../customers/customer.entity';
import { claimsProblems } from '../claims/claims.problems';
import { countsProblems } from '../counts/counts.problems';
import { customersProblems } from '../customers/customers.problems';
import { InstalledUnitEntity } from '../customers/installed-unit.entity';
import { expensesProblems } from '../expenses/expenses.problems';
import { StaffMemberEntity } from '../identity/staff.entity';
import { staffProblems } from '../identity/staff.problems';
import { issueProblems } from '../issues/issue.problems';
import { labelsProblems } from '../labels/labels.problems';
import { PrinterEntity } from '../labels/printing/printer.entity';
import { ledgerProblems } from '../ledger/ledger.problems';
import { type ConstraintProblems } from '../platform/database-errors';
import { platformProblems } from '../platform/platform.problems';
import { serviceReportProblems } from '../reports/service-report.problems';
import { requisitionProblems } from '../requisitions/requisition.problems';
import { oldPartProblems } from '../returns/old-part.problems';
import { unusedReturnProblems } from '../returns/unused-return.problems';
import { scanningProblems } from '../scanning/scanning.problems';
import { receiptProblems } from '../stock/receipt.problems';
import { transferProblems } from '../stock/transfer.problems';
import { vanStockProblems } from '../stock/van-stock.problems';
import { writeOffProblems } from '../stock/write-off.problems';
import { warrantyProblems } from '../warranty/warranty.problems';
import { ProblemClassEntity } from '../workorders/intake/problem-class.entity';
import { workordersProblems } from '../workorders/workorders.problems';

/** Every mapped table. */
export const entities: EntitySchema[] = [
  StaffMemberEntity,
  SiteEntity,
  BinEntity,
  SupplierEntity,
  PartEntity,
  ProductModelEntity,
  CustomerEntity,
  InstalledUnitEntity,
  ProblemClassEntity,
  PrinterEntity,
] as EntitySchema[];

/** What each named constraint of the database means to a caller. */
export const constraintProblems: ConstraintProblems = {
  ...labelsProblems,
  ...platformProblems,
  ...staffProblems,
  ...catalogProblems,
  ...customersProblems,
  ...contractsProblems,
  ...ledgerProblems,
  ...receiptProblems,
  ...transferProblems,
  ...writeOffProblems,
  ...warrantyProblems,
  ...workordersProblems,
  ...vanStockProblems,
  ...requisitionProblems,
  ...issueProblems,
  ...chargesProblems,
  ...serviceReportProblems,
  ...unusedReturnProblems,
  ...oldPartProblems,
  ...expensesProblems,
  ...claimsProblems,
  ...countsProblems,
  ...faultReportProblems,
  ...scanningProblems,
};
