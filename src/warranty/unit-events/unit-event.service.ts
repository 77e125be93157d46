import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../../platform/page';
import { type Fault, invalid, notFound, wrongState } from '../../platform/problem';
import { type Reader } from '../../platform/transaction';
import { type NewUnitEvent, type UnitEvent, type UnitEventWithdrawal } from './unit-event';
import {
  findUnitEvent,
  insertUnitEvents,
  listUnitEvents,
  type UnitEventRow,
  withdrawUnitEvent,
} from './unit-event.queries';

/** What happened to units and our own service reports do not tell. */
export class UnitEventService {
  constructor(private readonly kernel: Kernel) {}

  async list(unitId: string, query: PageQuery): Promise<PageOf<UnitEvent>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read(async (reader) => {
      await unitOr404(reader, unitId);
      return listUnitEvents(reader, unitId, limit + 1, after);
    });
    return pageOf(rows, limit, (row) => [row.beganOn, row.id]);
  }

  async record(context: CallContext, unitId: string, asked: NewUnitEvent): Promise<UnitEvent> {
    const faults = eventFaults(asked, this.kernel.clock.today());
    if (faults.length > 0) throw invalid(faults);
    return this.kernel.database.command(context, async (tx) => {
      await unitOr404(tx, unitId);
      const row = rowOf(unitId, asked);
      await insertUnitEvents(tx, [row], 'recorded', context.actor.id);
      return (await findUnitEvent(tx, unitId, row.id))!;
    });
  }

  /** What was determined with it stays; it counts no more in what is determined from now on (R10). */
  async withdraw(context: CallContext, unitId: string, id: string, asked: UnitEventWithdrawal): Promise<UnitEvent> {
    return this.kernel.database.command(context, async (tx) => {
      const event = await findUnitEvent(tx, unitId, id);
      if (!event) throw notFound('event of this unit');
      const withdrawal = { at: this.kernel.clock.now(), actorId: context.actor.id, reason: asked.reason };
      if (!(await withdrawUnitEvent(tx, unitId, id, withdrawal))) {
        throw wrongState('event-withdrawn', 'This event is withdrawn already.', { withdrawnAt: event.withdrawnAt });
      }
      return (await findUnitEvent(tx, unitId, id))!;
    });
  }
}

async function unitOr404(reader: Reader, id: string): Promise<void> {
  const rows = await reader.query<unknown[]>(`select from installed_unit where id = $1`, [id]);
  if (rows.length === 0) throw notFound('installed unit');
}

function rowOf(unitId: string, asked: NewUnitEvent): UnitEventRow {
  return {
    ...{ id: newId(), unitId, kind: asked.kind, beganOn: asked.beganOn, endedOn: asked.endedOn ?? null },
    ...{
      fault: asked.fault ?? null,
      causeCode: asked.causeCode ?? null,
      components: [...(asked.components ?? [])].sort(),
    },
    ...{ paid: asked.paid ?? false, underWarranty: asked.underWarranty ?? false, remedy: asked.remedy ?? false },
    ...{ excludedDays: asked.excludedDays ?? 0, readings: asked.readings ?? [], evidence: asked.evidence ?? null },
  };
}

/** What cannot be true of an event, by the name of the field. */
export function eventFaults(asked: NewUnitEvent, today: string): Fault[] {
  const faults: Fault[] = [];
  const unless = (holds: boolean, field: string, detail: string) => {
    if (!holds) faults.push({ pointer: `/${field}`, detail });
  };
  const { kind, beganOn, endedOn, components = [], readings = [] } = asked;
  unless(beganOn <= today, 'beganOn', 'lies in the future');
  unless(!endedOn || endedOn <= today, 'endedOn', 'lies in the future');
  unless(!endedOn || endedOn >= beganOn, 'endedOn', 'ends before it begins');
  unless(!endedOn || kind !== 'UNIT_REPLACED', 'endedOn', 'an exchange is of one day');
  unless(new Set(components).size === components.length, 'components', 'a component is named twice');
  const meters = readings.map(({ meter }) => meter);
  unless(new Set(meters).size === meters.length, 'readings', 'a meter is named twice');
  const isOfRepair = Boolean(asked.fault) || components.length > 0 || asked.paid || asked.underWarranty || asked.remedy;
  unless(kind === 'REPAIR' || !isOfRepair, 'kind', 'only a repair has fault, components, who paid and remedy');
  unless(!(asked.paid && asked.underWarranty), 'paid', 'was it paid, or free under warranty?');
  return faults;
}
