/** Builders: a plain covered case, of which a test states only what it is about. */
import { classify } from '../../src/warranty/classification/classify';
import { type Facts } from '../../src/warranty/classification/facts';
import { type Policy, type Term } from '../../src/warranty/classification/policy';
import { type Verdict } from '../../src/warranty/classification/verdict';

export const aTerm = (term: Partial<Term> = {}): Term => ({
  id: 'whole',
  covers: 'WHOLE_UNIT',
  n: 1,
  unit: 'YEAR',
  ...term,
});

/** One year from the invoice for everything, no further rules. */
export const aPolicy = (policy: Partial<Policy> = {}): Policy => ({
  id: 'P',
  start: { basis: ['INVOICE'], combine: 'FIRST_KNOWN' },
  terms: [aTerm()],
  ...policy,
});

/** Sold on 2024-03-01 with an invoice, a manufacturing defect of the motor reported on 2024-06-01. */
export const aCase = ({
  claim,
  ...facts
}: Omit<Partial<Facts>, 'claim'> & { claim?: Partial<Facts['claim']> } = {}): Facts => ({
  unit: { category: 'any' },
  dates: { INVOICE: '2024-03-01' },
  history: [],
  proof: { invoice: true, model_matches: true },
  claim: { report_date: '2024-06-01', component: 'motor', cause: 'MANUFACTURING_DEFECT', ...claim },
  ...facts,
});

/** The verdict of a case under one policy. */
export const verdictOf = (policy: Partial<Policy>, facts: Parameters<typeof aCase>[0] = {}): Verdict =>
  classify(aCase(facts), [aPolicy(policy)]);

/** What tests look at most: the outcome, the expiry, the reasons in alphabetical order. */
export const gist = ({ outcome, expiry_date, reasons }: Verdict) => [
  outcome,
  expiry_date,
  [...reasons].sort().join(' '),
];

/** The gist of a case under one policy. */
export const gistOf = (policy: Partial<Policy>, facts: Parameters<typeof aCase>[0] = {}) =>
  gist(verdictOf(policy, facts));
