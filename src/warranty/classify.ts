/** Warranty versus paid: one pure function from facts and policies to a determination. */
import { determine } from './determine';
import { type Facts } from './facts';
import { type Policy } from './policy';
import { type Determination } from './verdict';

/**
 * Decides one claim. Deterministic and total: no clock, no zone of the machine, nothing thrown over well-formed facts; what is
 * not known leads to REVIEW, never to a guess.
 */
export function classify(facts: Facts, policies: readonly Policy[]): Determination {
  return determine(facts, policies).determination;
}
