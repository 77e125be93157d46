import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import { type Supplier, type SupplierChange, type SupplierQuery, type NewSupplier } from './supplier';
import { suppliers } from './supplier.entity';

/** Suppliers (供应商) and the way to their support (S035). */
export class SupplierService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewSupplier): Promise<Supplier> {
    const supplier: Supplier = {
      id: newId(),
      code: newCode('supplier'),
      number: asked.number,
      name: asked.name,
      contact: asked.contact ?? null,
      supportChannel: asked.supportChannel ?? null,
      active: true,
      version: 1,
    };
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(suppliers.entity).insert(supplier);
      return supplier;
    });
  }

  async find(id: string): Promise<Supplier> {
    return this.kernel.database.read((reader) => findRecord(reader, suppliers, id));
  }

  async list(query: SupplierQuery): Promise<PageOf<Supplier>> {
    return this.kernel.database.read((reader) => listByNumber(reader, suppliers, query, { active: query.active }));
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: SupplierChange,
  ): Promise<Supplier> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, suppliers, id, version, asked));
  }
}
