import { type EventEmitter } from 'node:events';
import { type LRUCache } from 'lru-cache';
import { type Clock } from './clock';
import { type PortRange } from './config';
import { type Actor, type CallContext } from './context';
import { type Database } from './database';
import { type Reader, type Tx } from './transaction';

/** What every use case is built on; one per running server. */
export interface Kernel {
  database: Database;
  clock: Clock;
  /** Callers by the digest of their key, remembered for seconds; a revocation forgets them at once. */
  callers: LRUCache<string, Actor>;
  /**
   * Around whatever puts pieces on a shelf (`post`, in the same transaction): what waits for them is locked before and
   * reserved after. Set by the app: stock does not know requisitions.
   */
  stockArrives: <T>(tx: Tx, context: CallContext, arrival: StockArrival, post: () => Promise<T>) => Promise<T>;
  /**
   * Of which places the caller is not shown what the books say, because that caller may count and they are being counted
   * (R13). Set by the app: stock does not know counts.
   */
  blindAt: (reader: Reader, context: CallContext, places: readonly BookedPlace[]) => Promise<readonly boolean[]>;
  /** Who left work for the background says so here (`left`), so that it does not wait for the next look. */
  background: EventEmitter<{ left: [] }>;
  /** The ports that label printers may have. */
  printerPorts: PortRange;
}

/** Parts that come onto the shelves of a site. */
export interface StockArrival {
  siteId: string;
  partIds: readonly string[];
  /** What moves, where balances other than the site's shelves are touched (custody, quarantine, in transit …). */
  lines?: readonly StockMove[];
  documentDate: string;
  postingDate: string;
}

/** A part on its way from one account to another, as the ledger names them. */
export interface StockMove {
  partId: string;
  from: { kind: string; ownerId?: string };
  to: { kind: string; ownerId?: string };
}

/** Where pieces of a part lie: in a bin, anywhere at a site, or anywhere. */
export interface BookedPlace {
  partId: string;
  siteId?: string;
  binId?: string;
}
