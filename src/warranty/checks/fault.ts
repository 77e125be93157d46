/** What is wrong with a policy or with facts: where, which rule, and in words. */
export interface Fault {
  /** JSON pointer (RFC 6901) into what was checked, for instance `/terms/0/n`. */
  pointer: string;
  /** Stable code of the rule that is broken. */
  rule: FaultRule;
  message: string;
}

export type FaultRule =
  | 'missing'
  | 'unknown_value'
  | 'not_a_date'
  | 'not_a_whole_number'
  | 'not_positive'
  | 'out_of_range'
  | 'duplicate'
  | 'incomplete'
  | 'wrong_order'
  | 'in_the_future'
  | 'contradiction'
  | 'overlap';

/** Collects faults under a pointer, so that a check reads as one line per rule. */
export class Faults {
  readonly found: Fault[] = [];

  add(pointer: string, rule: FaultRule, message: string): void {
    this.found.push({ pointer, rule, message });
  }

  /** Names the fault unless the rule holds. */
  unless(holds: boolean, pointer: string, rule: FaultRule, message: string): boolean {
    if (!holds) this.add(pointer, rule, message);
    return holds;
  }

  /** The value is one of those allowed; missing is allowed where `optional`. */
  oneOf(value: unknown, allowed: readonly string[], pointer: string, optional = false): boolean {
    if (value === undefined && optional) return true;
    const isAllowed = typeof value === 'string' && allowed.includes(value);
    return this.unless(isAllowed, pointer, 'unknown_value', `must be one of ${allowed.join(', ')}`);
  }
}

/** One step of a JSON pointer, escaped. */
export function step(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
