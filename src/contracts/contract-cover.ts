import { type Reader } from '../platform/transaction';

/** A contract that pays for something on a day. */
export interface ContractCover {
  id: string;
  number: string;
  /** The last day, counted in. */
  lastDay: string;
  partsIncluded: 'none' | 'listed' | 'all';
  labourIncluded: boolean;
  travelIncluded: boolean;
}

/**
 * The contract that pays for a unit on a day, for each of these parts; of several, the one longest in force. A part named
 * must be included.
 */
export async function findContractCovers(
  reader: Reader,
  unit: { unitId: string; on: string },
  partIds: readonly (string | null)[],
): Promise<(ContractCover | undefined)[]> {
  if (partIds.length === 0) return [];
  const rows = await reader.query<(ContractCover & { nth: number })[]>(
    `select p.nth, c.id, c.number, least(c.ends_on, c.terminated_on) as "lastDay", c.parts_included as "partsIncluded",
            c.labour_included as "labourIncluded", c.travel_included as "travelIncluded"
       from unnest($2::uuid[]) with ordinality as p (id, nth)
      cross join lateral (select * from contracts_covering($1, p.id, $3) limit 1) c`,
    [unit.unitId, partIds, unit.on],
  );
  const covers = new Map(rows.map(({ nth, ...cover }) => [nth, cover]));
  return partIds.map((_, index) => covers.get(index + 1));
}

/** What the customer is told of it. */
export function contractSentence(cover: ContractCover): { 'zh-CN': string; en: string } {
  const included = [
    ...(cover.partsIncluded === 'none' ? [] : [{ zh: '配件', en: 'parts' }]),
    ...(cover.labourIncluded ? [{ zh: '人工', en: 'labour' }] : []),
    ...(cover.travelIncluded ? [{ zh: '上门', en: 'travel' }] : []),
  ];
  const listed =
    cover.partsIncluded === 'listed' ? { zh: '（合同所列）', en: ' (those it lists)' } : { zh: '', en: '' };
  const zh = included.map(({ zh: word }) => (word === '配件' ? word + listed.zh : word)).join('、');
  const en = included.map(({ en: word }) => (word === 'parts' ? word + listed.en : word)).join(', ');
  if (included.length === 0) {
    return {
      'zh-CN': `服务合同 ${cover.number}（至 ${cover.lastDay}）有效，但不含配件、人工和上门费。`,
      en: `Service contract ${cover.number} is in force until ${cover.lastDay}, but includes neither parts nor labour nor travel.`,
    };
  }
  return {
    'zh-CN': `服务合同 ${cover.number}（至 ${cover.lastDay}）承担：${zh}。`,
    en: `Service contract ${cover.number}, in force until ${cover.lastDay}, pays for: ${en}.`,
  };
}
