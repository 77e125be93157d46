/** The determination in words, fit to read to the customer. */
import { formatDay } from './calendar-days';
import { type Finding } from './determine';
import { type Facts } from './facts';
import { type Mentions, speakReason } from './reason-sentences';
import { type Outcome, type Reason, type Sentence } from './verdict';

const HEADLINES: Readonly<Record<Outcome, Sentence>> = {
  WARRANTY: {
    'zh-CN': '本次维修在保修范围内，零件和人工免费。',
    en: 'This repair is under warranty: parts and labour are free.',
  },
  PARTIAL: { 'zh-CN': '本次维修零件免费，人工收费。', en: 'The parts are free, the labour is charged.' },
  GOODWILL: {
    'zh-CN': '本次维修已不在保修范围内，但部分或全部费用由我们承担。',
    en: 'The warranty is over, but we carry costs as shown.',
  },
  PAID: { 'zh-CN': '本次维修需要付费。', en: 'This repair is charged.' },
  REVIEW: {
    'zh-CN': '需经人工核实后才能答复是否免费。',
    en: 'A colleague must check this before we can say who pays.',
  },
};

// What matters most to the listener first: the deciding reason, then what is granted, then how the end was computed.
const ORDER: readonly Reason[] = [
  'IN_PERIOD',
  'PART_OWN_WARRANTY',
  'EXPIRED_DATE',
  'EXPIRED_USAGE',
  'GOODWILL_APPROVED',
  'LOYALTY_LABOR_WAIVED',
  'LOYALTY_PARTS_WAIVED',
  'PRESUMED_DEFECT',
  'ONSITE_EXPIRED',
];

function rank(reason: Reason): number {
  const place = ORDER.indexOf(reason);
  return place < 0 ? ORDER.length : place;
}

/** The headline and one sentence per reason, in Chinese and English. */
export function explain({ determination, known }: Finding, facts: Facts): Sentence {
  const mentions: Mentions = {
    start: determination.start_date,
    expiry: determination.expiry_date,
    onsiteExpiry: determination.onsite_expiry,
    report: known ? formatDay(known.report) : null,
    component: facts.claim.component ?? null,
    parts: determination.goodwill_pct?.parts ?? 0,
    labor: determination.goodwill_pct?.labor ?? 0,
  };
  const headline = HEADLINES[determination.outcome];
  let zh = headline['zh-CN'];
  let en = headline.en;
  for (const reason of [...determination.reasons].sort((a, b) => rank(a) - rank(b))) {
    // "Labour is charged" is the headline already.
    if (reason === 'LABOR_NOT_COVERED') continue;
    const sentence = speakReason(reason, mentions);
    zh += sentence['zh-CN'];
    en += ` ${sentence.en}`;
  }
  return { 'zh-CN': zh, en };
}
