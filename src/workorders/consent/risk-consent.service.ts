import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { canonical, digestOf } from '../../platform/canonical';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { localTimes } from '../../platform/local-times';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { notFound, wrongState } from '../../platform/problem';
import { readSignatureImage } from '../../platform/signature-image';
import { type Tx } from '../../platform/transaction';
import { type NewCustomerSignature } from './customer-signature';
import { insertCustomerSignature, namedJob, signaturePictures } from './customer-signature.queries';
import { lockOpenWorkOrder } from '../open-work-order';
import { type NewRiskConsent, type RiskConsent, type RiskConsentQuery, type RiskConsentStatus } from './risk-consent';
import {
  endRiskConsent,
  findRiskConsent,
  insertRiskConsent,
  listRiskConsents,
  lockRiskConsent,
  nextRiskConsentNumber,
} from './risk-consent.queries';

const anyone = { engineerId: null, siteId: null };

const usualText = {
  zh: '上述工作及其风险已向我说明，我已知悉，并在施工前同意进行。',
  en: 'The work above and its risks were explained to me. I understand them and consent before the work begins.',
};

/** Consent before risky work (S100). */
export class RiskConsentService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewRiskConsent): Promise<RiskConsent> {
    const { workOrderId, work, risks, textZh = usualText.zh, textEn = usualText.en } = asked;
    return this.kernel.database.command(context, async (tx) => {
      await lockOpenWorkOrder(tx, context, workOrderId);
      const documentDate = this.kernel.clock.today();
      const madeAt = this.kernel.clock.now();
      const number = await nextRiskConsentNumber(tx, documentDate);
      const said = { number, documentDate, work, risks, textZh, textEn };
      const content = canonical({
        ...{ format: 'counterpart.risk-consent.1', ...said, ...(await namedJob(tx, workOrderId)) },
        madeAt: madeAt.toISOString(),
      });
      const id = newId();
      await insertRiskConsent(tx, {
        ...{ ...said, id, code: newCode('risk-consent'), workOrderId, content, digest: digestOf(content) },
        ...{ madeAt, actorId: context.actor.id },
      });
      return this.read(tx, id);
    });
  }

  async find(context: CallContext, id: string): Promise<RiskConsent> {
    const found = await this.kernel.database.read((reader) => findRiskConsent(reader, id, scopeOf(context)));
    return found ?? noSuchConsent();
  }

  async list(context: CallContext, query: RiskConsentQuery): Promise<PageOf<RiskConsent>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listRiskConsents(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The customer signs the digest of exactly what was drawn up, before the work. */
  async sign(context: CallContext, id: string, asked: NewCustomerSignature): Promise<RiskConsent> {
    const image = readSignatureImage(asked.imagePng);
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const consent = await this.lockMade(tx, context, id);
      await insertCustomerSignature(tx, consent, 'consent', asked, { image, at, actorId: context.actor.id });
      await endRiskConsent(tx, id, { status: 'signed', at, reason: null });
      return this.read(tx, id);
    });
  }

  /** The customer does not consent, or we do not do it so: the work is not done. */
  async end(
    context: CallContext,
    id: string,
    status: 'refused' | 'withdrawn',
    asked: { reason: string },
  ): Promise<RiskConsent> {
    return this.kernel.database.command(context, async (tx) => {
      await this.lockMade(tx, context, id);
      await endRiskConsent(tx, id, { status, at: this.kernel.clock.now(), reason: asked.reason });
      return this.read(tx, id);
    });
  }

  /** The consent as a PDF in Chinese and English, with its barcode and signature. */
  async pdf(context: CallContext, id: string): Promise<Buffer> {
    const papers = await this.kernel.database.snapshot(async (reader) => {
      const consent = (await findRiskConsent(reader, id, scopeOf(context))) ?? noSuchConsent();
      const times = [consent.madeAt, ...(consent.signature === null ? [] : [consent.signature.signedAt])];
      const local = await localTimes(reader, times);
      const pictures = await signaturePictures(reader, id);
      return { consent, picture: pictures.get('consent'), local: (instant: string) => local.get(instant) ?? instant };
    });
    // Loaded when first needed, as the report's document is.
    const { riskConsentPaper } = await import('./risk-consent-paper.js');
    return riskConsentPaper(papers);
  }

  private async lockMade(tx: Tx, context: CallContext, id: string): Promise<RiskConsent> {
    const consent = (await lockRiskConsent(tx, id, scopeOf(context))) ?? noSuchConsent();
    if (consent.status === 'made') return consent;
    const { number, status } = consent;
    throw wrongState('consent-in-other-state', nextStep[status], { number, status });
  }

  private async read(tx: Tx, id: string): Promise<RiskConsent> {
    return (await findRiskConsent(tx, id, anyone)) ?? noSuchConsent();
  }
}

const nextStep: Record<RiskConsentStatus, string> = {
  made: 'The customer signs it next.',
  signed: 'It is signed: what was consented to stays. Draw up another one for other work.',
  refused: 'The customer refused it: draw up another one for another plan.',
  withdrawn: 'It was withdrawn: draw up another one.',
};

function noSuchConsent(): never {
  throw notFound('consent');
}
