import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { notFound } from '../platform/problem';
import { type SerialUnit, type SerialUnitHistory, type SerialUnitKeys, type SerialUnitQuery } from './serial-unit';
import { findSerialUnit, listSerialUnits, setGiai } from './serial-unit.queries';

const binKinds = ['shelf', 'reserved'];

/** Serial-numbered units: where each is, and how it got there. */
export class SerialUnitService {
  constructor(private readonly kernel: Kernel) {}

  async find(context: CallContext, id: string): Promise<SerialUnitHistory> {
    const found = await this.kernel.database.read((reader) => findSerialUnit(reader, id, scopeOf(context)));
    if (!found) throw notFound('unit');
    return found;
  }

  /** The GS1 key by which scanners name the unit. */
  async identify(context: CallContext, id: string, asked: SerialUnitKeys): Promise<SerialUnitHistory> {
    return this.kernel.database.command(context, async (tx) => {
      if (!(await findSerialUnit(tx, id, scopeOf(context)))) throw notFound('unit');
      await setGiai(tx, id, asked.giai);
      return (await findSerialUnit(tx, id, scopeOf(context)))!;
    });
  }

  async list(context: CallContext, query: SerialUnitQuery): Promise<PageOf<SerialUnit>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.list(async (reader) => {
      const found = await listSerialUnits(reader, query, scopeOf(context), limit + 1, after);
      const inBins = found.filter(({ place }) => place !== null && binKinds.includes(place.kind));
      const places = inBins.map(({ place, partId }) => ({ binId: place!.ownerId!, partId }));
      const blind = await this.kernel.blindAt(reader, context, places);
      return found.map((unit) => (blind[inBins.indexOf(unit)] ? { ...unit, place: null } : unit));
    });
    return pageOf(rows, limit, (row) => [row.serialNumber]);
  }
}
