import { newCode, type RecordKind } from '../../src/barcodes/code';
import { type LabelFacts, type LabelTemplate } from '../../src/labels/drawing/label-template';

const facts = (
  kind: RecordKind,
  number: string,
  more: Partial<Pick<LabelFacts, 'nameZh' | 'nameEn' | 'details'>> = {},
): LabelFacts => ({ kind, code: newCode(kind), number, nameZh: null, nameEn: null, details: {}, ...more });

/** What each template says of an ordinary record. */
export function ordinaryFacts(): Record<LabelTemplate, LabelFacts> {
  const part = { nameZh: '电加热管总成', nameEn: 'Heating element assembly' };
  const site = 'WH-01 样品中心仓库';
  return {
    shelf: facts('bin', 'A-03-2', { details: { site } }),
    bin: facts('bin', 'A-03-2-17', { details: { site } }),
    'part-bag': facts('part', 'MTR-2210', { ...part, details: { makerNumber: '7000-1234-A' } }),
    unit: facts('serial-unit', 'SN-2026-000123-XYZ', { ...part, details: { partNumber: 'MTR-2210' } }),
    'old-part-tag': facts('old-part', 'OLD-2026-000123', {
      ...part,
      details: {
        partNumber: 'MTR-2210',
        serialNumber: 'S-998877',
        quantity: '1',
        dueOn: '2026-12-23',
        removedOn: '2026-11-23',
        report: 'SRP-2026-000042',
        workOrder: 'WO-2026-000077',
        engineer: 'E-07 Sample engineer 1',
      },
    }),
    'requisition-slip': facts('requisition', 'REQ-2026-000123', {
      details: { engineer: 'E-07 Sample engineer 1', needBy: '2026-11-30', workOrder: 'WO-2026-000077', site },
    }),
    'parcel-slip': facts('transfer', 'TRF-2026-000123', {
      details: { toSite: 'ST-09 样品服务站', site, sentOn: '2026-11-23', lines: '3 / 12', note: '小心轻放 fragile' },
    }),
    plain: facts('site', 'WH-01', { nameZh: '样品中心仓库' }),
  };
}

export const longChinese =
  '高效节能型冷凝式燃气热水器主控电路板总成（含显示屏、连接线束与固定支架）第三代改进型适用于全系列机型包括出口型号';
export const longGerman =
  'Hochdruckreinigungsgerätesicherheitsventilbefestigungsschraubensatz für Warmwasserspeicherheizungsregelungsanlagen';

/** The same records with names and numbers longer than any label is wide. */
export function longFacts(): Record<LabelTemplate, LabelFacts> {
  const long = (given: LabelFacts): LabelFacts => ({
    ...given,
    number: `${given.number}-LANGE-NUMMER-MIT-VIELEN-ZEICHEN-IN-HALLE-0001`,
    nameZh: longChinese,
    nameEn: longGerman,
    details: Object.fromEntries(
      Object.entries(given.details).map(([key, value]) => [key, `${value} ${longChinese} ${longGerman}`]),
    ),
  });
  const samples = Object.entries(ordinaryFacts()).map(([template, given]) => [template, long(given)] as const);
  return Object.fromEntries(samples) as Record<LabelTemplate, LabelFacts>;
}
