/** Asking which fact would change a verdict: the question, and the answer that is promised only if it holds. */
import { determine, type Finding } from './determine';
import { type Facts } from './facts';
import { type Policy } from './policy';
import { type Change, type Outcome } from './verdict';

/** A case that was determined, and what it was determined from. */
export interface Inquiry {
  facts: Facts;
  policies: readonly Policy[];
  finding: Finding;
}

export type Inquire = (inquiry: Inquiry) => Change[];

/** A change in both languages; outcome null = it depends on what the fact says. */
export const change = (fact: string, outcome: Outcome | null, zh: string, en: string): Change => ({
  fact,
  outcome,
  sentence: { 'zh-CN': zh, en },
});

/** The change, if determining again with the other facts gives another outcome. */
export function ifOtherwise(
  { policies, finding }: Inquiry,
  facts: Facts,
  fact: string,
  zh: string,
  en: string,
): Change[] {
  const { outcome } = determine(facts, policies).determination;
  return outcome === finding.determination.outcome ? [] : [change(fact, outcome, zh, en)];
}
