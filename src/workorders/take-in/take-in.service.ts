import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { canonical, digestOf } from '../../platform/canonical';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { localTimes } from '../../platform/local-times';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { type Fault, invalid, notFound, wrongState } from '../../platform/problem';
import { readSignatureImage } from '../../platform/signature-image';
import { type Tx } from '../../platform/transaction';
import { type NewCustomerSignature } from '../consent/customer-signature';
import { insertCustomerSignature, namedJob, signaturePictures } from '../consent/customer-signature.queries';
import { lockOpenWorkOrder } from '../open-work-order';
import { type HandBack, type NewTakeIn, type TakeIn, type TakeInQuery, type TakeInStatus } from './take-in';
import {
  findTakeIn,
  handBack,
  insertTakeIn,
  isQueue,
  listTakeIns,
  lockTakeIn,
  nextTakeInNumber,
  takeIn,
  withdrawTakeIn,
} from './take-in.queries';

const anyone = { engineerId: null, siteId: null };

/** What is taken to the workshop, and the repair-time clock (S024, S095). */
export class TakeInService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewTakeIn): Promise<TakeIn> {
    const documentDate = this.kernel.clock.today();
    refuseIncomplete(asked, documentDate);
    return this.kernel.database.command(context, async (tx) => {
      const { unitId } = await lockOpenWorkOrder(tx, context, asked.workOrderId);
      const madeAt = this.kernel.clock.now();
      const number = await nextTakeInNumber(tx, documentDate);
      const { workOrderId, ...told } = asked;
      const content = canonical({
        ...{ format: 'counterpart.take-in.1', number, documentDate, ...told, item: told.item ?? null },
        ...{ dataNote: told.dataNote ?? null, ...(await namedJob(tx, workOrderId)), madeAt: madeAt.toISOString() },
      });
      const id = newId();
      await insertTakeIn(tx, {
        ...{ ...asked, id, code: newCode('take-in'), number, unitId, documentDate, content, digest: digestOf(content) },
        ...{ madeAt, actorId: context.actor.id },
      });
      return this.read(tx, id);
    });
  }

  async find(context: CallContext, id: string): Promise<TakeIn> {
    const today = this.kernel.clock.today();
    const found = await this.kernel.database.read((reader) => findTakeIn(reader, id, scopeOf(context), today));
    return found ?? noSuchTakeIn();
  }

  async list(context: CallContext, query: TakeInQuery): Promise<PageOf<TakeIn>> {
    if (query.overdue === true && (query.status ?? 'taken_in') !== 'taken_in') throw onlyHereIsOverdue();
    const queue = isQueue(query);
    const limit = query.limit ?? defaultPageSize;
    const after = cursorOf(query.cursor, queue);
    const rows = await this.kernel.database.read((reader) =>
      listTakeIns(reader, query, scopeOf(context), this.kernel.clock.today(), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => (queue ? [row.expectedOn, row.id] : [row.id]));
  }

  /** The customer consents to the take-in: from now on the repair-time clock runs. */
  async sign(context: CallContext, id: string, asked: NewCustomerSignature): Promise<TakeIn> {
    const image = readSignatureImage(asked.imagePng);
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const document = await this.lockIn(tx, context, id, 'made');
      await insertCustomerSignature(tx, document, 'take_in', asked, { image, at, actorId: context.actor.id });
      await takeIn(tx, id, at);
      return this.read(tx, id);
    });
  }

  /** The customer has it back: the clock stops. */
  async handBack(context: CallContext, id: string, asked: HandBack): Promise<TakeIn> {
    const image = readSignatureImage(asked.signature.imagePng);
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const document = await this.lockIn(tx, context, id, 'taken_in');
      const drawn = { image, at, actorId: context.actor.id };
      await insertCustomerSignature(tx, document, 'hand_back', asked.signature, drawn);
      await handBack(tx, id, at, asked.remarks ?? null);
      return this.read(tx, id);
    });
  }

  async withdraw(context: CallContext, id: string, asked: { reason: string }): Promise<TakeIn> {
    return this.kernel.database.command(context, async (tx) => {
      await this.lockIn(tx, context, id, 'made');
      await withdrawTakeIn(tx, id, asked.reason);
      return this.read(tx, id);
    });
  }

  /** The take-in sheet as a PDF in Chinese and English, with its barcode and both signatures. */
  async pdf(context: CallContext, id: string): Promise<Buffer> {
    const today = this.kernel.clock.today();
    const papers = await this.kernel.database.snapshot(async (reader) => {
      const document = (await findTakeIn(reader, id, scopeOf(context), today)) ?? noSuchTakeIn();
      const times = [document.madeAt, document.takeInSignature?.signedAt, document.handBackSignature?.signedAt];
      const local = await localTimes(
        reader,
        times.filter((time) => time !== undefined),
      );
      const pictures = await signaturePictures(reader, id);
      return { document, pictures, local: (instant: string) => local.get(instant) ?? instant };
    });
    // Loaded when first needed, as the report's document is.
    const { takeInPaper } = await import('./take-in-paper.js');
    return takeInPaper(papers);
  }

  private async lockIn(tx: Tx, context: CallContext, id: string, status: TakeInStatus): Promise<TakeIn> {
    const document = (await lockTakeIn(tx, id, scopeOf(context), this.kernel.clock.today())) ?? noSuchTakeIn();
    if (document.status === status) return document;
    throw wrongState('take-in-in-other-state', nextStep[document.status], {
      number: document.number,
      status: document.status,
    });
  }

  private async read(tx: Tx, id: string): Promise<TakeIn> {
    return (await findTakeIn(tx, id, anyone, this.kernel.clock.today())) ?? noSuchTakeIn();
  }
}

const nextStep: Record<TakeInStatus, string> = {
  made: 'The customer signs it next.',
  taken_in: 'It is in the workshop: hand it back next.',
  handed_back: 'It was handed back. Draw up another one if it is taken in again.',
  withdrawn: 'It was withdrawn: draw up another one.',
};

/** Everything at once. */
function refuseIncomplete(asked: NewTakeIn, today: string): void {
  const faults: Fault[] = [];
  if (asked.expectedOn < today) faults.push({ pointer: '/expectedOn', detail: 'the day has passed already' });
  if (asked.dataBackup !== 'not_applicable' && asked.dataNote === undefined) {
    faults.push({ pointer: '/dataNote', detail: 'say where the data were saved, or what the customer was told' });
  }
  if (faults.length > 0) throw invalid(faults);
}

/** Where to go on; a day of a cursor that somebody made up is refused here, not by the database. */
function cursorOf(cursor: string | undefined, queue: boolean): (string | number)[] | undefined {
  const after = decodeCursor(cursor, queue ? 2 : 1);
  if (!queue || !after || /^\d{4}-\d\d-\d\d$/.test(String(after[0]))) return after;
  throw invalid([{ pointer: 'query/cursor', detail: 'cursor is not one that this list gave out' }]);
}

function onlyHereIsOverdue() {
  return invalid([{ pointer: 'query/overdue', detail: 'only what is in the workshop is overdue; leave status out' }]);
}

function noSuchTakeIn(): never {
  throw notFound('take-in');
}
