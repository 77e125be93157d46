import { type Slip } from './slip';
import { type SlipHead, type SlipLine } from './slip.queries';

const wide = { title: '备件 Part', width: 210 };
const quantity = { title: '数量 Quantity', width: 70 };

const outcomes: Record<string, string> = {
  unused: '未使用 unused',
  not_carried: '未携带 not carried',
  bad_on_arrival: '到货即坏 bad on arrival',
  wrong_part: '错件 wrong part',
  scrap: '报废 scrap',
  refurbish: '翻新 refurbish',
  hold_as_evidence: '留证 hold as evidence',
  send_to_supplier: '退供应商 to the supplier',
};

/** What is reserved for a requisition, bin by bin in the order of the walk. */
export function pickList(
  head: SlipHead,
  lines: readonly SlipLine[],
  short: readonly { part: string; quantity: number }[],
): Slip {
  return {
    ...common('拣货单 Pick list', head),
    facts: [...whoAndWhere(head), ['需求日期 Need by', told(head.other['needBy'])]],
    columns: [{ title: '库位 Bin', width: 110 }, wide, quantity, { title: '已拣 Picked', width: 100 }],
    rows: lines.map((line) => [told(line.bin), partText(line), quantityText(line), '[    ]']),
    nothing: '无预留 Nothing is reserved.',
    notes:
      short.length === 0 ? [] : [['欠料 Short', short.map((line) => `${line.part} × ${line.quantity}`).join('\n')]],
    signatures: ['拣货人 Picked by'],
  };
}

/** What was handed to the engineer. */
export function issueSlip(head: SlipHead, lines: readonly SlipLine[]): Slip {
  const status = head.status === 'acknowledged' ? '已签收 Acknowledged' : '待签收 Not yet acknowledged';
  return {
    ...common('发料单 Issue', head),
    heading: [`日期 Date: ${head.day}`, `状态 Status: ${status}`],
    facts: [
      ...whoAndWhere(head),
      ['领料单 Requisition', told(head.other['requisition'])],
      ['发料人 Issued by', told(head.other['issuedBy'])],
    ],
    columns: [{ title: '库位 Bin', width: 110 }, wide, quantity, { title: '序列号 Serial number', width: 100 }],
    rows: lines.map((line) => [told(line.bin), partText(line), quantityText(line), told(line.serialNumber)]),
    signatures: ['发料人 Issued by', '领料人 Received by'],
  };
}

/** What came back unused. */
export function unusedReturnSlip(head: SlipHead, lines: readonly SlipLine[]): Slip {
  return {
    ...common('余料退库单 Unused return', head),
    facts: [...whoAndWhere(head), ['收料人 Taken back by', told(head.other['takenBackBy'])]],
    columns: [
      { title: '库位 Bin', width: 90 },
      { ...wide, width: 180 },
      quantity,
      { title: '序列号 S/N', width: 70 },
      { title: '状态 State', width: 88 },
    ],
    rows: lines.map((line) => [
      line.bin ?? '待检 quarantine',
      partText(line),
      quantityText(line),
      told(line.serialNumber),
      [outcomes[line.outcome ?? ''], line.note].filter(Boolean).join('\n'),
    ]),
    signatures: ['退料人 Returned by', '收料人 Taken back by'],
  };
}

/** What came home of an old part. */
export function oldPartSlip(head: SlipHead, lines: readonly SlipLine[]): Slip {
  const { other } = head;
  const compared = { true: '一致 as reported', false: '不一致 another one' }[other['matches'] ?? ''] ?? '–';
  return {
    ...common('旧件回收单 Old-part return', head),
    facts: [
      ...whoAndWhere(head),
      ['服务报告 Service report', told(other['report'])],
      ['交回期限 Due', told(other['dueOn'])],
      ['收到 Received', told(other['receivedOn'])],
      ['收料人 Received by', told(other['receivedBy'])],
      ['实收序列号 Serial number received', told(other['serialNumber'])],
      ['序列号核对 Serial number', compared],
    ],
    columns: [
      wide,
      quantity,
      { title: '报告序列号 S/N reported', width: 110 },
      { title: '处理 Disposition', width: 100 },
    ],
    rows: lines.map((line) => [
      partText(line),
      quantityText(line),
      told(line.serialNumber),
      [outcomes[line.outcome ?? ''], line.note].filter(Boolean).join('\n'),
    ]),
    notes: other['condition'] ? [['外观 Condition', other['condition']]] : [],
    signatures: ['交件人 Returned by', '收料人 Received by'],
  };
}

function common(title: string, { number, code, day }: SlipHead): Slip {
  const heading = [`日期 Date: ${day}`];
  return {
    title,
    number,
    code,
    day,
    heading,
    facts: [],
    columns: [],
    rows: [],
    nothing: '无 none',
    notes: [],
    signatures: [],
  };
}

function whoAndWhere({ engineer, site, workOrder }: SlipHead): Slip['facts'] {
  return [
    ['工程师 Engineer', engineer],
    ['仓库 Site', told(site)],
    ['派工单 Work order', told(workOrder)],
  ];
}

function partText({ part, nameZh, nameEn }: SlipLine): string {
  return [part, [nameZh, nameEn].filter((name) => name !== null).join(' ')].join('\n');
}

function quantityText(line: SlipLine): string {
  return `${line.quantity} ${line.unit}`;
}

function told(value: string | null | undefined): string {
  return value ?? '–';
}
