import pg, { type ClientConfig, type QueryConfig } from 'pg';

/** So many statements are kept; what comes after them is planned each time it is sent. */
const mostKept = 1_000;
/** Rows, or characters: arguments beyond this (an import's) are worth a plan made for them. */
const mostRows = 100;
const mostCharacters = 4_000;

/** The names of the statements that are kept, by their text; the same on every connection. */
const names = new Map<string, string>();

/**
 * A connection whose loss never ends the process, and which keeps the plans of what transactions say.
 *
 * The pool hears of a loss while the connection is idle, TypeORM once it has taken it; but a server that goes away at the
 * very moment of connecting is heard by neither, and an 'error' event that nobody listens to is thrown. Whoever uses the
 * connection next learns of it by the query that fails.
 *
 * Planning the statements of a document costs more than running them, so inside transactions each is prepared once a
 * connection, and so is what a probe says. Lists are read outside and planned each time: which index serves them hangs on
 * the filters that are given.
 */
export class SteadyClient extends pg.Client {
  private inTransaction = false;

  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  override query(...sent: unknown[]): never {
    return super.query(...(this.kept(sent) as [string])) as never;
  }

  private kept(sent: unknown[]): unknown[] {
    const [text, values] = sent;
    if (text === 'START TRANSACTION') this.inTransaction = true;
    if (text === 'COMMIT' || text === 'ROLLBACK') this.inTransaction = false;
    if (!this.inTransaction || typeof text !== 'string' || !Array.isArray(values)) return sent;
    return [keptStatement(text, values), ...sent.slice(2)];
  }
}

/** The statement under the name of its plan, if one is kept for it. */
export function keptStatement(text: string, values: unknown[]): QueryConfig {
  const name = values.some(isLarge) ? undefined : nameOf(text);
  return name === undefined ? { text, values } : { name, text, values };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostKept) return known;
  const name = `kept_${names.size + 1}`;
  names.set(text, name);
  return name;
}

function isLarge(value: unknown): boolean {
  return typeof value === 'string' ? value.length > mostCharacters : Array.isArray(value) && value.length > mostRows;
}
