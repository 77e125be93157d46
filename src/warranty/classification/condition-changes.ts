/** What would meet a condition. */
import { type Condition } from './policy';
import { type Change } from './verdict';

const UNITS = { DAY: { zh: '天', en: 'days' }, MONTH: { zh: '个月', en: 'months' }, YEAR: { zh: '年', en: 'years' } };

/** The evidence that an unmet condition asks for. Its outcome is open: the remaining checks still follow. */
export function conditionChange(condition: Condition): Change {
  if (condition.type === 'FIRST_OWNER') {
    return {
      fact: '/unit/owner',
      outcome: null,
      sentence: { 'zh-CN': '保修仅限首位车主或用户。', en: 'The warranty is for the first owner only.' },
    };
  }
  const zh = `${condition.n} ${UNITS[condition.unit].zh}`;
  const en = `${condition.n} ${UNITS[condition.unit].en}`;
  switch (condition.type) {
    case 'REGISTERED_WITHIN':
      return {
        fact: '/claim/registered_on',
        outcome: null,
        sentence: { 'zh-CN': `需证明在 ${zh}内完成登记。`, en: `Evidence of registration within ${en} is needed.` },
      };
    case 'REPORTED_WITHIN':
      return {
        fact: '/claim/fault_date',
        outcome: null,
        sentence: {
          'zh-CN': `需证明故障发生后 ${zh}内报修。`,
          en: `Evidence that the fault was reported within ${en} is needed.`,
        },
      };
    case 'MAINTENANCE_EVERY':
      return {
        fact: '/claim/maintenance',
        outcome: null,
        sentence: {
          'zh-CN': `需提供至少每 ${zh}保养一次的记录。`,
          en: `Evidence of maintenance at least every ${en} is needed.`,
        },
      };
  }
}
