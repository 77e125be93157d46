/** Base of every problem type. It names the kind of problem; it is an identifier, not an address to fetch. */
const typeBase = 'urn:counterpart:problem:';

/** One fault in what was sent, located by a JSON Pointer (RFC 6901). */
export interface Fault {
  /** Where: a JSON Pointer into the body, or `query/name`, `header/name`, `path/name`. @example "/lines/0/quantity" */
  pointer: string;
  /** What is wrong and what is expected. */
  detail: string;
}

/** The body of every refusal (RFC 9457, `application/problem+json`). */
export interface ProblemDocument {
  /** Stable identifier of the kind of problem. @example "urn:counterpart:problem:insufficient-stock" */
  type: string;
  /** The kind of problem in a few words. */
  title: string;
  /** The HTTP status. @isInt */
  status: number;
  /** What happened this time and what to do next. */
  detail?: string;
  /** The request this answers; quote it when asking for help. */
  instance?: string;
  /** Every fault of the request, where there are several. */
  errors?: Fault[];
  /** Facts of this refusal that a program can use (for example the parts that are short). */
  facts?: { [name: string]: unknown };
}

/** A refusal with an HTTP status, a stable type and a sentence that says what to do next (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly title: string,
    readonly detail?: string,
    readonly extra: { errors?: Fault[]; facts?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(detail ?? title);
    this.name = 'Problem';
  }

  toDocument(requestId: string): ProblemDocument {
    return {
      type: typeBase + this.kind,
      title: this.title,
      status: this.status,
      detail: this.detail,
      instance: `urn:request:${requestId}`,
      errors: this.extra.errors,
      facts: this.extra.facts,
    };
  }
}

/** 404: nothing by that id, or nothing that this caller may see (R15: the two look the same). */
export function notFound(what: string): Problem {
  return new Problem(404, 'not-found', 'Not found', `There is no such ${what}, or it is not yours to see.`);
}

/** 422: the shape or a value of the request is wrong; every fault at once. */
export function invalid(errors: Fault[]): Problem {
  const detail = errors.length === 1 ? errors[0]?.detail : `${errors.length} faults; nothing was changed.`;
  return new Problem(422, 'invalid-request', 'The request is not valid', detail, { errors });
}

/** 409: the record is in a state in which this cannot be done. */
export function wrongState(kind: string, detail: string, facts?: Record<string, unknown>): Problem {
  return new Problem(409, kind, 'Not possible in the present state', detail, { facts });
}

/** 403: known caller, but not allowed. */
export function forbidden(detail: string, kind = 'forbidden'): Problem {
  return new Problem(403, kind, 'Not allowed', detail);
}
