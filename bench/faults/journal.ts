/** One request that changes something, as a client is resolved to have it done. */
export interface Order {
  kind: string;
  /** The caller's API key. */
  caller: string;
  /** The Idempotency-Key, the same in every attempt. */
  key: string;
  path: string;
  body: string;
  /** By what the documents of this order are counted in the database, where they can be. */
  mark?: string | undefined;
}

/** What a client knows of an order. */
export interface Entry extends Order {
  attempts: number;
  /** The first definite answer; undefined = nothing definite so far. */
  answer?: { status: number; body: unknown };
  /** Further answers to the same key that were not the same as the first. */
  different: string[];
  /** How often the first answer came again. */
  replayed: number;
}

/** What was acknowledged, and when: the one thing that a crash does not touch. */
export class Journal {
  readonly entries: Entry[] = [];
  /** Answers of the 5xx range other than 503 with Retry-After. */
  readonly bad5xx: string[] = [];
  /** Requests that were given up for want of any answer, and sent again. */
  readonly unanswered: string[] = [];
  longestGapMs = 0;
  private lastAcknowledged = performance.now();

  open(order: Order): Entry {
    const entry = { ...order, attempts: 0, different: [], replayed: 0 };
    this.entries.push(entry);
    return entry;
  }

  /** A definite answer: the first of its order, or one that must equal the first. */
  answered(entry: Entry, status: number, body: unknown): void {
    if (entry.answer === undefined) {
      entry.answer = { status, body };
      if (status < 300) this.acknowledged();
      return;
    }
    const [first, now] = [canonical(entry.answer), canonical({ status, body })];
    if (first === now) entry.replayed += 1;
    else entry.different.push(`${entry.kind}: first ${first}, then ${now}`);
  }

  startClock(): void {
    this.lastAcknowledged = performance.now();
  }

  private acknowledged(): void {
    const now = performance.now();
    this.longestGapMs = Math.max(this.longestGapMs, now - this.lastAcknowledged);
    this.lastAcknowledged = now;
  }
}

export function isAcknowledged(entry: Entry): boolean {
  return entry.answer !== undefined && entry.answer.status < 300;
}

/** As text that does not depend on the order of an object's fields; a refusal's request id is its own each time. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'instance') return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
