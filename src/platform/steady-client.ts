import pg, { type ClientConfig, type QueryConfig } from 'pg';

/** So many statements are kept, and lists with their filters; what comes after them is planned each time it is sent. */
const mostKept = 1_000;
const mostListsKept = 500;
/** Rows, or characters: arguments beyond this (an import's) are worth a plan made for them. */
const mostRows = 100;
const mostCharacters = 4_000;

/** The names of what is kept, by its text; the same on every connection. */
const statements = new Map<string, string>();
const lists = new Map<string, string>();

/**
 * A connection whose loss never ends the process, and which keeps the plans of what transactions say.
 *
 * The pool hears of a loss while the connection is idle, TypeORM once it has taken it; but a server that goes away at the
 * very moment of connecting is heard by neither, and an 'error' event that nobody listens to is thrown. Whoever uses the
 * connection next learns of it by the query that fails.
 *
 * Planning the statements of a document costs more than running them, so inside transactions each is prepared once a
 * connection, and so is what a probe says. Which index serves a list hangs on the filters that are given, so a list is
 * kept once for each choice of them.
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
  const name = values.some(isLarge) ? undefined : nameOf(text, statements, 'kept', mostKept);
  return name === undefined ? { text, values } : { name, text, values };
}

/**
 * A list as it is asked for this time: a filter that is left out is gone before the plan is made, and the limit is a
 * number. So the plan is the one that these filters deserve, whatever their values are, and may be kept.
 *
 * Filters are written `($1::uuid is null or r.site_id = $1)`, the limit as the last value.
 */
export function listStatement(text: string, values: unknown[]): QueryConfig {
  if (values.some(isLarge)) return { text, values };
  const limit = `limit $${values.length}`;
  const isLimited = text.endsWith(limit);
  const given = isLimited ? values.slice(0, -1) : values;
  const asked = (isLimited ? `${text.slice(0, -limit.length)}limit ${Number(values.at(-1))}` : text).replace(
    /\$(\d+)::\w+(?:\[\])? is null/g,
    (test, place: string) =>
      (given[Number(place) - 1] ?? null) === null ? `(true or ${test})` : `(false and ${test})`,
  );
  const name = nameOf(asked, lists, 'list', mostListsKept);
  return name === undefined ? { text, values } : { name, text: asked, values: given };
}

function nameOf(text: string, among: Map<string, string>, kind: string, most: number): string | undefined {
  const known = among.get(text);
  if (known !== undefined || among.size >= most) return known;
  const name = `${kind}_${among.size + 1}`;
  among.set(text, name);
  return name;
}

function isLarge(value: unknown): boolean {
  return typeof value === 'string' ? value.length > mostCharacters : Array.isArray(value) && value.length > mostRows;
}
