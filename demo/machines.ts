import { type InstalledUnit } from '../src/customers/installed-unit';
import { type ProductModel } from '../src/catalog/product-model';
import { type Caller } from './api';
import { type Family } from './catalogue';
import { Random } from './random';

/** An invented machine at an invented customer. */
export interface Machine {
  id: string;
  serialNumber: string;
  model: string;
  family: Family;
  /** null = nobody knows when it was bought. */
  boughtOn: string | null;
  /** Kilometres a day, for what drives. */
  dailyKm: number | null;
}

interface Model {
  number: string;
  zh: string;
  en: string;
  brand: string;
  category: string;
  family: Family;
  usageClass: string;
  /** How many of a hundred machines are of this model. */
  share: number;
  dailyKm?: [number, number];
}

const models: Model[] = [
  { number: 'CAR-1', zh: '样品轿车一型', en: 'Sample car 1', ...car('Sample Motors', 'PRIVATE', 38, [20, 70]) },
  { number: 'CAR-2', zh: '样品轿车二型', en: 'Sample car 2', ...car('Sample Autos', 'PRIVATE', 20, [20, 70]) },
  { number: 'TAXI-1', zh: '样品出租车', en: 'Sample taxi', ...car('Sample Cabs', 'TAXI', 12, [180, 350]) },
  { number: 'BUS-1', zh: '样品客车', en: 'Sample coach', ...coach(12, [80, 300]) },
  { number: 'WH-80', zh: '样品热水器', en: 'Sample water heater', ...standing('water_heater', 10) },
  { number: 'AC-35', zh: '样品空调', en: 'Sample air conditioner', ...standing('home_appliance', 8) },
];

const machines = 300;
const heading = 'customer,customerName,phone,address,model,serialNumber,usageClass,DELIVERY,INVOICE,INSTALL_DONE';

/** Adds models one by one, customers and machines in one file. They were bought up to the last month of the story. */
export async function importMachines(office: Caller, seed: string, lastMonth: string): Promise<Machine[]> {
  for (const { number, zh, en, brand, category } of models) {
    await office.post<ProductModel>('/v1/product-models', { number, nameZh: zh, nameEn: en, brand, category });
  }
  const told = Array.from({ length: machines }, (_, index) => inventedMachine(seed, index + 1, lastMonth));
  const rows = told.map(({ row }) => row);
  await office.import('/v1/imports/installed-units', heading, rows);
  const byNumber = new Map(told.map(({ machine }) => [machine.serialNumber, machine]));
  for (const unit of await office.all<InstalledUnit>('/v1/installed-units')) {
    byNumber.get(unit.serialNumber)!.id = unit.id;
  }
  return told.map(({ machine }) => machine);
}

function inventedMachine(seed: string, nth: number, lastMonth: string): { machine: Machine; row: string[] } {
  const random = Random.of(seed, 'machine', nth);
  const model = modelAt(random.below(100));
  const day = dayBefore(`${lastMonth}-28`, random.between(0, 5 * 365));
  // Of some machines the papers are lost: then a person must decide who pays.
  const boughtOn = random.percent(4) ? null : day;
  const serialNumber = `${model.number}-${String(nth).padStart(5, '0')}`;
  const dailyKm = model.dailyKm ? random.between(...model.dailyKm) : null;
  const machine = { id: '', serialNumber, model: model.en, family: model.family, boughtOn, dailyKm };
  const customer = random.between(1, 120);
  const row = [
    `CUST-${String(customer).padStart(4, '0')}`,
    `Sample customer ${customer}`,
    `+00 10 5550 ${String(customer).padStart(4, '0')}`,
    `Sample street ${customer}`,
    model.number,
    serialNumber,
    model.usageClass,
    ...(boughtOn ? [boughtOn, boughtOn, boughtOn] : ['', '', '']),
  ];
  return { machine, row };
}

function modelAt(percent: number): Model {
  let left = percent;
  return models.find((model) => (left -= model.share) < 0)!;
}

/** What the meter of a machine shows on a day: it never runs backwards. */
export function kilometresOn(machine: Machine, day: string): number | null {
  if (machine.dailyKm === null) return null;
  const start = machine.boughtOn ?? '1995-01-01';
  return Math.max(0, Math.round((Date.parse(day) - Date.parse(start)) / 86_400_000)) * machine.dailyKm;
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

function car(brand: string, usageClass: string, share: number, dailyKm: [number, number]) {
  return { brand, category: 'passenger_car', family: 'vehicle' as const, usageClass, share, dailyKm };
}

function coach(share: number, dailyKm: [number, number]) {
  return { ...car('Sample Coaches', 'COMMERCIAL', share, dailyKm), category: 'bus' };
}

function standing(category: string, share: number) {
  return { brand: 'Sample Home', category, family: 'home' as const, usageClass: 'PRIVATE', share };
}
