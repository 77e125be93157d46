import { type KnownPart } from './catalogue';
import { dayOf } from './days';
import { type Machine } from './machines';
import { type Person } from './people';
import { type Place } from './places';
import { Random } from './random';
import { type Scene } from './scene';

/** One part of an order. */
export interface OrderLine {
  part: KnownPart;
  /** What the machine needs: the real demand. */
  needed: number;
  /** What the engineer asks for beyond that, to be on the safe side. */
  spare: number;
}

/** What becomes a work order: demand of a month, grouped. */
export interface Order {
  /** Its name in the demo; decides everything else about it. @example "1998-01/017" */
  name: string;
  /** The day the fault is reported and the parts are asked for. */
  day: string;
  machine: Machine;
  engineer: Person;
  /** Where the parts come from and go back to. */
  place: Place;
  /** The customer called first; else it was planned. */
  byRequest: boolean;
  fault: string;
  causeCode: string;
  lines: OrderLine[];
}

/** The two halves of a month in which orders come in; deliveries arrive before each. */
export interface MonthOfOrders {
  firstHalf: Order[];
  secondHalf: Order[];
}

const faults = [
  'makes a noise',
  'does not start',
  'leaks',
  'stops now and then',
  'lost its power',
  'is due for service',
];
/** Of a hundred orders: what the engineer finds. */
const causes = [...times(70, 'MANUFACTURING_DEFECT'), ...times(22, 'WEAR'), ...times(8, 'MISUSE')];

/** Groups the demand of a month into orders of a few lines. No part is in two of them: they can be worked at once. */
export function ordersOf(scene: Scene, month: string): MonthOfOrders {
  const random = Random.of(scene.seed, 'month', month);
  const groups = (['vehicle', 'home'] as const).flatMap((family) => {
    const rows = scene.story.demand
      .filter((row) => row.month === month)
      .map(({ part, quantity }) => ({ part: scene.catalogue.parts.get(part)!, needed: quantity }))
      .filter(({ part }) => part.family === family);
    return grouped(random, random.shuffled(rows));
  });
  const orders = groups.map((lines, index) => orderOf(scene, month, index + 1, lines));
  const middle = Math.ceil(orders.length / 2);
  const mixed = random.shuffled(orders);
  return { firstHalf: worked(mixed.slice(0, middle)), secondHalf: worked(mixed.slice(middle), 13) };
}

function grouped<T>(random: Random, rows: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (let start = 0; start < rows.length;) {
    const size = random.between(4, 8);
    groups.push(rows.slice(start, start + size));
    start += size;
  }
  return groups;
}

function orderOf(scene: Scene, month: string, nth: number, rows: { part: KnownPart; needed: number }[]): Order {
  const name = `${month}/${String(nth).padStart(3, '0')}`;
  const random = Random.of(scene.seed, 'order', name);
  const day = dayOf(month, random.between(5, 10));
  const { family } = rows[0]!.part;
  const machines = scene.machines.filter((machine) => machine.family === family && (machine.boughtOn ?? '') <= day);
  const atStation = random.percent(4);
  return {
    name,
    day,
    machine: random.pick(machines),
    engineer: atStation ? scene.people.stationEngineer : random.pick(scene.people.engineers),
    place: atStation ? scene.places.station : scene.places.warehouse,
    byRequest: random.percent(30),
    fault: random.pick(faults),
    causeCode: random.pick(causes),
    lines: rows.map((row) => ({ ...row, spare: random.percent(15) ? 1 : 0 })),
  };
}

/** In the order in which they are worked: first the one that the demo ends with, of a serial-numbered part if there is one. */
function worked(orders: readonly Order[], daysOn = 0): Order[] {
  const moved = orders.map((order) => ({ ...order, day: laterInMonth(order.day, daysOn) }));
  const traceable = moved.filter(isTraceable);
  return [...traceable, ...moved.filter((order) => !isTraceable(order))];
}

/** A serial-numbered piece out of the warehouse can be followed from the report back to its receipt. */
export function isTraceable(order: Order): boolean {
  return order.place.number === 'WH-1' && order.lines.some(({ part }) => part.serialNumbered);
}

function laterInMonth(day: string, days: number): string {
  return dayOf(day.slice(0, 7), Number(day.slice(8)) + days);
}

function times(count: number, cause: string): string[] {
  return Array.from({ length: count }, () => cause);
}
