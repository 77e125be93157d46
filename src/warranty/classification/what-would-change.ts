/**
 * Which fact would change the verdict. Where a change names its outcome, the case was determined again with that fact: the
 * sentence promises only what the engine would answer.
 */
import { conditionChange } from './condition-changes';
import { unmetConditions } from './conditions';
import { findDateConflict } from './date-conflict';
import { DATE_KIND_NAMES, REPORT_NAME } from './date-kind-names';
import { type Finding } from './determine';
import { expiryChanges } from './expiry-changes';
import { type Facts } from './facts';
import { change, ifOtherwise, type Inquire } from './inquiry';
import { findRollback } from './meters';
import { type Policy } from './policy';
import { type Change, type Reason } from './verdict';

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
  EXPIRED_DATE: expiryChanges,
  EXPIRED_USAGE: expiryChanges,
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
