import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord } from '../platform/master-data';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, invalid, notFound } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { dealerOf, refuseOthersUnit } from './dealings';
import {
  type InstalledUnit,
  type InstalledUnitChange,
  type InstalledUnitHistory,
  type InstalledUnitQuery,
  type NewInstalledUnit,
  type NewUnitDate,
} from './installed-unit';
import { installedUnits } from './installed-unit.entity';
import { findUnit, insertUnitDates, listUnits, unitDateHistory, unitVersions } from './installed-unit.queries';

/** Installed units (整机): the machines at customers, with the dates warranty starts from. */
export class InstalledUnitService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewInstalledUnit): Promise<InstalledUnit> {
    const id = newId();
    const dates = asked.dates ?? [];
    refuseKindTwice(dates);
    this.refuseFutureDays(dates, (index) => `/dates/${index}/day`);
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(installedUnits.entity).insert({
        id,
        code: newCode('installed-unit'),
        modelId: asked.modelId,
        serialNumber: asked.serialNumber,
        customerId: asked.customerId,
        usageClass: asked.usageClass ?? 'PRIVATE',
        firstOwner: asked.firstOwner ?? true,
        active: true,
        version: 1,
        changedById: context.actor.id,
      });
      await insertUnitDates(tx, id, context.actor.id, dates);
      return unitOr404(tx, id);
    });
  }

  async find(id: string): Promise<InstalledUnit> {
    return this.kernel.database.read((reader) => unitOr404(reader, id));
  }

  async list(context: CallContext, query: InstalledUnitQuery): Promise<PageOf<InstalledUnit>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read((reader) =>
      listUnits(reader, query, dealerOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.serialNumber, row.id]);
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: InstalledUnitChange,
  ): Promise<InstalledUnit> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      await refuseOthersUnit(tx, context, (await unitOr404(tx, id)).id);
      await changeRecord(tx, installedUnits, id, version, { ...asked, changedById: context.actor.id });
      return unitOr404(tx, id);
    });
  }

  async history(id: string): Promise<InstalledUnitHistory> {
    return this.kernel.database.snapshot(async (reader) => {
      await unitOr404(reader, id);
      return { versions: await unitVersions(reader, id), dates: await unitDateHistory(reader, id) };
    });
  }

  /** States or corrects a date; what was stated before stays in the history (S008). */
  async stateDate(context: CallContext, id: string, asked: NewUnitDate): Promise<InstalledUnit> {
    this.refuseFutureDays([asked], () => '/day');
    return this.kernel.database.command(context, async (tx) => {
      await refuseOthersUnit(tx, context, (await unitOr404(tx, id)).id);
      await insertUnitDates(tx, id, context.actor.id, [asked]);
      return unitOr404(tx, id);
    });
  }

  private refuseFutureDays(dates: readonly NewUnitDate[], pointerOf: (index: number) => string): void {
    const today = this.kernel.clock.today();
    const faults: Fault[] = [];
    dates.forEach(({ day }, index) => {
      if (day !== null && day > today) faults.push({ pointer: pointerOf(index), detail: 'the day lies in the future' });
    });
    if (faults.length > 0) throw invalid(faults);
  }
}

/** In one request the order of statements would decide which one counts; so each kind is stated once. */
function refuseKindTwice(dates: readonly NewUnitDate[]): void {
  const faults: Fault[] = [];
  dates.forEach(({ kind }, index) => {
    const first = dates.findIndex((date) => date.kind === kind);
    if (first < index)
      faults.push({ pointer: `/dates/${index}/kind`, detail: `is stated before, at /dates/${first}/kind` });
  });
  if (faults.length > 0) throw invalid(faults);
}

async function unitOr404(reader: Reader, id: string): Promise<InstalledUnit> {
  const unit = await findUnit(reader, id);
  if (!unit) throw notFound('installed unit');
  return unit;
}
