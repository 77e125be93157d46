import { newCode } from '../barcodes/code';
import { canonical, digestOf } from '../platform/canonical';
import { dealerOf, refuseOthersUnit } from '../customers/dealings';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { localTimes } from '../platform/local-times';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { invalid, notFound, wrongState } from '../platform/problem';
import { readSignatureImage } from '../platform/signature-image';
import { type Reader, type Tx } from '../platform/transaction';
import {
  type NewSiteDocument,
  type NewSiteDocumentSignature,
  type SiteDocument,
  type SiteDocumentQuery,
  type SiteDocumentRevision,
  type SiteDocumentStatus,
} from './site-document';
import {
  findSiteDocument,
  insertSiteDocument,
  insertSiteDocumentSignature,
  listSiteDocuments,
  lockSiteDocument,
  namedInDocument,
  nextRevision,
  nextSiteDocumentNumber,
  settleSiteDocument,
  signatureImageOfSiteDocument,
  withdrawSiteDocument,
} from './site-document.queries';

/** Delivery, installation, commissioning, acceptance: signed by the customer, they say from when a warranty runs (S038). */
export class SiteDocumentService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewSiteDocument): Promise<SiteDocument> {
    this.refuseFuture(asked.heldOn);
    return this.kernel.database.command(context, async (tx) => {
      await refuseOthersUnit(tx, context, asked.unitId);
      const number = await nextSiteDocumentNumber(tx, asked.heldOn);
      return this.drawUp(tx, context, { ...asked, number, revision: 1, revisionReason: null });
    });
  }

  async find(context: CallContext, id: string): Promise<SiteDocument> {
    return this.kernel.database.read((reader) => documentOr404(reader, context, id));
  }

  async list(context: CallContext, query: SiteDocumentQuery): Promise<PageOf<SiteDocument>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listSiteDocuments(reader, query, dealerOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The customer signs the digest of exactly what was drawn up; the day becomes the unit's date. */
  async sign(context: CallContext, id: string, asked: NewSiteDocumentSignature): Promise<SiteDocument> {
    const image = readSignatureImage(asked.imagePng);
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const document = await lockDocumentIn(tx, context, id, 'drawn_up');
      if (asked.digest !== document.digest) {
        throw wrongState('other-content', 'The signer saw something else. Show the document again.', {
          digest: document.digest,
        });
      }
      await insertSiteDocumentSignature(tx, id, asked, { image, at, actorId: context.actor.id });
      await settleSiteDocument(tx, document, context.actor.id);
      return documentOr404(tx, context, id);
    });
  }

  /** A correction: drawn up as the next revision; until it is signed, what was signed before counts. */
  async revise(context: CallContext, id: string, asked: SiteDocumentRevision): Promise<SiteDocument> {
    this.refuseFuture(asked.heldOn);
    const { reason: revisionReason, ...said } = asked;
    return this.kernel.database.command(context, async (tx) => {
      const { kind, unitId, number } = await lockDocumentIn(tx, context, id, 'signed');
      const revision = await nextRevision(tx, number);
      return this.drawUp(tx, context, { ...said, kind, unitId, number, revision, revisionReason });
    });
  }

  async withdraw(context: CallContext, id: string): Promise<SiteDocument> {
    return this.kernel.database.command(context, async (tx) => {
      await lockDocumentIn(tx, context, id, 'drawn_up');
      await withdrawSiteDocument(tx, id);
      return documentOr404(tx, context, id);
    });
  }

  /** The document as a PDF in Chinese and English, with its barcode and signature. */
  async pdf(context: CallContext, id: string): Promise<Buffer> {
    const papers = await this.kernel.database.snapshot(async (reader) => {
      const document = await documentOr404(reader, context, id);
      const times = [document.drawnUpAt, ...(document.signature === null ? [] : [document.signature.signedAt])];
      const local = await localTimes(reader, times);
      const picture = await signatureImageOfSiteDocument(reader, id);
      return { document, picture, local: (instant: string) => local.get(instant) ?? instant };
    });
    // Loaded when first needed, as the report's document is.
    const { siteDocumentPaper } = await import('./site-document-paper.js');
    return siteDocumentPaper(papers);
  }

  private async drawUp(
    tx: Tx,
    context: CallContext,
    said: NewSiteDocument & { number: string; revision: number; revisionReason: string | null },
  ): Promise<SiteDocument> {
    const named = await namedInDocument(tx, said.unitId, context.actor.id);
    if (!named) throw invalid([{ pointer: '/unitId', detail: 'there is no such installed unit; look it up' }]);
    const { unitId, ...told } = said;
    const drawnUpAt = this.kernel.clock.now();
    const content = canonical({
      ...{ format: 'counterpart.site-document.1', ...told, ...named },
      drawnUpAt: drawnUpAt.toISOString(),
    });
    const id = newId();
    await insertSiteDocument(tx, {
      ...{ id, code: newCode('site-document'), ...told, unitId, content, digest: digestOf(content) },
      ...{ drawnUpAt, actorId: context.actor.id },
    });
    return documentOr404(tx, context, id);
  }

  private refuseFuture(heldOn: string): void {
    if (heldOn > this.kernel.clock.today()) {
      throw invalid([{ pointer: '/heldOn', detail: 'the day lies in the future' }]);
    }
  }
}

const nextStep: Record<SiteDocumentStatus, string> = {
  drawn_up: 'It is drawn up: the customer signs it next, or it is withdrawn.',
  signed: 'It is signed: a correction is a new revision.',
  withdrawn: 'It was withdrawn: draw up another one.',
  superseded: 'A later revision took its place: go on with that one.',
};

async function lockDocumentIn(
  tx: Tx,
  context: CallContext,
  id: string,
  allowed: SiteDocumentStatus,
): Promise<SiteDocument> {
  const document = await lockSiteDocument(tx, id, dealerOf(context));
  if (!document) throw notFound('site document');
  if (document.status === allowed) return document;
  const { number, revision, status } = document;
  throw wrongState('site-document-in-other-state', nextStep[status], { number, revision, status });
}

async function documentOr404(reader: Reader, context: CallContext, id: string): Promise<SiteDocument> {
  const document = await findSiteDocument(reader, id, dealerOf(context));
  if (!document) throw notFound('site document');
  return document;
}
