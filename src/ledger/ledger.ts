import { type CallContext } from '../platform/context';
import { type StockMove } from '../platform/kernel';
import { type Tx } from '../platform/transaction';

/** Kinds of account for whose stock we answer: a balance is kept and never negative. */
export type InsideKind =
  | 'shelf'
  | 'reserved'
  | 'in_transit'
  | 'custody'
  | 'quarantine'
  | 'old_custody'
  | 'old_parts'
  | 'refurbishing'
  | 'at_supplier';

/** Kinds of account that stand for the world outside. */
export type OutsideKind =
  | 'supplier'
  | 'opening'
  | 'fitted_warranty'
  | 'fitted_paid'
  | 'fitted_goodwill'
  | 'fitted_contract'
  | 'removed'
  | 'scrapped'
  | 'written_off'
  | 'count_variance'
  | 'revaluation';

/** A place in a state. The owner is a bin, site, staff member or supplier; the organisation's own accounts have none. */
export interface Account {
  kind: InsideKind | OutsideKind;
  ownerId?: string;
}

/** One line of a movement. */
export interface StockLine {
  partId: string;
  from: Account;
  to: Account;
  /** Pieces; 0 only when a revaluation moves value alone. */
  quantity: number;
  /** Stated only where stock enters from outside (what it cost, minor units) and for revaluations. */
  value?: number;
  /** The unit, when the part is serial-numbered. */
  unitId?: string | null;
}

/** Why stock moves, for which document, on which days. */
export interface Movement {
  /** A reason of `movement_rule`: receive, reserve, issue, fit … */
  reason: string;
  documentKind: string;
  documentId: string;
  /** When it happened in the world. */
  documentDate: string;
  /** The day in the books. */
  postingDate: string;
}

const noOwner = '00000000-0000-0000-0000-000000000000';

/** Posts a movement: the only way in which stock moves. Answers the movement's id. */
export async function postMovement(
  tx: Tx,
  context: CallContext,
  movement: Movement,
  lines: readonly StockLine[],
): Promise<number> {
  const rows = await tx.query<{ id: number }[]>(
    `select post_movement($1, $2, $3, $4, $5, $6, ${stockLines('$7')}) as id`,
    [
      movement.reason,
      movement.documentKind,
      movement.documentId,
      movement.documentDate,
      movement.postingDate,
      context.actor.id,
      asJson(lines),
    ],
  );
  return rows[0]!.id;
}

/**
 * Locks what a transaction will touch that moves stock more than once, before it moves anything: the balances of `lines`,
 * and what the site's shelves hold and have reserved of these parts (`lock_site_stock`, migration ledger).
 */
export async function lockSiteStock(
  tx: Tx,
  siteId: string,
  partIds: readonly string[],
  lines: readonly StockMove[] = [],
): Promise<void> {
  await tx.query(`select lock_site_stock($1, $2, coalesce(${stockLines('$3')}, '{}'))`, [
    siteId,
    partIds,
    asJson(lines),
  ]);
}

/** The array of lines that the database's functions take, out of a JSON parameter. */
function stockLines(parameter: string): string {
  return `(select array_agg((l.part, account_for(l.from_kind, l.from_owner), account_for(l.to_kind, l.to_owner),
                             l.quantity, l.value, l.unit)::stock_line order by l."order")
             from jsonb_to_recordset(${parameter}::jsonb) as l ("order" integer, part uuid, from_kind text,
                  from_owner uuid, to_kind text, to_owner uuid, quantity integer, value bigint, unit uuid))`;
}

function asJson(lines: readonly (StockMove & Partial<Pick<StockLine, 'quantity' | 'value' | 'unitId'>>)[]): string {
  return JSON.stringify(
    lines.map((line, order) => ({
      order,
      part: line.partId,
      from_kind: line.from.kind,
      from_owner: line.from.ownerId ?? noOwner,
      to_kind: line.to.kind,
      to_owner: line.to.ownerId ?? noOwner,
      quantity: line.quantity ?? null,
      value: line.value ?? null,
      unit: line.unitId ?? null,
    })),
  );
}

/** Moves back, by a new movement dated now, what a movement moved (红冲). A movement is reversed once. */
export async function reverseMovement(
  tx: Tx,
  context: CallContext,
  movementId: number,
  by: Omit<Movement, 'reason'>,
): Promise<number> {
  const rows = await tx.query<{ id: number }[]>(`select reverse_movement($1, $2, $3, $4, $5, $6) as id`, [
    movementId,
    by.documentKind,
    by.documentId,
    by.documentDate,
    by.postingDate,
    context.actor.id,
  ]);
  return rows[0]!.id;
}

/** An account as a JSON value in the select list of a query: its kind and owner; `account` is the table's alias. */
export function placeColumn(account: string): string {
  return `json_build_object('kind', ${account}.kind, 'ownerId', nullif(${account}.owner_id, '${noOwner}'))`;
}
