import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import { type Part, type PartChange, type PartQuery, type NewPart } from './part';
import { parts } from './part.entity';

/** Parts (备件). */
export class PartService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewPart): Promise<Part> {
    const part: Part = {
      id: newId(),
      code: newCode('part'),
      number: asked.number,
      nameZh: asked.nameZh ?? null,
      nameEn: asked.nameEn ?? null,
      unit: asked.unit ?? 'piece',
      component: asked.component ?? null,
      supplierId: asked.supplierId ?? null,
      supplierNumber: asked.supplierNumber ?? null,
      makerNumber: asked.makerNumber ?? null,
      serialNumbered: asked.serialNumbered ?? false,
      oldPartRule: asked.oldPartRule ?? 'warranty_only',
      oldPartDays: asked.oldPartDays ?? 30,
      supersededById: null,
      active: true,
      version: 1,
    };
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(parts.entity).insert(part);
      return part;
    });
  }

  async find(id: string): Promise<Part> {
    return this.kernel.database.read((reader) => findRecord(reader, parts, id));
  }

  async list(query: PartQuery): Promise<PageOf<Part>> {
    return this.kernel.database.read((reader) => listByNumber(reader, parts, query, { active: query.active }));
  }

  async change(context: CallContext, id: string, ifMatch: string | undefined, asked: PartChange): Promise<Part> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, parts, id, version, asked));
  }
}
