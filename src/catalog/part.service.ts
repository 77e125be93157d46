import { newCode } from '../barcodes/code';
import { gtin14 } from '../barcodes/gs1-check-digit';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord } from '../platform/master-data';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { invalid, notFound } from '../platform/problem';
import {
  type ModelIds,
  type NewPart,
  type Part,
  type PartChange,
  type PartIds,
  type PartKeys,
  type PartQuery,
  type Supersession,
} from './part';
import { parts } from './part.entity';
import { listParts, replaceApplicability, replaceSubstitutes, substitutesOf, successorsOf } from './part.queries';
import { type ProductModel } from './product-model';
import { modelsOfPart } from './product-model.queries';
import { refuseUnknown } from './references';

/** Parts (备件), their successors, substitutes and the models they fit. */
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
      ...keysOf({ gtin: asked.gtin ?? null, cpid: asked.cpid ?? null }),
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
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0];
    const rows = await this.kernel.database.read((reader) =>
      listParts(
        reader,
        { ...query, ...(query.gtin && { gtin: query.gtin.padStart(14, '0') }) },
        limit + 1,
        after === undefined ? undefined : String(after),
      ),
    );
    return pageOf(rows, limit, (row) => [row.number]);
  }

  async change(context: CallContext, id: string, ifMatch: string | undefined, asked: PartChange): Promise<Part> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, parts, id, version, asked));
  }

  /** The database refuses a chain that would lead back to the part, also when two people close it together. */
  async supersede(context: CallContext, id: string, ifMatch: string | undefined, asked: Supersession): Promise<Part> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, parts, id, version, asked));
  }

  /** The maker's GS1 keys, by which scanners name the part. */
  async identify(context: CallContext, id: string, ifMatch: string | undefined, asked: PartKeys): Promise<Part> {
    const version = versionFrom(ifMatch);
    const keys = keysOf(asked);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, parts, id, version, keys));
  }

  async successors(id: string): Promise<{ items: Part[] }> {
    const items = await this.kernel.database.read((reader) => successorsOf(reader, id));
    if (items.length === 0) throw notFound(parts.name);
    return { items };
  }

  async substitutes(id: string): Promise<{ items: Part[] }> {
    return this.kernel.database.read(async (reader) => {
      await findRecord(reader, parts, id);
      return { items: await substitutesOf(reader, id) };
    });
  }

  async substitute(context: CallContext, id: string, ifMatch: string | undefined, asked: PartIds): Promise<Part> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const part = await changeRecord(tx, parts, id, version, {});
      await refuseUnknown(tx, 'part', asked.partIds, (index) => `/partIds/${index}`);
      await replaceSubstitutes(tx, id, asked.partIds);
      return part;
    });
  }

  async models(id: string): Promise<{ items: ProductModel[] }> {
    return this.kernel.database.read(async (reader) => {
      await findRecord(reader, parts, id);
      return { items: await modelsOfPart(reader, id) };
    });
  }

  async applyTo(context: CallContext, id: string, ifMatch: string | undefined, asked: ModelIds): Promise<Part> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const part = await changeRecord(tx, parts, id, version, {});
      await refuseUnknown(tx, 'product_model', asked.modelIds, (index) => `/modelIds/${index}`);
      await replaceApplicability(tx, id, asked.modelIds);
      return part;
    });
  }
}

/** A GTIN is kept in the one form in which GTINs are compared. */
function keysOf({ gtin, cpid }: PartKeys): PartKeys {
  if (gtin === null) return { gtin, cpid };
  const kept = gtin14(gtin);
  if (kept) return { gtin: kept, cpid };
  throw invalid([{ pointer: '/gtin', detail: 'the check digit is wrong: a digit was misread or mistyped' }]);
}
