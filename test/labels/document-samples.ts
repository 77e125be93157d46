import { newCode } from '../../src/barcodes/code';
import { countSheet } from '../../src/labels/documents/count-sheet';
import { type Slip } from '../../src/labels/documents/slip';
import { issueSlip, oldPartSlip, pickList, unusedReturnSlip } from '../../src/labels/documents/slip-wording';
import { type SlipHead, type SlipLine } from '../../src/labels/documents/slip.queries';
import { longChinese, longGerman } from './label-samples';

const longNumber = 'MTR-2210-LANGE-NUMMER-MIT-VIELEN-ZEICHEN-IN-HALLE-0001';
const longWord = 'Donaudampfschifffahrtsgesellschaftsersatzteillagerverwaltungsdirektorstellvertreterbüroaußenstelle';
const longText = `${longChinese} ${longGerman} ${longNumber}`;

function head(kind: Parameters<typeof newCode>[0], other: SlipHead['other'] = {}): SlipHead {
  return {
    ...{ number: 'XXX-2026-000123', code: newCode(kind), day: '2026-11-23', status: null, workOrder: 'WO-2026-000077' },
    ...{ engineer: `${longWord} (E-07)`, site: `WH-01 ${longChinese}`, other },
  };
}

/** Lines with short and long texts in turn; the third has a note that is higher than a page. */
function lines(count: number): SlipLine[] {
  return Array.from({ length: count }, (_, nth) => ({
    bin: nth % 2 ? `A-03-2-17-${longNumber}` : 'A-03-2',
    part: nth % 2 ? longNumber : 'MTR-2210',
    nameZh: nth % 3 ? longChinese : '电加热管总成',
    nameEn: nth % 3 === 1 ? longGerman : null,
    ...{ unit: nth % 2 ? 'kilogramme' : 'piece', quantity: nth % 2 ? 1_000_000 : 3 },
    ...{ serialNumber: nth % 2 ? `SN-${'W'.repeat(60)}` : null, outcome: 'bad_on_arrival' },
    note: nth === 2 ? `${`${longText} `.repeat(12)}FINIS` : '外壳破裂 broken housing',
  }));
}

/** Each kind of slip with names, numbers and notes longer than its columns are wide. */
export function longSlips(): Record<string, Slip> {
  const received = { report: 'SRP-2026-000042', dueOn: '2026-12-23', receivedOn: '2026-12-01', receivedBy: longWord };
  return {
    'pick list': pickList(head('requisition', { needBy: '2026-11-30' }), lines(9), [{ part: longNumber, quantity: 3 }]),
    issue: issueSlip(head('issue', { requisition: 'REQ-2026-000123', issuedBy: longWord }), lines(9)),
    'unused return': unusedReturnSlip(head('unused-return', { takenBackBy: longWord }), lines(5)),
    'old part': oldPartSlip(
      head('old-part', { ...received, serialNumber: 'S'.repeat(80), matches: 'false', condition: longText.repeat(3) }),
      lines(3).slice(2),
    ),
    'count sheet': countSheet(
      {
        ...{
          number: 'CNT-2026-000123',
          code: newCode('count'),
          day: '2026-11-23',
          kind: 'full',
          round: 2,
          status: 'open',
        },
        ...{ site: `WH-01 ${longChinese}`, openedBy: longWord, dueOn: null, note: longText },
      },
      lines(12).map(({ bin, part, nameZh, nameEn, unit }, nth) => ({
        ...{ bin: bin!, nameZh, nameEn, unit, serialNumbered: nth % 2 === 0 },
        part: nth === 11 ? null : part,
      })),
    ),
  };
}
