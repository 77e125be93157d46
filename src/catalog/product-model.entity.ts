import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';
import { type ProductModel } from './product-model';

export const ProductModelEntity = new EntitySchema<ProductModel>({
  name: 'ProductModel',
  tableName: 'product_model',
  columns: {
    id: { type: 'uuid', primary: true },
    number: { type: 'text' },
    nameZh: { type: 'text', name: 'name_zh', nullable: true },
    nameEn: { type: 'text', name: 'name_en', nullable: true },
    brand: { type: 'text', nullable: true },
    category: { type: 'text' },
    active: { type: 'boolean' },
    version: { type: 'integer' },
  },
});

export const productModels: MasterTable<ProductModel> = { entity: ProductModelEntity, name: 'product model' };
