import { Problem } from './problem';

/** What a broken constraint tells the caller. `detail` says what to do next. */
export interface ConstraintProblem {
  status: 409 | 403 | 404 | 422;
  kind: string;
  title: string;
  detail: string;
}

/** Constraint name → the problem it means. Each feature states its own; the app layer joins them. */
export type ConstraintProblems = Readonly<Record<string, ConstraintProblem>>;

/** What node-postgres (and TypeORM around it) throws. */
interface PostgresError {
  code?: string;
  constraint?: string;
  detail?: string;
  message: string;
  driverError?: PostgresError;
}

const retryable = new Set(['40001', '40P01', '55P03']);
/** The last two: TypeORM has let go of a connection that broke while a transaction was open on it. */
const connectionLost =
  /Connection terminated|terminating connection|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|connection error and is not queryable|Cannot use a pool after calling end|is not connected|Driver not Connected|was already released|runner already released/i;
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENOENT',
]);

function postgresError(error: unknown): PostgresError | undefined {
  if (!(error instanceof Error)) return undefined;
  const outer = error as unknown as PostgresError;
  return outer.driverError ?? outer;
}

/** A conflict between transactions that ends well when the whole unit of work runs again. */
export function isRetryable(error: unknown): boolean {
  return retryable.has(postgresError(error)?.code ?? '');
}

/** The database cannot be reached or cannot work just now. */
export function isUnavailable(error: unknown): boolean {
  const cause = postgresError(error);
  if (!cause) return false;
  const code = cause.code ?? '';
  return (
    /^(08|53|57P|58)/.test(code) || code === '57014' || unreachable.has(code) || connectionLost.test(cause.message)
  );
}

/** 503: nothing is known to have been changed; the same request may be sent again with the same key. */
export function unavailable(): Problem {
  return new Problem(
    503,
    'temporarily-unavailable',
    'Temporarily unavailable',
    'The database cannot be reached just now. Send the same request again, with the same Idempotency-Key.',
    { headers: { 'Retry-After': '1' } },
  );
}

/** Turns what the database refused into the problem it means; anything unknown is returned as it is. */
export function translate(error: unknown, problems: ConstraintProblems): unknown {
  if (error instanceof Problem) return error;
  if (isRetryable(error) || isUnavailable(error)) return unavailable();
  const cause = postgresError(error);
  if (cause?.constraint !== undefined) {
    const known = Object.hasOwn(problems, cause.constraint) ? problems[cause.constraint] : undefined;
    if (known)
      return new Problem(known.status, known.kind, known.title, known.detail, { facts: factsOf(cause.detail) });
    if (cause.code === '23503') return unknownReference(cause.constraint);
  }
  if (cause?.code !== undefined && /^22/.test(cause.code)) {
    return new Problem(422, 'invalid-value', 'A value cannot be used', 'A value is out of range or of the wrong form.');
  }
  return error;
}

/** Functions in the database state the facts of a refusal as JSON in DETAIL; PostgreSQL's own details are not shown. */
function factsOf(detail: string | undefined): Record<string, unknown> | undefined {
  if (!detail?.startsWith('{')) return undefined;
  try {
    return JSON.parse(detail) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Foreign keys are named `<table>_<column>_fkey`, so their name says which reference is wrong. */
function unknownReference(constraint: string): Problem {
  const reference = constraint.replace(/_fkey$/, '').replace(/_/g, ' ');
  const detail = `Something this request refers to does not exist (${reference}). Look it up and send the request again.`;
  return new Problem(422, 'unknown-reference', 'Unknown reference', detail);
}
