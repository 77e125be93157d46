import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { findRecord } from '../platform/master-data';
import { invalid } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { refuseOthersUnit } from './dealings';
import { installedUnits } from './installed-unit.entity';
import { type MeterState, type NewReading, type Reading, type UnitReadings } from './reading';
import { insertReadings, readingsOf } from './reading.queries';

/** Meter readings: what customers state and engineers measure, both kept and compared (S069, S071). */
export class ReadingService {
  constructor(private readonly kernel: Kernel) {}

  async tell(context: CallContext, unitId: string, asked: NewReading): Promise<UnitReadings> {
    if (asked.readOn > this.kernel.clock.today()) {
      throw invalid([{ pointer: '/readOn', detail: 'the day lies in the future' }]);
    }
    return this.kernel.database.command(context, async (tx) => {
      await findRecord(tx, installedUnits, unitId);
      await refuseOthersUnit(tx, context, unitId);
      await insertReadings(tx, unitId, context.actor.id, [asked]);
      return unitReadings(tx, unitId);
    });
  }

  async list(unitId: string): Promise<UnitReadings> {
    return this.kernel.database.read(async (reader) => {
      await findRecord(reader, installedUnits, unitId);
      return unitReadings(reader, unitId);
    });
  }
}

async function unitReadings(reader: Reader, unitId: string): Promise<UnitReadings> {
  const readings = await readingsOf(reader, unitId);
  const names = [...new Set(readings.map((reading) => reading.meter))].sort();
  return { meters: names.map((meter) => stateOf(meter, readings)), readings };
}

function stateOf(meter: string, all: readonly Reading[]): MeterState {
  const standing = all.filter((reading) => reading.meter === meter && !reading.corrected);
  const latest = (source: string) => standing.find((reading) => reading.source === source)?.reading ?? null;
  return {
    meter,
    stated: latest('stated'),
    measured: latest('measured'),
    differs: standing.some((reading) => (reading.differenceToOther ?? 0) !== 0),
    contradicts: standing.some(contradicts),
    runsBackwards: standing.some((reading) => reading.runsBackwards),
  };
}

/** Rounding and a few days' use explain a twentieth; more is another meter, another unit, or not the truth. */
const tolerance = 0.05;

function contradicts({ source, reading, differenceToOther }: Reading): boolean {
  return source === 'measured' && Math.abs(differenceToOther ?? 0) > reading * tolerance;
}
