import { newCode } from '../barcodes/code';
import { mayDo } from '../identity/permissions';
import { scopeOf } from '../identity/scope';
import { type Account, postMovement } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, forbidden, invalid, notFound } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { binFaults, factsOfLines, type LineFacts, partFaults, unitFaults } from '../stock/line-facts';
import { type Inspection, type InspectionQuery, type NewInspection, type NewInspectionLine } from './inspection';
import { findInspection, insertInspection, listInspections } from './inspection.queries';

/** Inspections 检验: what becomes of what lies in quarantine. */
export class InspectionService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewInspection): Promise<Inspection> {
    const scope = scopeOf(context);
    if (scope.siteId !== null && asked.siteId.toLowerCase() !== scope.siteId) throw notFound('site');
    if (asked.lines.some((line) => line.outcome === 'scrap') && !mayDo(context.actor.roles, 'stock.write-off')) {
      throw forbidden('Scrapping is decided by a supervisor. Leave the scrap lines to one, or send them back.');
    }
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const faults = await faultsOf(tx, asked);
      if (faults.length > 0) throw invalid(faults);
      const id = newId();
      const movement = { reason: 'inspect', documentKind: 'inspection', documentId: id, ...dates };
      const from: Account = { kind: 'quarantine', ownerId: asked.siteId };
      const lines = asked.lines.map((line) => ({ ...line, from, to: whereto(line) }));
      const shelved = asked.lines.filter((line) => line.outcome === 'to_shelf');
      const partIds = [...new Set(shelved.map((line) => line.partId))];
      const arrival = { siteId: asked.siteId, partIds, lines, ...dates };
      const movementId = await this.kernel.stockArrives(tx, context, arrival, () =>
        postMovement(tx, context, movement, lines),
      );
      const code = newCode('inspection');
      await insertInspection(tx, { ...asked, ...dates, id, code, movementId, actorId: context.actor.id });
      return (await findInspection(tx, id, scope))!;
    });
  }

  async find(context: CallContext, id: string): Promise<Inspection> {
    const found = await this.kernel.database.read((reader) => findInspection(reader, id, scopeOf(context)));
    if (!found) throw notFound('inspection');
    return found;
  }

  async list(context: CallContext, query: InspectionQuery): Promise<PageOf<Inspection>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listInspections(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }
}

async function faultsOf(reader: Reader, asked: NewInspection): Promise<Fault[]> {
  return (await factsOfLines(reader, asked.lines)).flatMap((facts) => {
    const line = asked.lines[facts.index]!;
    return [...partFaults(facts), ...destinationFaults(facts, line, asked.siteId), ...unitFaults(facts, line)];
  });
}

function destinationFaults(facts: LineFacts, line: NewInspectionLine, siteId: string): Fault[] {
  const faults: Fault[] = [];
  const fault = (field: string, detail: string) => faults.push({ pointer: `/lines/${facts.index}/${field}`, detail });
  if (line.outcome === 'to_shelf') faults.push(...binFaults(facts, line.binId, siteId));
  else if (line.binId !== undefined) fault('binId', 'only what goes to a shelf names a bin');
  if (line.outcome === 'back_to_supplier' && line.supplierId === undefined) fault('supplierId', 'name the supplier');
  if (line.outcome !== 'back_to_supplier' && line.supplierId !== undefined) {
    fault('supplierId', 'only what goes back to a supplier names one');
  }
  return faults;
}

function whereto(line: NewInspectionLine): Account {
  switch (line.outcome) {
    case 'to_shelf':
      return { kind: 'shelf', ownerId: line.binId };
    case 'back_to_supplier':
      return { kind: 'supplier', ownerId: line.supplierId };
    case 'scrap':
      return { kind: 'scrapped' };
  }
}
