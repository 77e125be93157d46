import { type ConstraintProblem } from './database-errors';

/** What a broken constraint means, for the lists of problems: the state does not allow it (409). */
export function conflicts(kind: string, detail: string): ConstraintProblem {
  return { status: 409, kind, title: 'Not possible in the present state', detail };
}

/** A rule about persons forbids it (403). */
export function forbids(kind: string, detail: string): ConstraintProblem {
  return { status: 403, kind, title: 'Not allowed', detail };
}

/** A value cannot be what it is (422). */
export function refuses(detail: string): ConstraintProblem {
  return { status: 422, kind: 'invalid-value', title: 'A value cannot be used', detail };
}
