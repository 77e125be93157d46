import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import {
  type ProductModel,
  type ProductModelChange,
  type ProductModelQuery,
  type NewProductModel,
} from './product-model';
import { productModels } from './product-model.entity';

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
}
