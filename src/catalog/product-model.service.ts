import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import { type Fault, invalid } from '../platform/problem';
import {
  type KitLine,
  type NewKit,
  type NewKitLine,
  type NewProductModel,
  type ProductModel,
  type ProductModelChange,
  type ProductModelQuery,
} from './product-model';
import { productModels } from './product-model.entity';
import { kitOf, replaceKit } from './product-model.queries';
import { refuseUnknown } from './references';

/** Product models (机型). */
export class ProductModelService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewProductModel): Promise<ProductModel> {
    const model: ProductModel = {
      id: newId(),
      number: asked.number,
      nameZh: asked.nameZh ?? null,
      nameEn: asked.nameEn ?? null,
      brand: asked.brand ?? null,
      category: asked.category,
      active: true,
      version: 1,
    };
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(productModels.entity).insert(model);
      return model;
    });
  }

  async find(id: string): Promise<ProductModel> {
    return this.kernel.database.read((reader) => findRecord(reader, productModels, id));
  }

  async list(query: ProductModelQuery): Promise<PageOf<ProductModel>> {
    return this.kernel.database.read((reader) =>
      listByNumber(reader, productModels, query, { category: query.category, active: query.active }),
    );
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: ProductModelChange,
  ): Promise<ProductModel> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, productModels, id, version, asked));
  }

  async kit(id: string, symptom: string | undefined): Promise<{ items: KitLine[] }> {
    return this.kernel.database.read(async (reader) => {
      await findRecord(reader, productModels, id);
      return { items: await kitOf(reader, id, symptom) };
    });
  }

  async putKit(context: CallContext, id: string, ifMatch: string | undefined, asked: NewKit): Promise<ProductModel> {
    const version = versionFrom(ifMatch);
    refuseLineTwice(asked.lines);
    return this.kernel.database.command(context, async (tx) => {
      const model = await changeRecord(tx, productModels, id, version, {});
      const partIds = asked.lines.map((line) => line.partId);
      await refuseUnknown(tx, 'part', partIds, (index) => `/lines/${index}/partId`);
      await replaceKit(tx, id, asked.lines);
      return model;
    });
  }
}

function refuseLineTwice(lines: readonly NewKitLine[]): void {
  const firstPlaces = new Map<string, number>();
  const faults: Fault[] = [];
  lines.forEach((line, index) => {
    const key = `${line.partId.toLowerCase()} ${line.symptom}`;
    const first = firstPlaces.get(key);
    if (first === undefined) firstPlaces.set(key, index);
    else
      faults.push({
        pointer: `/lines/${index}`,
        detail: `the part stands for this symptom before, at /lines/${first}`,
      });
  });
  if (faults.length > 0) throw invalid(faults);
}
