import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type Caller, type World } from './world';

/** A warehouse with one bin per part, stocked by opening postings; and the people of the chain. */
export interface StockedSite {
  siteId: string;
  parts: { id: string; binId: string }[];
}

let sequence = 0;

/** Stock as it might have come in long ago, posted by the ledger itself. */
export async function aStockedSite(
  world: World,
  quantities: number[],
  options: { value?: number; serialNumbered?: boolean; postingDate?: string } = {},
): Promise<StockedSite> {
  const siteId = randomUUID();
  const number = (kind: string) => `${kind}-${(sequence += 1)}`;
  await world.sql(
    `insert into site (id, code, number, name, kind) values ($1, $2, $3, 'Sample warehouse', 'warehouse')`,
    [siteId, newCode('site'), number('SITE')],
  );
  const parts: StockedSite['parts'] = [];
  for (const quantity of quantities) {
    const part = { id: randomUUID(), binId: randomUUID() };
    await world.sql(`insert into bin (id, code, site_id, number) values ($1, $2, $3, $4)`, [
      part.binId,
      newCode('bin'),
      siteId,
      number('BIN'),
    ]);
    await world.sql(
      `insert into part (id, code, number, name_zh, name_en, serial_numbered) values ($1, $2, $3, '样品备件', 'Sample part', $4)`,
      [part.id, newCode('part'), number('PART'), options.serialNumbered ?? false],
    );
    if (quantity > 0) await stock(world, part, quantity, options);
    parts.push(part);
  }
  return { siteId, parts };
}

/** Puts pieces on the shelf of a bin; for serial-numbered parts new units S1, S2 … */
export async function stock(
  world: World,
  part: { id: string; binId: string },
  quantity: number,
  options: { value?: number; serialNumbered?: boolean; postingDate?: string } = {},
): Promise<void> {
  const units = options.serialNumbered ? Array.from({ length: quantity }, () => randomUUID()) : [null];
  for (const unit of units) {
    if (unit === null) continue;
    await world.sql(`insert into serial_unit (id, code, part_id, serial_number) values ($1, $2, $3, $4)`, [
      unit,
      newCode('serial-unit'),
      part.id,
      `S${(sequence += 1)}`,
    ]);
  }
  await world.sql(
    `select post_movement('opening', 'opening', $1, d, d, $2, (
       select array_agg(($3::uuid, account_for('opening'), account_for('shelf', $4), q.quantity, q.value, q.unit)::stock_line)
         from unnest($5::integer[], $6::bigint[], $7::uuid[]) as q (quantity, value, unit)))
       from (select coalesce($8::date, current_date) as d) dates`,
    [
      randomUUID(),
      world.admin.id,
      part.id,
      part.binId,
      units.map((unit) => (unit === null ? quantity : 1)),
      units.map((unit) => (unit === null ? (options.value ?? quantity * 100) : 100)),
      units,
      options.postingDate ?? null,
    ],
  );
}

/** The people of the chain. */
export interface Crew {
  engineer: Caller;
  clerk: Caller;
  supervisor: Caller;
}

export async function aCrew(world: World): Promise<Crew> {
  return {
    engineer: await world.person('engineer'),
    clerk: await world.person('clerk'),
    supervisor: await world.person('supervisor'),
  };
}

export interface RequisitionBody {
  id: string;
  status: string;
  version: number;
  lines: {
    id: string;
    supplyPartId: string;
    approvedQuantity: number;
    reservedQuantity: number;
    issuedQuantity: number;
    releasedQuantity: number;
    backorderedQuantity: number;
  }[];
}

/** Asks for parts as the engineer does. */
export async function aRequisition(
  crew: Crew,
  site: StockedSite,
  lines: { partId: string; quantity: number }[],
  needBy = '2099-01-01',
): Promise<RequisitionBody> {
  const answer = await crew.engineer
    .post('/v1/requisitions', { siteId: site.siteId, needBy, opinion: 'needed for the job', lines })
    .expect(201);
  return answer.body as RequisitionBody;
}

/** Asks, and has it approved by the supervisor. */
export async function anApprovedRequisition(
  crew: Crew,
  site: StockedSite,
  lines: { partId: string; quantity: number }[],
  needBy?: string,
): Promise<RequisitionBody> {
  const asked = await aRequisition(crew, site, lines, needBy);
  const answer = await crew.supervisor.post(`/v1/requisitions/${asked.id}/approval`).expect(200);
  return answer.body as RequisitionBody;
}

/** Pieces of a part in a kind of account, over all owners. */
export async function pieces(world: World, kind: string, partId: string): Promise<number> {
  const rows = await world.sql<{ quantity: string }>(
    `select coalesce(sum(b.quantity), 0) as quantity from stock_balance b join stock_account a on a.id = b.account_id
      where a.kind = $1 and b.part_id = $2`,
    [kind, partId],
  );
  return Number(rows[0]!.quantity);
}
