/** Each reason as a sentence fit to read to the customer. */
import { type Reason, type Sentence } from './verdict';

/** What the sentences mention. Dates are ISO texts; null where there is none. */
export interface Mentions {
  start: string | null;
  expiry: string | null;
  onsiteExpiry: string | null;
  report: string | null;
  component: string | null;
  /** Shares we carry, percent. */
  parts: number;
  labor: number;
}

type Speak = (mentions: Mentions) => Sentence;

const say = (zh: string, en: string): Speak => {
  const sentence: Sentence = { 'zh-CN': zh, en };
  return () => sentence;
};

const partName = ({ component }: Mentions) => component ?? '';

/** Reasons why something is covered, or how its period was computed. */
const PERIOD: Partial<Record<Reason, Speak>> = {
  START_FALLBACK: say(
    '因无购买凭证或缺少起算日期，保修期按替代规则推算。',
    'As proof of purchase or the starting date is missing, the period was taken from the substitute rule.',
  ),
  RESTARTED: ({ start }) => ({
    'zh-CN': `整机已更换，保修期自更换之日（${start ?? '—'}）重新起算。`,
    en: `The unit was replaced, so the period began again on ${start ?? '—'}.`,
  }),
  EXTENDED_REPAIR: say('保修期已因维修或停用而顺延。', 'The period was prolonged by repairs or down time.'),
  OUTER_CAP: say('保修期受最长期限限制。', 'The period was cut at the latest end the policy allows.'),
  HOLIDAY_ROLLED: say(
    '最后一日为休息日，已顺延至其后第一个非休息日。',
    'The last day fell on a day of rest and moved to the next day that is none.',
  ),
  IN_PERIOD: ({ start, expiry }) => {
    const from = start === null ? { zh: '', en: '' } : { zh: `自 ${start} 起，`, en: ` from ${start}` };
    return expiry === null
      ? { 'zh-CN': `保修${from.zh}不限时间。`, en: `The warranty runs${from.en} without a time limit.` }
      : {
          'zh-CN': `保修期${from.zh}至 ${expiry}（含当日）。`,
          en: `The warranty runs${from.en} through ${expiry}, that day included.`,
        };
  },
  PART_OWN_WARRANTY: (mentions) => ({
    'zh-CN':
      mentions.expiry === null
        ? `更换过的零件（${partName(mentions)}）仍在其自身的保修内。`
        : `更换过的零件（${partName(mentions)}）有其自身的保修，至 ${mentions.expiry}（含当日）。`,
    en:
      mentions.expiry === null
        ? `The replaced part (${partName(mentions)}) is still under its own warranty.`
        : `The replaced part (${partName(mentions)}) has a warranty of its own through ${mentions.expiry}.`,
  }),
  PRESUMED_DEFECT: say(
    '故障原因尚未查明，依规定在此期间推定为产品缺陷。',
    'The cause is not established; within this time it is presumed to be a defect.',
  ),
  LABOR_NOT_COVERED: say('人工费不在保修范围内。', 'Labour is not covered.'),
  ONSITE_EXPIRED: ({ onsiteExpiry }) => ({
    'zh-CN': `免费上门服务已于 ${onsiteExpiry ?? '—'} 到期，上门需付费。`,
    en: `Free visits ended on ${onsiteExpiry ?? '—'}; coming to the site is charged.`,
  }),
  GOODWILL_APPROVED: ({ parts, labor }) => ({
    'zh-CN': `经批准，我们承担零件费的 ${parts}%、人工费的 ${labor}%。`,
    en: `As approved goodwill we carry ${parts}% of the parts and ${labor}% of the labour.`,
  }),
  LOYALTY_LABOR_WAIVED: say('作为忠诚客户，免收人工费。', 'As a loyal customer you are not charged for labour.'),
  LOYALTY_PARTS_WAIVED: say('作为忠诚客户，免收零件费。', 'As a loyal customer you are not charged for parts.'),
};

/** Reasons why the customer pays. */
const PAID: Partial<Record<Reason, Speak>> = {
  EXPIRED_DATE: ({ expiry, report }) => ({
    'zh-CN': `保修期已于 ${expiry ?? '—'} 届满，报修日期为 ${report ?? '—'}。`,
    en: `The warranty ended on ${expiry ?? '—'}; the fault was reported on ${report ?? '—'}.`,
  }),
  EXPIRED_USAGE: say('使用量已超过保修限额。', 'The usage is over the limit of the warranty.'),
  EXCLUDED_PART: (mentions) => ({
    'zh-CN': `该零件（${partName(mentions)}）不在保修范围内。`,
    en: `This part (${partName(mentions)}) carries no warranty.`,
  }),
  EXCLUDED_CAUSE: say('该故障原因不在保修范围内。', 'This cause of the fault is not covered by the warranty.'),
  DOC_MISMATCH: say('凭证所载产品与本机不符。', 'The papers are not those of this unit.'),
  NO_PROOF: say('未能出示有效的购买凭证。', 'There is no valid proof of purchase.'),
  CONDITION_FAILED: say('保修所附条件未满足或缺少证明。', 'A condition of the warranty is not met or not evidenced.'),
};

/** Reasons why a person must look at it. */
const REVIEW: Partial<Record<Reason, Speak>> = {
  DATE_CONFLICT: say('日期资料相互矛盾或有误。', 'The dates on record contradict each other or do not exist.'),
  UNKNOWN_START: say('保修起算日期不明。', 'The date the warranty starts from is not known.'),
  UNKNOWN_COMPONENT: say('尚未确定故障零件。', 'The failed component is not known yet.'),
  METER_ROLLBACK: say('读数低于以往记录。', 'The reading is lower than an earlier one.'),
  METER_TAMPERED: say('发现计数装置有改动迹象。', 'The meter shows signs of tampering.'),
  UNKNOWN_CAUSE: say('故障原因尚未查明。', 'The cause of the fault is not established yet.'),
  MISSING_READING: say('缺少保修限额所需的读数。', 'A reading that the warranty is limited by is missing.'),
  NO_POLICY: say('未能确定唯一适用的保修条款。', 'No single warranty policy applies to this sale.'),
};

/** The sentence of a reason, whatever verdict it stands in. */
export function speakReason(reason: Reason, mentions: Mentions): Sentence {
  const speak = PERIOD[reason] ?? PAID[reason] ?? REVIEW[reason];
  return speak ? speak(mentions) : { 'zh-CN': '', en: '' };
}
