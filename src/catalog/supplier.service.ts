import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import { invalid, notFound } from '../platform/problem';
import {
  type ComponentSupport,
  type NewSupplier,
  type PartSupport,
  type Supplier,
  type SupplierChange,
  type SupplierQuery,
  type SupplierSupport,
} from './supplier';
import { suppliers } from './supplier.entity';
import { replaceSupport, supportForPart, supportOf } from './supplier.queries';

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

  async support(id: string): Promise<{ items: ComponentSupport[] }> {
    return this.kernel.database.read(async (reader) => {
      await findRecord(reader, suppliers, id);
      return { items: await supportOf(reader, id) };
    });
  }

  async putSupport(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: SupplierSupport,
  ): Promise<Supplier> {
    const version = versionFrom(ifMatch);
    refuseComponentTwice(asked.components);
    return this.kernel.database.command(context, async (tx) => {
      const supplier = await changeRecord(tx, suppliers, id, version, {});
      await replaceSupport(tx, id, asked.components);
      return supplier;
    });
  }

  async supportForPart(partId: string): Promise<PartSupport> {
    const support = await this.kernel.database.read((reader) => supportForPart(reader, partId));
    if (!support) throw notFound('part with a supplier');
    return support;
  }
}

function refuseComponentTwice(components: readonly ComponentSupport[]): void {
  const faults = components.flatMap(({ component }, index) =>
    components.findIndex((other) => other.component === component) < index
      ? [{ pointer: `/components/${index}/component`, detail: 'the component stands before' }]
      : [],
  );
  if (faults.length > 0) throw invalid(faults);
}
