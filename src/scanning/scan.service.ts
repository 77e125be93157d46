import { parseCode } from '../barcodes/code';
import { parseScannedText, type ScannedText } from '../barcodes/scanned-text';
import { mayDo } from '../identity/permissions';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { invalid, notFound, Problem } from '../platform/problem';
import { scannableKinds } from './record-kinds';
import { type BarcodeImageQuery, type ScannedForm, type ScannedRecord } from './scan';
import { findByCode, findByForeignText, type NamedRecord } from './scan.queries';

/** GS1 identifiers whose value is looked up as a number or serial number of ours: GTIN, serial, parts, assets. */
const lookedUp = ['01', '21', '240', '241', '8004', '8010', '91'];

/** From what a scanner delivered to the record and what may be done with it. */
export class ScanService {
  constructor(private readonly kernel: Kernel) {}

  async resolve(context: CallContext, delivered: string): Promise<ScannedRecord> {
    const scanned = parseScannedText(delivered);
    // A maker's number may look like a damaged code of ours: what some record bears is believed first.
    const record = (await this.find(context, scanned)) ?? nothing(scanned);
    const form: ScannedForm = scanned.form === 'refused' ? 'foreign' : scanned.form;
    return { text: scanned.text, form, ...record, links: stepsOf(context, record) };
  }

  /** The barcode of a record, by its code: nothing is drawn that no record has. */
  async image(context: CallContext, code: string, asked: BarcodeImageQuery): Promise<Buffer | string> {
    const scanned = ownCode(code);
    const record = (await this.find(context, scanned)) ?? nothing(scanned);
    // Loaded when first needed: a start need not wait for the drawing library.
    const { BarcodeRefused, renderBarcode } = await import('../barcodes/rendering.js');
    try {
      return await renderBarcode(record.code, {
        symbology: asked.symbology ?? 'qrcode',
        format: asked.format ?? 'png',
        dotsPerModule: asked.dotsPerModule ?? 4,
      });
    } catch (error) {
      if (error instanceof BarcodeRefused) throw invalid([{ pointer: 'query/dotsPerModule', detail: error.message }]);
      throw error;
    }
  }

  private async find(context: CallContext, scanned: ScannedText): Promise<NamedRecord | undefined> {
    if (scanned.form === 'own') {
      const found = await this.kernel.database.read((reader) =>
        findByCode(reader, scanned.kind, scanned.code, scopeOf(context)),
      );
      return mayRead(context, found);
    }
    if (scanned.form === 'refused' && scanned.reason !== 'wrong-check') return undefined;
    const texts = textsOf(scanned);
    const found = await this.kernel.database.read((reader) => findByForeignText(reader, texts));
    const visible = found.filter((record) => mayRead(context, record));
    if (visible.length > 1) throw ambiguous(visible);
    return visible[0];
  }
}

function ownCode(text: string): ScannedText {
  const parsed = parseCode(text);
  if (!parsed.valid) throw unreadable('This is not a code of ours, or its check character is wrong.', parsed.reason);
  return { form: 'own', text: parsed.code, kind: parsed.kind, code: parsed.code };
}

function textsOf(scanned: ScannedText): string[] {
  const elements = 'elements' in scanned ? scanned.elements : [];
  const values = elements.filter((element) => lookedUp.includes(element.ai)).map((element) => element.value);
  return [scanned.text, ...values];
}

function mayRead(context: CallContext, record: NamedRecord | undefined): NamedRecord | undefined {
  const kind = record && scannableKinds[record.kind];
  return kind && mayDo(context.actor.roles, kind.read.permission) ? record : undefined;
}

function stepsOf(context: CallContext, record: NamedRecord): ScannedRecord['links'] {
  const kind = scannableKinds[record.kind]!;
  const self = { rel: 'self', method: 'GET' as const, href: kind.read.href };
  const offered = kind.steps
    .filter((step) => mayDo(context.actor.roles, step.permission))
    .filter((step) => !step.states || step.states.includes(record.state ?? ''))
    .map(({ rel, method, href }) => ({ rel, method, href }));
  return [self, ...offered].map((step) => ({ ...step, href: step.href.replace('{id}', record.id) }));
}

function unreadable(sentence: string, reason: string): Problem {
  return new Problem(422, 'unreadable-code', 'The code cannot be read', sentence, { facts: { reason } });
}

function ambiguous(found: readonly NamedRecord[]): Problem {
  const candidates = found.map(({ kind, code, number }) => ({ kind, code, number }));
  const detail = 'Several records bear this text. Scan the code of ours, or choose one of facts.candidates.';
  return new Problem(409, 'ambiguous-code', 'The code is ambiguous', detail, { facts: { candidates } });
}

function nothing(scanned: ScannedText): never {
  if (scanned.form === 'refused') throw unreadable(scanned.sentence, scanned.reason);
  throw notFound('record with this code');
}
