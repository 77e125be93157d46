import { type CaseFacts } from './case-facts';
import { type Decision } from './covers';
import { type SideEnd } from './labor';
import { type Policy, type Term } from './policy';
import { type Start } from './start-date';

/** A case whose policy, term, start and end are found: what the verdict order works on. */
export interface CoverCase {
  known: CaseFacts;
  policy: Policy;
  term: Term;
  start: Extract<Start, { kind: 'FROM' | 'UNTIL' }>;
  decision: Decision;
  labor: SideEnd;
  onsite: SideEnd | null;
}
