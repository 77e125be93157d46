/** Warranty versus paid: one pure function from facts and policies to a verdict. */
import { determine } from './determine';
import { explain } from './explain';
import { type Facts } from './facts';
import { type Policy } from './policy';
import { type Verdict } from './verdict';
import { findChanges } from './what-would-change';

/**
 * Decides one claim. Deterministic and total: no clock, no zone of the machine, nothing thrown over well-formed facts; what is
 * not known leads to REVIEW, never to a guess.
 */
export function classify(facts: Facts, policies: readonly Policy[]): Verdict {
  const finding = determine(facts, policies);
  const words = { explanation: explain(finding, facts), what_would_change: findChanges(facts, policies, finding) };
  return Object.assign(finding.determination, words);
}
