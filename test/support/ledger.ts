import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type Account, type Movement, postMovement, reverseMovement, type StockLine } from '../../src/ledger/ledger';
import { ledgerProblems } from '../../src/ledger/ledger.problems';
import { type CallContext } from '../../src/platform/context';
import { Problem } from '../../src/platform/problem';
import { type World } from './world';

/** Places and parts for tests of the ledger alone, written straight into the tables. */
export interface Ground {
  site: string;
  bins: string[];
  engineers: string[];
  supplier: string;
  parts: string[];
}

export async function aGround(
  world: World,
  asked: { bins?: number; engineers?: number; parts?: number; serialNumbered?: boolean } = {},
): Promise<Ground> {
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  const ground: Ground = {
    site: randomUUID(),
    bins: ids(asked.bins ?? 2),
    engineers: ids(asked.engineers ?? 1),
    supplier: randomUUID(),
    parts: ids(asked.parts ?? 1),
  };
  const codes = (kind: 'bin' | 'part' | 'staff-member', list: string[]) => list.map(() => newCode(kind));
  await world.sql(
    `insert into site (id, code, number, name, kind) values ($1::uuid, $2, $1::text, 'Sample site', 'warehouse')`,
    [ground.site, newCode('site')],
  );
  await world.sql(
    `insert into bin (id, code, site_id, number) select id, code, $3, id::text from unnest($1::uuid[], $2::text[]) as b (id, code)`,
    [ground.bins, codes('bin', ground.bins), ground.site],
  );
  await world.sql(
    `insert into staff_member (id, code, number, name, roles)
     select id, code, id::text, 'Sample engineer', '{engineer}' from unnest($1::uuid[], $2::text[]) as e (id, code)`,
    [ground.engineers, codes('staff-member', ground.engineers)],
  );
  await world.sql(`insert into supplier (id, code, number, name) values ($1::uuid, $2, $1::text, 'Sample supplier')`, [
    ground.supplier,
    newCode('supplier'),
  ]);
  await world.sql(
    `insert into part (id, code, number, name_en, serial_numbered)
     select id, code, id::text, 'Sample part', $3 from unnest($1::uuid[], $2::text[]) as p (id, code)`,
    [ground.parts, codes('part', ground.parts), asked.serialNumbered ?? false],
  );
  return ground;
}

/** A caller as the services know one. */
export function aContext(actorId: string = randomUUID()): CallContext {
  return {
    actor: { id: actorId, roles: ['administrator'], siteId: null, mayPostEarlier: true },
    requestId: randomUUID(),
    language: 'en',
  };
}

/** Posts one movement in a transaction of its own; answers its id. */
export async function post(
  world: World,
  reason: string,
  lines: StockLine[],
  dates: { documentDate?: string; postingDate: string },
  documentId: string = randomUUID(),
): Promise<number> {
  const movement: Movement = {
    reason,
    documentKind: 'test',
    documentId,
    documentDate: dates.documentDate ?? dates.postingDate,
    postingDate: dates.postingDate,
  };
  return world.server.kernel.database.transaction((tx) => postMovement(tx, aContext(), movement, lines));
}

export async function reverse(world: World, movementId: number, postingDate: string): Promise<number> {
  const by = { documentKind: 'test', documentId: randomUUID(), documentDate: postingDate, postingDate };
  return world.server.kernel.database.transaction((tx) => reverseMovement(tx, aContext(), movementId, by));
}

/** The constraint that refused, by the problem it became; anything that is no refusal is thrown on. */
export function constraintOf(error: unknown): string {
  if (!(error instanceof Problem)) throw error;
  const known = Object.entries(ledgerProblems).find(([, problem]) => problem.kind === error.kind);
  if (!known) throw error;
  return known[0];
}

export interface Held {
  quantity: number;
  value: number;
}

/** What an account holds of a part now. */
export async function held(world: World, account: Account, partId: string): Promise<Held> {
  const rows = await world.sql<Held>(
    `select b.quantity, b.value from stock_balance b join stock_account a on a.id = b.account_id
      where a.kind = $1 and a.owner_id = $2 and b.part_id = $3`,
    [account.kind, account.ownerId, partId],
  );
  return rows[0] ?? { quantity: 0, value: 0 };
}
