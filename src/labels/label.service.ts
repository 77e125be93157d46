import { parseCode, prefixes, type RecordKind } from '../barcodes/code';
import { mayDo } from '../identity/permissions';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { invalid, notFound, Problem } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { type LabelDpi } from './drawing/label-size';
import { type LabelFacts, labelTemplates, templatesFor } from './drawing/label-template';
import { type Label, type LabelCatalogue, type LabelImageQuery, type LabelPrint, type LabelQuery } from './label';
import { listPrints, printsOf } from './label-print.queries';
import { labelFacts } from './label-facts.queries';
import { scannableKinds } from '../scanning/record-kinds';
import { withoutGs1Key } from '../scanning/scan.problems';

/** A label as a file. */
export interface LabelFile {
  mediaType: string;
  content: Buffer | string;
}

/** Labels of any record that has a code. Looking at one changes nothing. */
export class LabelService {
  constructor(private readonly kernel: Kernel) {}

  async catalogue(): Promise<LabelCatalogue> {
    const { sizesWithSymbologies } = await import('./drawing/draw-label.js');
    const kinds = (Object.keys(prefixes) as RecordKind[]).filter((kind) => scannableKinds[kind]);
    const templates = labelTemplates.map((template) => ({
      template,
      kinds: kinds.filter((kind) => templatesFor(kind).includes(template)),
    }));
    return { templates, sizes: sizesWithSymbologies() };
  }

  async find(context: CallContext, text: string): Promise<Label> {
    const { code, kind, number } = await this.factsOf(context, text);
    const prints = await this.kernel.database.read((reader) => printsOf(reader, code));
    return { code, kind, number, templates: [...templatesFor(kind)], ...prints };
  }

  /** Who printed the label of a record, when and how. */
  async prints(context: CallContext, text: string, query: PageQuery): Promise<PageOf<LabelPrint>> {
    const { code } = await this.factsOf(context, text);
    const limit = query.limit ?? defaultPageSize;
    const before = decodeCursor(query.cursor, 1)?.[0];
    const rows = await this.kernel.database.read((reader) =>
      listPrints(reader, code, limit + 1, before === undefined ? undefined : Number(before)),
    );
    const page = pageOf(rows, limit, ({ position }) => [position]);
    return { ...page, items: page.items.map(({ print }) => print) };
  }

  async image(context: CallContext, text: string, asked: LabelImageQuery): Promise<LabelFile> {
    const facts = await this.factsOf(context, text);
    // Loaded when first needed: a start need not wait for the drawing libraries and their fonts.
    const { labelFile } = await import('./drawing/draw-label.js');
    return refusingSmallSizes(asked, async () =>
      labelFile(asked.format ?? 'png', facts, { ...asked, dpi: Number(asked.dpi ?? 203) as LabelDpi }),
    );
  }

  private async factsOf(context: CallContext, text: string): Promise<LabelFacts> {
    const parsed = parseCode(text);
    if (!parsed.valid) throw unreadable(parsed.reason);
    const found = await this.kernel.database.read((reader) => factsByCode(reader, context, [parsed.code]));
    const facts = found.get(parsed.code);
    if (!facts) throw notFound('record with this code');
    return facts;
  }
}

/** What labels say of the records with these codes; records that the caller may not read are not among them (R15). */
export async function factsByCode(
  reader: Reader,
  context: CallContext,
  codes: readonly string[],
): Promise<Map<string, LabelFacts>> {
  const byKind = new Map<RecordKind, string[]>();
  for (const code of codes) {
    const parsed = parseCode(code);
    if (parsed.valid) byKind.set(parsed.kind, [...(byKind.get(parsed.kind) ?? []), parsed.code]);
  }
  const found = new Map<string, LabelFacts>();
  const caller = { scope: scopeOf(context), id: context.actor.id };
  for (const [kind, ofKind] of byKind) {
    const read = scannableKinds[kind]?.read.permission;
    if (!read || !mayDo(context.actor.roles, read)) continue;
    for (const facts of await labelFacts(reader, kind, ofKind, caller)) found.set(facts.code, facts);
  }
  return found;
}

/** Draws; what does not fit or suit is a fault of the request. */
export async function refusingSmallSizes<T>(asked: LabelQuery, draw: () => Promise<T>): Promise<T> {
  const { LabelTooSmall, NoGs1Key, WrongTemplate } = await import('./drawing/draw-label.js');
  try {
    return await draw();
  } catch (error) {
    if (error instanceof WrongTemplate) throw invalid([{ pointer: 'query/template', detail: error.message }]);
    if (error instanceof NoGs1Key) throw withoutGs1Key(`${error.code}: ${error.message}`);
    if (!(error instanceof LabelTooSmall)) throw error;
    const { smallest, symbology } = error;
    const facts = { size: asked.size, symbology, smallest };
    const detail = smallest
      ? `A ${symbology} of this code does not fit; the smallest size that can hold it is ${smallest}.`
      : `A ${symbology} of this code fits no size of label. Ask for another symbology.`;
    throw new Problem(422, 'label-too-small', 'The label is too small', detail, { facts });
  }
}

function unreadable(reason: string): Problem {
  const sentence = 'This is not a code of ours, or its check character is wrong.';
  return new Problem(422, 'unreadable-code', 'The code cannot be read', sentence, { facts: { reason } });
}
