import { type LRUCache } from 'lru-cache';
import { type Clock } from './clock';
import { type Actor, type CallContext } from './context';
import { type Database } from './database';
import { type Tx } from './transaction';

/** What every use case is built on; one per running server. */
export interface Kernel {
  database: Database;
  clock: Clock;
  /** Callers by the digest of their key, remembered for seconds; a revocation forgets them at once. */
  callers: LRUCache<string, Actor>;
  /**
   * Called, in the same transaction, by whoever puts pieces on a shelf; what waits for them is reserved. Set by the app:
   * stock does not know requisitions.
   */
  stockArrived: (tx: Tx, context: CallContext, arrival: StockArrival) => Promise<void>;
}

/** Parts that came onto the shelves of a site. */
export interface StockArrival {
  siteId: string;
  partIds: readonly string[];
  documentDate: string;
  postingDate: string;
}
