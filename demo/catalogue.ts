import { type OldPartRule, type Part } from '../src/catalog/part';
import { type Supplier } from '../src/catalog/supplier';
import { type Caller } from './api';
import { Random } from './random';

/** What drives and what stands in a home need other parts. */
export type Family = 'vehicle' | 'home';

/** What a sample part is. The numbers and the demand are real, what they stand for is invented. */
interface PartKind {
  zh: string;
  en: string;
  component: string;
  family: Family;
  /** Of a piece, in minor units: from, to. */
  cost: [number, number];
  oldPartRule: OldPartRule;
  oldPartDays: number;
  serialNumbered?: boolean;
}

const kinds: PartKind[] = [
  { zh: '机油滤清器', en: 'Oil filter', component: 'oil_filter', cost: [900, 4_000], ...vehicle('never', 30) },
  { zh: '空气滤清器', en: 'Air filter', component: 'air_filter', cost: [1_500, 6_000], ...vehicle('never', 30) },
  { zh: '火花塞', en: 'Spark plug', component: 'spark_plug', cost: [800, 3_500], ...vehicle('never', 30) },
  { zh: '雨刮片', en: 'Wiper blade', component: 'wiper_blade', cost: [1_200, 5_000], ...vehicle('never', 30) },
  { zh: '油封', en: 'Oil seal', component: 'oil_seal', cost: [500, 3_000], ...vehicle('never', 30) },
  {
    zh: '刹车片',
    en: 'Brake lining',
    component: 'brake_lining',
    cost: [4_000, 18_000],
    ...vehicle('warranty_only', 30),
  },
  {
    zh: '离合器片',
    en: 'Clutch disc',
    component: 'clutch_disc',
    cost: [9_000, 40_000],
    ...vehicle('warranty_only', 30),
  },
  { zh: '水泵', en: 'Water pump', component: 'water_pump', cost: [12_000, 45_000], ...vehicle('warranty_only', 30) },
  { zh: '燃油泵', en: 'Fuel pump', component: 'fuel_pump', cost: [15_000, 60_000], ...vehicle('warranty_only', 30) },
  { zh: '传感器', en: 'Sensor', component: 'sensor', cost: [6_000, 30_000], ...vehicle('warranty_only', 14) },
  { zh: '车门锁', en: 'Door lock', component: 'door_lock', cost: [5_000, 25_000], ...vehicle('warranty_only', 30) },
  { zh: '减震器', en: 'Shock absorber', component: 'shock_absorber', cost: [12_000, 50_000], ...vehicle('always', 30) },
  { zh: '蓄电池', en: 'Battery', component: 'battery_12v', cost: [20_000, 60_000], ...vehicle('always', 14) },
  { zh: '起动机', en: 'Starter', component: 'starter', cost: [35_000, 90_000], ...vehicle('always', 14, true) },
  { zh: '发电机', en: 'Alternator', component: 'alternator', cost: [40_000, 99_000], ...vehicle('always', 14, true) },
  { zh: '阳极棒', en: 'Anode rod', component: 'anode', cost: [3_000, 9_000], ...home('never', 30) },
  {
    zh: '加热管',
    en: 'Heating element',
    component: 'heating_element',
    cost: [4_000, 15_000],
    ...home('warranty_only', 14),
  },
  { zh: '温控器', en: 'Thermostat', component: 'thermostat', cost: [2_000, 9_000], ...home('warranty_only', 14) },
  {
    zh: '控制板',
    en: 'Control board',
    component: 'control_board',
    cost: [15_000, 60_000],
    ...home('always', 14, true),
  },
];

function vehicle(oldPartRule: OldPartRule, oldPartDays: number, serialNumbered = false) {
  return { family: 'vehicle' as const, oldPartRule, oldPartDays, serialNumbered };
}

function home(oldPartRule: OldPartRule, oldPartDays: number, serialNumbered = false) {
  return { ...vehicle(oldPartRule, oldPartDays, serialNumbered), family: 'home' as const };
}

/** A part as the demo knows it. */
export interface KnownPart {
  id: string;
  number: string;
  name: string;
  family: Family;
  supplier: string;
  /** Of a piece, in minor units. */
  cost: number;
  serialNumbered: boolean;
  /** The bin it lies in, by number, at either site. */
  bin: string;
}

/** The catalogue and whom it is bought from, by number. */
export interface Catalogue {
  parts: Map<string, KnownPart>;
  byId: Map<string, KnownPart>;
  suppliers: Map<string, string>;
}

const heading = 'number,nameZh,nameEn,component,supplier,supplierNumber,serialNumbered,oldPartRule,oldPartDays';

/** Adds suppliers one by one and the parts in one file. */
export async function importCatalogue(office: Caller, seed: string, numbers: readonly string[]): Promise<Catalogue> {
  const suppliers = new Map<string, string>();
  for (const letter of ['A', 'B', 'C', 'D']) {
    const supplier = { number: `SUP-${letter}`, name: `Sample supplier ${letter}`, contact: 'Sample parts desk' };
    suppliers.set(supplier.number, (await office.post<Supplier>('/v1/suppliers', supplier)).id);
  }
  const told = numbers.map((number) => inventedPart(seed, number));
  await office.import('/v1/imports/parts', heading, told.map(rowOf));
  const known = new Map(told.map(({ part }) => [part.number, part]));
  for (const { id, number } of await office.all<Part>('/v1/parts')) known.get(number)!.id = id;
  return { parts: known, byId: new Map([...known.values()].map((part) => [part.id, part])), suppliers };
}

function inventedPart(seed: string, number: string): { part: KnownPart; kind: PartKind } {
  const random = Random.of(seed, 'part', number);
  const kind = random.pick(kinds);
  const part = {
    id: '',
    number,
    name: kind.en,
    family: kind.family,
    supplier: `SUP-${random.pick(['A', 'B', 'C', 'D'])}`,
    cost: random.between(...kind.cost),
    serialNumbered: kind.serialNumbered ?? false,
    bin: binOf(random.below(bins)),
  };
  return { part, kind };
}

function rowOf({ part, kind }: ReturnType<typeof inventedPart>): (string | number)[] {
  const { number, supplier, serialNumbered } = part;
  const names = [`${kind.zh} ${number}`, `${kind.en} ${number}`];
  const rule = [kind.oldPartRule, kind.oldPartDays];
  return [number, ...names, kind.component, supplier, `S-${number}`, serialNumbered ? 'yes' : 'no', ...rule];
}

const bins = 40;

/** The number of a bin, the same at each site. @example "A-03" */
function binOf(index: number): string {
  return `${'ABCD'[index % 4]}-${String(Math.floor(index / 4) + 1).padStart(2, '0')}`;
}

export const binNumbers: readonly string[] = Array.from({ length: bins }, (_, index) => binOf(index));
