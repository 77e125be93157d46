import { type RecordKind } from '../../barcodes/code';
import { gs1Content, type BorneKeys } from '../../scanning/gs1-content';
import { type LabelContent } from './label-layout';
import { isGs1, type LabelSymbology } from './label-symbol';
import { printable } from './lettering';
import { type Paragraph } from './text-block';

/** The labels that we print, each for certain kinds of records; `plain` is for any. */
export const labelTemplates = [
  'shelf',
  'bin',
  'part-bag',
  'unit',
  'old-part-tag',
  'requisition-slip',
  'parcel-slip',
  'plain',
] as const;

/**
 * A template: `shelf` and `bin` are for places, `part-bag` for parts, `unit` for one serial-numbered piece or machine,
 * `old-part-tag` for a part that must come back, with due date and report; `requisition-slip` and `parcel-slip` go with
 * what is picked and sent; `plain` names any record.
 */
export type LabelTemplate = (typeof labelTemplates)[number];

/** What of a record can stand on a label; what it has not is null or absent. */
export interface LabelFacts {
  kind: RecordKind;
  code: string;
  number: string;
  nameZh: string | null;
  nameEn: string | null;
  details: Readonly<Partial<Record<LabelDetail, string | null>>>;
  /** The GS1 keys of a part or a unit. */
  keys?: BorneKeys | null;
}

/** Facts beside number and name. */
export type LabelDetail =
  | 'site'
  | 'toSite'
  | 'makerNumber'
  | 'partNumber'
  | 'serialNumber'
  | 'quantity'
  | 'dueOn'
  | 'removedOn'
  | 'needBy'
  | 'sentOn'
  | 'report'
  | 'workOrder'
  | 'engineer'
  | 'lines'
  | 'note';

interface TemplateShape {
  heading: string;
  /** What is read from a distance. */
  title: LabelDetail | 'number';
  /** What matters next: shown larger than the rest, in this order. */
  strong: readonly LabelDetail[];
  names: boolean;
  facts: readonly (LabelDetail | 'number')[];
  symbologies: readonly LabelSymbology[];
}

const shapes: Record<LabelTemplate, TemplateShape> = {
  shelf: {
    heading: '货架 Shelf',
    title: 'number',
    strong: [],
    names: false,
    facts: ['site'],
    // Bars are read from the farthest away; where they do not fit, a Data Matrix of large modules is.
    symbologies: ['code128', 'datamatrix'],
  },
  bin: {
    heading: '库位 Bin',
    title: 'number',
    strong: [],
    names: false,
    facts: ['site'],
    symbologies: ['datamatrix'],
  },
  'part-bag': {
    heading: '备件 Part',
    title: 'number',
    strong: [],
    names: true,
    facts: ['makerNumber'],
    symbologies: ['datamatrix'],
  },
  unit: {
    heading: '序列号 Serial number',
    title: 'number',
    strong: ['partNumber'],
    names: true,
    facts: [],
    symbologies: ['datamatrix'],
  },
  'old-part-tag': {
    heading: '旧件 Old part',
    title: 'partNumber',
    strong: ['dueOn', 'report'],
    names: true,
    facts: ['serialNumber', 'quantity', 'engineer', 'workOrder', 'number', 'removedOn'],
    // Engineers scan it with their phones, whose cameras know QR.
    symbologies: ['qrcode'],
  },
  'requisition-slip': {
    heading: '领料单 Requisition',
    title: 'number',
    strong: ['engineer', 'needBy'],
    names: false,
    facts: ['workOrder', 'site', 'lines'],
    symbologies: ['qrcode'],
  },
  'parcel-slip': {
    heading: '包裹 Parcel',
    title: 'number',
    strong: ['toSite', 'engineer'],
    names: false,
    facts: ['site', 'sentOn', 'lines', 'note'],
    symbologies: ['qrcode'],
  },
  plain: { heading: '', title: 'number', strong: [], names: true, facts: [], symbologies: ['qrcode'] },
};

const labels: Record<LabelDetail | 'number', string> = {
  number: '编号 No.',
  site: '仓库 Site',
  toSite: '发往 To',
  makerNumber: '原厂号 Maker',
  partNumber: '件号 Part',
  serialNumber: '序列号 S/N',
  quantity: '数量 Qty',
  dueOn: '交回期限 Due',
  removedOn: '拆下 Removed',
  needBy: '需求日期 Need by',
  sentOn: '发出 Sent',
  report: '报告 Report',
  workOrder: '派工单 Work order',
  engineer: '工程师 Engineer',
  lines: '行/件 Lines/pieces',
  note: '备注 Note',
};

const templatesByKind: Partial<Record<RecordKind, readonly LabelTemplate[]>> = {
  bin: ['bin', 'shelf', 'plain'],
  part: ['part-bag', 'plain'],
  'serial-unit': ['unit', 'plain'],
  'installed-unit': ['unit', 'plain'],
  'old-part': ['old-part-tag', 'plain'],
  requisition: ['requisition-slip', 'plain'],
  issue: ['parcel-slip', 'plain'],
  transfer: ['parcel-slip', 'plain'],
};

/** The templates for a kind of record; the first is taken when nobody says otherwise. */
export function templatesFor(kind: RecordKind): readonly LabelTemplate[] {
  return templatesByKind[kind] ?? ['plain'];
}

/** What a template says of a record: a pure function, and with {@link layoutLabel} all there is between facts and print. */
export function labelContent(template: LabelTemplate, facts: LabelFacts, symbology?: LabelSymbology): LabelContent {
  const shape = shapes[template];
  const told = (detail: LabelDetail | 'number') =>
    printable((detail === 'number' ? facts.number : facts.details[detail]) ?? '');
  const labelled = (detail: LabelDetail | 'number') => (told(detail) === '' ? '' : `${labels[detail]} ${told(detail)}`);
  const names = shape.names ? [facts.nameZh, facts.nameEn].map((name) => printable(name ?? '')) : [];
  const paragraphs: Paragraph[] = [
    { text: shape.heading, scale: 0.85, floor: 1, weight: 'regular', rank: 9, whole: false },
    { text: told(shape.title) || facts.code, scale: 1.7, floor: 1.35, weight: 'bold', rank: 1, whole: true },
    ...shape.strong.map((detail, nth) => paragraph(labelled(detail), { scale: 1.15, rank: 2 + nth, strong: true })),
    ...names.map((name, nth) => paragraph(name, { scale: 1.1, rank: 5 + nth })),
    ...shape.facts.map((detail, nth) => paragraph(labelled(detail), { scale: 1, rank: 10 + nth })),
  ];
  const content = { paragraphs, code: facts.code, symbologies: symbology ? [symbology] : shape.symbologies };
  if (!symbology || !isGs1(symbology)) return content;
  const key = gs1Content(facts.kind, facts.keys ?? null);
  if ('missing' in key) throw new NoGs1Key(facts.code, key.missing);
  // GS1 General Specifications 4.14: what the symbol says stands in letters as well.
  return {
    ...content,
    paragraphs: [...paragraphs, paragraph(key.readable, { scale: 0.9, rank: 4 })],
    symbolText: key.text,
  };
}

/** A GS1 symbol was asked of a record that has nothing to put into it. */
export class NoGs1Key extends Error {
  constructor(
    readonly code: string,
    missing: string,
  ) {
    super(missing);
    this.name = 'NoGs1Key';
  }
}

function paragraph(text: string, how: { scale: number; rank: number; strong?: boolean }): Paragraph {
  const { scale, rank, strong = false } = how;
  return { text, scale, floor: 1, weight: strong ? 'bold' : 'regular', rank, whole: strong };
}
