/**
 * Which fact would change the verdict. Where a change names its outcome, the case was determined again with that fact: the
 * sentence promises only what the engine would answer.
 */
import { type DayNumber, formatDay } from './calendar-days';
import { conditionChange } from './condition-changes';
import { unmetConditions } from './conditions';
import { type CoverCase } from './cover-case';
import { termLength } from './covers';
import { findDateConflict } from './date-conflict';
import { DATE_KIND_NAMES, REPORT_NAME } from './date-kind-names';
import { determine, type Finding } from './determine';
import { type Facts } from './facts';
import { isWithinGoodwill } from './goodwill';
import { type DateKind } from './measures';
import { findRollback } from './meters';
import { type Policy } from './policy';
import { findEnd } from './term-end';
import { type Change, type Outcome, type Reason } from './verdict';

interface Inquiry {
  facts: Facts;
  policies: readonly Policy[];
  finding: Finding;
}

type Inquire = (inquiry: Inquiry) => Change[];

const change = (fact: string, outcome: Outcome | null, zh: string, en: string): Change => ({
  fact,
  outcome,
  sentence: { 'zh-CN': zh, en },
});

/** The change, if determining again with the other facts gives another outcome. */
function ifOtherwise({ policies, finding }: Inquiry, facts: Facts, fact: string, zh: string, en: string): Change[] {
  const { outcome } = determine(facts, policies).determination;
  return outcome === finding.determination.outcome ? [] : [change(fact, outcome, zh, en)];
}

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

const expired: Inquire = (inquiry) => [...laterStart(inquiry), ...lowerReading(inquiry), ...approval(inquiry)];

const conflict: Inquire = ({ finding: { known } }) => {
  const found = known && findDateConflict(known);
  if (!found)
    return [
      change('/dates', null, '请更正不存在或缺失的日期。', 'Correct the date that does not exist or is missing.'),
    ];
  const first = DATE_KIND_NAMES[found.first];
  const then = found.then === 'REPORT' ? REPORT_NAME : DATE_KIND_NAMES[found.then];
  return [
    change(
      `/dates/${found.first}`,
      null,
      `请核对：${first['zh-CN']}晚于${then['zh-CN']}。`,
      `Please check: the ${first.en} lies after the ${then.en}.`,
    ),
  ];
};

const unknownStart: Inquire = ({ finding: { policy } }) =>
  (policy?.start.basis ?? []).map((kind) =>
    change(
      `/dates/${kind}`,
      null,
      `提供${DATE_KIND_NAMES[kind]['zh-CN']}后即可判定。`,
      `With the ${DATE_KIND_NAMES[kind].en} it can be decided.`,
    ),
  );

const missingReading: Inquire = ({ finding: { cover } }) =>
  (cover?.decision.meters.unread ?? []).map((meter) => {
    const limit = cover?.decision.cover.meters.limits[meter] ?? 0;
    return change(
      `/claim/usage/${meter}`,
      null,
      `需要读数（${meter}）：限额为 ${limit} ${meter}。`,
      `The reading of ${meter} is needed: the limit is ${limit} ${meter}.`,
    );
  });

const defectFound: Inquire = (inquiry) => {
  const { facts, finding } = inquiry;
  const cause = finding.policy?.covered_causes?.[0] ?? 'MANUFACTURING_DEFECT';
  return ifOtherwise(
    inquiry,
    { ...facts, claim: { ...facts.claim, cause } },
    '/claim/cause',
    '如查明原因为产品缺陷，结论会改变。',
    'A finding that the cause is a product defect would change the answer.',
  );
};

const otherCauseFound: Inquire = (inquiry) => {
  const { facts, finding } = inquiry;
  const cause = finding.policy?.excluded_causes?.[0];
  if (cause === undefined) return [];
  return ifOtherwise(
    inquiry,
    { ...facts, claim: { ...facts.claim, cause } },
    '/claim/cause',
    '如查明原因不属保修范围，则需付费。',
    'Proof of a cause that is not covered would make it chargeable.',
  );
};

const rollback: Inquire = ({ finding: { known } }) => {
  const found = known && findRollback(known);
  if (!found) return [];
  const { meter, before } = found;
  return [
    change(
      `/claim/usage/${meter}`,
      null,
      `请核实读数：此前记录为 ${before} ${meter}。`,
      `Please confirm the reading: it was ${before} ${meter} before.`,
    ),
  ];
};

const BY_REASON: Readonly<Partial<Record<Reason, Inquire>>> = {
  DATE_CONFLICT: conflict,
  NO_POLICY: ({ finding: { known } }) => [
    known?.sale == null
      ? change(
          '/dates/INVOICE',
          null,
          '需要销售日期（发票或交付）。',
          'The date of sale (invoice or delivery) is needed.',
        )
      : change('/policies', null, '需要唯一适用的保修条款。', 'Exactly one policy must apply to this sale and use.'),
  ],
  NO_PROOF: (inquiry) =>
    ifOtherwise(
      inquiry,
      { ...inquiry.facts, proof: { ...inquiry.facts.proof, invoice: true } },
      '/proof/invoice',
      '出示发票，或在系统中查到购买记录后，可重新判定。',
      'An invoice, or a purchase found in our records, would change the answer.',
    ),
  UNKNOWN_START: unknownStart,
  UNKNOWN_COMPONENT: () => [
    change(
      '/claim/component',
      null,
      '确定故障零件后即可判定。',
      'Once the failed component is known it can be decided.',
    ),
  ],
  METER_ROLLBACK: rollback,
  DOC_MISMATCH: (inquiry) =>
    ifOtherwise(
      inquiry,
      { ...inquiry.facts, proof: { ...inquiry.facts.proof, model_matches: true } },
      '/proof/model_matches',
      '出示本机的凭证后，可重新判定。',
      'The papers of this very unit would change the answer.',
    ),
  METER_TAMPERED: (inquiry) =>
    ifOtherwise(
      inquiry,
      { ...inquiry.facts, claim: { ...inquiry.facts.claim, observations: [] } },
      '/claim/observations',
      '如核实计数装置未被改动，结论会改变。',
      'If the meter proves to be untouched, the answer would change.',
    ),
  EXCLUDED_CAUSE: defectFound,
  EXPIRED_DATE: expired,
  EXPIRED_USAGE: expired,
  MISSING_READING: missingReading,
  CONDITION_FAILED: ({ finding: { cover } }) =>
    cover ? unmetConditions(cover.policy.conditions ?? [], cover.start, cover.known).map(conditionChange) : [],
  UNKNOWN_CAUSE: defectFound,
  PRESUMED_DEFECT: otherCauseFound,
};

/** The facts that would change the verdict, none where nothing short of another case would. */
export function findChanges(facts: Facts, policies: readonly Policy[], finding: Finding): Change[] {
  const inquiry = { facts, policies, finding };
  // Date and usage share one inquiry: asking twice would say everything twice.
  const inquiries = new Set(finding.determination.reasons.map((reason) => BY_REASON[reason]));
  return [...inquiries].flatMap((inquire) => inquire?.(inquiry) ?? []);
}
