/** What would bring an expired case under cover, or under goodwill. */
import { type DayNumber, formatDay } from './calendar-days';
import { type CoverCase } from './cover-case';
import { termLength } from './covers';
import { DATE_KIND_NAMES } from './date-kind-names';
import { determine } from './determine';
import { isWithinGoodwill } from './goodwill';
import { change, ifOtherwise, type Inquire, type Inquiry } from './inquiry';
import { type DateKind } from './measures';
import { findEnd } from './term-end';
import { type Change } from './verdict';

/** The date kind whose later date would move the start; none where the start is the unit's replacement. */
function startKind({ finding: { known, policy, start } }: Inquiry): DateKind | null {
  if (!known || !policy || !start || (start.kind === 'FROM' && start.moved === 'RESTARTED')) return null;
  const { basis } = policy.start;
  const isPlain = start.kind === 'FROM' && start.moved === null;
  const decided = isPlain ? basis.find((kind) => known.dates.get(kind) === start.day) : undefined;
  return decided ?? (basis.includes('INVOICE') ? 'INVOICE' : basis[0]) ?? null;
}

/** The earliest start, by its date kind, whose end reaches the report: found by halving, as a later start never ends sooner. */
function earliestStart(kind: DateKind, { policy, term, start, known }: CoverCase): DayNumber | null {
  const length = termLength(term, known);
  const reaches = (day: DayNumber) => {
    const end = findEnd(policy, { kind: 'FROM', day, moved: null }, length, {
      ...known,
      dates: new Map(known.dates).set(kind, day),
    });
    return end.day === null || end.day >= known.report;
  };
  let covered = known.report;
  let expired = start.day;
  if (expired >= covered || !reaches(covered)) return null;
  while (covered - expired > 1) {
    const middle = Math.floor((covered + expired) / 2);
    if (reaches(middle)) covered = middle;
    else expired = middle;
  }
  return covered;
}

/** A later start that can be proved would bring the case under cover. */
function laterStart(inquiry: Inquiry): Change[] {
  const { facts, policies, finding } = inquiry;
  const kind = startKind(inquiry);
  if (!kind || finding.cover?.start.kind !== 'FROM') return [];
  const covered = earliestStart(kind, finding.cover);
  if (covered === null) return [];
  const proof = finding.cover.start.moved === 'START_FALLBACK' ? { ...facts.proof, invoice: true } : facts.proof;
  const proved = { ...facts, proof, dates: { ...facts.dates, [kind]: formatDay(covered) } };
  const { outcome } = determine(proved, policies).determination;
  if (outcome !== 'WARRANTY' && outcome !== 'PARTIAL') return [];
  const name = DATE_KIND_NAMES[kind];
  const day = formatDay(covered);
  return [
    change(
      `/dates/${kind}`,
      outcome,
      `如能证明${name['zh-CN']}为 ${day} 或之后，则在保修期内。`,
      `Proof that the ${name.en} is on or after ${day} would bring it into warranty.`,
    ),
  ];
}

/** Goodwill that may still be approved, and loyalty that may still be confirmed. */
function approval(inquiry: Inquiry): Change[] {
  const { facts, finding } = inquiry;
  const { cover } = finding;
  if (!cover || finding.determination.outcome === 'GOODWILL') return [];
  const { goodwill, loyalty } = cover.policy;
  const changes: Change[] = [];
  if (goodwill && isWithinGoodwill(goodwill, cover.decision, cover.known)) {
    const approved = { ...facts, goodwill: { ...facts.goodwill, approved: true } };
    changes.push(
      ...ifOtherwise(
        inquiry,
        approved,
        '/goodwill/approved',
        '如获批准，可按善意免费处理。',
        'It lies within what may be approved as goodwill.',
      ),
    );
  }
  if (loyalty && facts.goodwill?.loyalty !== true) {
    const loyal = { ...facts, goodwill: { ...facts.goodwill, loyalty: true } };
    changes.push(
      ...ifOtherwise(
        inquiry,
        loyal,
        '/goodwill/loyalty',
        '如为忠诚客户，可减免部分费用。',
        'Membership in the loyalty programme would waive a part.',
      ),
    );
  }
  return changes;
}

function lowerReading(inquiry: Inquiry): Change[] {
  const { facts, finding } = inquiry;
  const over = finding.cover?.decision.meters.over ?? {};
  const usage = { ...facts.claim.usage };
  for (const [meter, excess] of Object.entries(over)) usage[meter] = (usage[meter] ?? 0) - excess;
  const [meter] = Object.keys(over);
  if (meter === undefined) return [];
  const most = Object.keys(over)
    .map((name) => `${usage[name] ?? 0} ${name}`)
    .join(', ');
  const corrected = { ...facts, claim: { ...facts.claim, usage } };
  return ifOtherwise(
    inquiry,
    corrected,
    `/claim/usage/${meter}`,
    `如读数有误，实际不超过 ${most}，结论会改变。`,
    `If the reading is wrong and really at most ${most}, the answer would change.`,
  );
}

/** A later start, a lower reading, an approval. */
export const expiryChanges: Inquire = (inquiry) => [
  ...laterStart(inquiry),
  ...lowerReading(inquiry),
  ...approval(inquiry),
];
