import { type Bin } from '../../src/catalog/bin';
import { type NewPart, type Part } from '../../src/catalog/part';
import { type NewProductModel, type ProductModel } from '../../src/catalog/product-model';
import { type NewSite, type Site } from '../../src/catalog/site';
import { type NewSupplier, type Supplier } from '../../src/catalog/supplier';
import { type World } from './world';

let sequence = 0;

/** A number that no other sample record of this file has. */
export function aNumber(prefix: string): string {
  return `${prefix}-${String((sequence += 1)).padStart(4, '0')}`;
}

async function added<T>(world: World, path: string, body: object): Promise<T> {
  return (await world.admin.post(path, body).expect(201)).body as T;
}

/** A warehouse. */
export async function aSite(world: World, overrides: Partial<NewSite> = {}): Promise<Site> {
  return added(world, '/v1/sites', {
    number: aNumber('SITE'),
    name: 'Sample warehouse',
    kind: 'warehouse',
    ...overrides,
  });
}

/** A bin of that site; the next one on the pick path. */
export async function aBin(world: World, site: { id: string }, number = aNumber('A')): Promise<Bin> {
  return added(world, '/v1/bins', { siteId: site.id, number });
}

export async function aSupplier(world: World, overrides: Partial<NewSupplier> = {}): Promise<Supplier> {
  return added(world, '/v1/suppliers', { number: aNumber('SUP'), name: 'Sample supplier', ...overrides });
}

/** A part that is not serial-numbered. */
export async function aPart(world: World, overrides: Partial<NewPart> = {}): Promise<Part> {
  return added(world, '/v1/parts', {
    number: aNumber('PART'),
    nameZh: '样品备件',
    nameEn: 'Sample part',
    ...overrides,
  });
}

export async function aModel(world: World, overrides: Partial<NewProductModel> = {}): Promise<ProductModel> {
  return added(world, '/v1/product-models', {
    number: aNumber('MODEL'),
    nameZh: '样品机型',
    nameEn: 'Sample model',
    category: 'water_heater',
    ...overrides,
  });
}
