import { setTimeout as sleep } from 'node:timers/promises';
import { type BooksDatabase } from './books-database';
import { type Chance } from './chance';
import { type Product } from './product';
import { type Proxy } from './proxy';

/** What can be hurt. */
export interface Victims {
  product: Product;
  database: BooksDatabase;
  /** Between the clients and the server. */
  front: Proxy;
  /** Between the server and PostgreSQL. */
  back: Proxy;
}

type Misfortune = (victims: Victims, chance: Chance) => Promise<void>;

const misfortunes: Record<string, Misfortune> = {
  'server killed': ({ product }) => product.end('SIGKILL'),
  'server asked to end': ({ product }) => product.end('SIGTERM'),
  'PostgreSQL killed': async ({ database }) => database.kill(),
  'backends terminated': ({ database }) => database.terminateBackends(),
  'connections to PostgreSQL cut': ({ back }, chance) => back.cut(chance.between(0, 300), chance.between(0, 300)),
  'connections of clients cut': ({ front }, chance) => front.cut(chance.between(0, 100), chance.between(0, 100)),
};

/**
 * Lets misfortunes happen at chance moments until `until`: each kind once, in chance order, then all again. The next
 * one does not wait for the last to be got over.
 */
export async function befall(
  victims: Victims,
  chance: Chance,
  until: number,
  tell: (line: string) => void,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (;;) {
    for (const name of chance.shuffled(Object.keys(misfortunes))) {
      const pause = chance.between(1_500, 4_500);
      if (performance.now() + pause > until) return counts;
      await sleep(pause);
      tell(name);
      const began = performance.now();
      await misfortunes[name]!(victims, chance);
      if (name === 'server asked to end')
        tell(`the server has ended after ${Math.round(performance.now() - began)} ms`);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
}
