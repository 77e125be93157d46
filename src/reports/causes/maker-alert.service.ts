import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { localTimes } from '../../platform/local-times';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { invalid, notFound, wrongState } from '../../platform/problem';
import { type Reader, type Tx } from '../../platform/transaction';
import { pastInstant } from '../../workorders/instants';
import {
  type MakerAlert,
  type MakerAlertAcknowledgement,
  type MakerAlertDetail,
  type MakerAlertQuery,
  type MakerAlertSending,
  type MakerAlertStatus,
} from './maker-alert';
import {
  findMakerAlert,
  listMakerAlerts,
  lockMakerAlert,
  markAcknowledged,
  markSent,
  occurrencesOf,
} from './maker-alert.queries';

/** Design defects, told to the maker (S041). */
export class MakerAlertService {
  constructor(private readonly kernel: Kernel) {}

  async find(id: string): Promise<MakerAlertDetail> {
    return this.kernel.database.snapshot((reader) => detail(reader, id));
  }

  async list(query: MakerAlertQuery): Promise<PageOf<MakerAlert>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) => listMakerAlerts(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async send(context: CallContext, id: string, asked: MakerAlertSending): Promise<MakerAlertDetail> {
    const at = pastInstant(this.kernel.clock, asked.at, '/at');
    return this.kernel.database.command(context, async (tx) => {
      await lockIn(tx, id, 'open');
      await markSent(tx, id, { at, byId: context.actor.id, to: asked.sentTo });
      return detail(tx, id);
    });
  }

  async acknowledge(context: CallContext, id: string, asked: MakerAlertAcknowledgement): Promise<MakerAlertDetail> {
    const at = pastInstant(this.kernel.clock, asked.at, '/at');
    return this.kernel.database.command(context, async (tx) => {
      const alert = await lockIn(tx, id, 'sent');
      if (at < new Date(alert.sentAt!)) {
        throw invalid([{ pointer: '/at', detail: 'it was sent later than that' }]);
      }
      await markAcknowledged(tx, id, { at, byId: context.actor.id, words: asked.acknowledgement });
      return detail(tx, id);
    });
  }

  /** The alert as a PDF for the maker, without personal data. */
  async pdf(id: string): Promise<Buffer> {
    const papers = await this.kernel.database.snapshot(async (reader) => {
      const alert = await detail(reader, id);
      const openedAt = new Date(alert.openedAt).toISOString();
      const local = await localTimes(reader, [openedAt]);
      return { alert, openedAt: local.get(openedAt) ?? openedAt };
    });
    // Loaded when first needed, as the report's document is.
    const { makerAlertPaper } = await import('./maker-alert-paper.js');
    return makerAlertPaper(papers);
  }
}

async function detail(reader: Reader, id: string): Promise<MakerAlertDetail> {
  const alert = (await findMakerAlert(reader, id)) ?? noSuchAlert();
  return { ...alert, occurrences: await occurrencesOf(reader, id) };
}

const nextStep: Record<MakerAlertStatus, string> = {
  open: 'It is not sent yet: tell the maker first.',
  sent: 'It is sent: the maker acknowledges it next.',
  acknowledged: 'The maker has acknowledged it. What occurs later is another alert.',
};

async function lockIn(tx: Tx, id: string, status: MakerAlertStatus): Promise<MakerAlert> {
  const alert = (await lockMakerAlert(tx, id)) ?? noSuchAlert();
  if (alert.status === status) return alert;
  throw wrongState('alert-in-other-state', nextStep[alert.status], { number: alert.number, status: alert.status });
}

function noSuchAlert(): never {
  throw notFound('maker alert');
}
