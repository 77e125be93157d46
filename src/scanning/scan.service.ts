import { parseCode, singleMisreads } from '../barcodes/code';
import { parseScannedText, type ScannedText } from '../barcodes/scanned-text';
import { mayDo } from '../identity/permissions';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { invalid, notFound } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { foreignTexts } from './foreign-texts';
import { gs1Content } from './gs1-content';
import { scannableKinds } from './record-kinds';
import { type BarcodeImageQuery, type ScannedForm, type ScannedRecord } from './scan';
import { ambiguous, misread, refused, retired, unreadable, withoutGs1Key } from './scan.problems';
import {
  type BearingRecord,
  existingCodes,
  findBearing,
  findByCode,
  findByKey,
  findRetired,
  type FoundRecord,
  keysOf,
  recordById,
} from './scan.queries';

/** From what a scanner delivered to the record and what may be done with it. */
export class ScanService {
  constructor(private readonly kernel: Kernel) {}

  async resolve(context: CallContext, delivered: string): Promise<ScannedRecord> {
    const scanned = parseScannedText(delivered);
    return this.kernel.database.probe(async (reader) => {
      const found = (await find(reader, context, scanned)) ?? (await nothing(reader, context, scanned));
      const { kind, id, code, number, state } = found;
      const form: ScannedForm = scanned.form === 'refused' ? 'foreign' : scanned.form;
      const elements = 'elements' in scanned ? { elements: scanned.elements } : {};
      return { text: scanned.text, form, ...elements, kind, id, code, number, state, links: linksOf(context, found) };
    });
  }

  /** The barcode of a record, by its code: nothing is drawn that no record has. */
  async image(context: CallContext, code: string, asked: BarcodeImageQuery): Promise<Buffer | string> {
    const parsed = parseCode(code);
    if (!parsed.valid) throw unreadable('This is not a code of ours, or its check character is wrong.', parsed.reason);
    const symbology = asked.symbology ?? 'qrcode';
    const text = await this.kernel.database.read(async (reader) => {
      const record = await findOwn(reader, context, parsed.kind, parsed.code);
      if (!record) throw notFound('record with this code');
      if (!symbology.startsWith('gs1')) return record.code;
      const content = gs1Content(record.kind, await keysOf(reader, record.kind, record.id));
      if ('missing' in content) throw withoutGs1Key(content.missing);
      return content.text;
    });
    // Loaded when first needed: a start need not wait for the drawing library.
    const { BarcodeRefused, renderBarcode } = await import('../barcodes/rendering.js');
    try {
      return await renderBarcode(text, {
        symbology,
        format: asked.format ?? 'png',
        dotsPerModule: asked.dotsPerModule ?? 4,
      });
    } catch (error) {
      if (error instanceof BarcodeRefused) throw invalid([{ pointer: 'query/symbology', detail: error.message }]);
      throw error;
    }
  }
}

async function find(reader: Reader, context: CallContext, scanned: ScannedText): Promise<FoundRecord | undefined> {
  if (scanned.form === 'own') return findOwn(reader, context, scanned.kind, scanned.code);
  // A maker's number may look like a damaged code of ours: what some record bears is believed first.
  if (scanned.form === 'refused' && scanned.reason !== 'wrong-check') return undefined;
  const bearing = await findForeign(reader, context, scanned);
  return bearing && findOwn(reader, context, bearing.kind, bearing.code);
}

/** What is not the caller's is not found (R15). */
async function findOwn(
  reader: Reader,
  context: CallContext,
  kind: FoundRecord['kind'],
  code: string,
): Promise<FoundRecord | undefined> {
  const permission = scannableKinds[kind]?.read.permission;
  if (!permission || !mayDo(context.actor.roles, permission)) return undefined;
  return findByCode(reader, kind, code, { scope: scopeOf(context), id: context.actor.id });
}

/** A linked code and a GS1 key are certain; what else bears the text must be one record that the caller may see. */
async function findForeign(
  reader: Reader,
  context: CallContext,
  scanned: ScannedText,
): Promise<BearingRecord | undefined> {
  const texts = foreignTexts(scanned);
  const named = await findByKey(reader, texts.linked);
  if (named) return named;
  const bearing = await findBearing(reader, texts.borne);
  const visible: BearingRecord[] = [];
  for (const record of bearing) {
    if (await findOwn(reader, context, record.kind, record.code)) visible.push(record);
  }
  const partIds = visible.filter(({ kind }) => kind === 'part').map(({ id }) => id);
  // A label with part number and serial number names the unit.
  const units = visible.filter(({ partId }) => partId !== null && partIds.includes(partId));
  const meant = units.length > 0 ? units : visible;
  if (meant.length > 1) throw ambiguous(meant);
  return meant[0];
}

/** What this caller may do next with the record: by rights, state and person. */
function linksOf(context: CallContext, record: FoundRecord): ScannedRecord['links'] {
  const kind = scannableKinds[record.kind]!;
  const filled = (href: string) => href.replace('{id}', record.id).replace('{parent}', record.parentId ?? '');
  const self = { rel: 'self', method: 'GET' as const, href: filled(kind.read.href) };
  const offered = kind.steps.flatMap(({ rel, method, href, permission, states }, index) => {
    const step = record.steps[index];
    if (!step || !mayDo(context.actor.roles, permission)) return [];
    if (states && !states.includes(record.state ?? '')) return [];
    return [{ rel, method, href: filled(href), ...(step.body && { body: step.body }) }];
  });
  return [self, ...offered];
}

/** Why nothing was found, as exactly as it can be said. */
async function nothing(reader: Reader, context: CallContext, scanned: ScannedText): Promise<never> {
  if (scanned.form === 'refused') {
    if (scanned.reason === 'wrong-check') await refuseMisread(reader, context, scanned.text);
    throw refused(scanned);
  }
  if (scanned.form === 'own') await refuseRetired(reader, context, scanned.code);
  throw notFound('record with this code');
}

async function refuseMisread(reader: Reader, context: CallContext, text: string): Promise<void> {
  const candidates = singleMisreads(text);
  const [kind] = candidates.map(({ code }) => parseCode(code)).flatMap((parsed) => (parsed.valid ? [parsed.kind] : []));
  if (!kind) return;
  const existing = await existingCodes(
    reader,
    kind,
    candidates.map(({ code }) => code),
  );
  const found = existing.length === 1 ? await findOwn(reader, context, kind, existing[0]!) : undefined;
  const place = candidates.find(({ code }) => code === found?.code)?.place;
  if (found && place !== undefined) throw misread(place, found.code, found.number);
}

async function refuseRetired(reader: Reader, context: CallContext, code: string): Promise<void> {
  const was = await findRetired(reader, code);
  if (!was) return;
  const record = await recordById(reader, was.kind, was.id);
  const visible = record && (await findOwn(reader, context, record.kind, record.code));
  throw retired(was.reason, visible && record);
}
