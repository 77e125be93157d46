import { type Dealer, dealerFrom, dealerParameters, unitDealtWith } from '../customers/dealings';
import { type Reader, type Tx } from '../platform/transaction';
import { type NewUnitReturn, type UnitReturn, type UnitReturnQuery } from './unit-return';

const columns = `
  r.id, r.code, r.number, r.unit_id as "unitId", u.serial_number as "serialNumber", m.number as "modelNumber",
  u.customer_id as "customerId", r.work_order_id as "workOrderId", r.remedy, r.reason,
  r.customer_demand as "customerDemand", (select base_currency from organisation) as currency,
  r.estimated_cost as "estimatedCost", r.document_date as "documentDate", r.status,
  r.cost_borne_by as "costBorneBy", r.actor_id as "actorId", r.decided_at as "decidedAt",
  r.decided_by_id as "decidedById", r.decision_note as "decisionNote", r.returned_on as "returnedOn",
  r.actual_cost as "actualCost", r.replacement_unit_id as "replacementUnitId"`;

const tables = `unit_return r join installed_unit u on u.id = r.unit_id join product_model m on m.id = u.model_id`;

export async function findUnitReturn(reader: Reader, id: string, dealer: Dealer): Promise<UnitReturn | undefined> {
  const rows = await reader.query<UnitReturn[]>(
    `select ${columns} from ${tables} where r.id = $1 and ${unitDealtWith('r.unit_id', dealerFrom(2))}`,
    [id, ...dealerParameters(dealer)],
  );
  return rows[0];
}

/** Takes it for this transaction: what comes back at the moment of the decision was decided before or never. */
export async function lockUnitReturn(tx: Tx, id: string, dealer: Dealer): Promise<UnitReturn | undefined> {
  await tx.query(`select from unit_return where id = $1 for update`, [id]);
  return findUnitReturn(tx, id, dealer);
}

/** Newest first. */
export async function listUnitReturns(
  reader: Reader,
  query: UnitReturnQuery,
  dealer: Dealer,
  limit: number,
  after: string | undefined,
): Promise<UnitReturn[]> {
  return reader.query<UnitReturn[]>(
    `select ${columns} from ${tables}
      where ($1::uuid is null or r.unit_id = $1) and ($2::uuid is null or r.work_order_id = $2)
        and ($3::text is null or r.status = $3) and ($4::uuid is null or r.id < $4)
        and ${unitDealtWith('r.unit_id', dealerFrom(6))}
      order by r.id desc limit $5`,
    [
      query.unitId ?? null,
      query.workOrderId ?? null,
      query.status ?? null,
      after ?? null,
      limit,
      ...dealerParameters(dealer),
    ],
  );
}

export async function insertUnitReturn(
  tx: Tx,
  row: NewUnitReturn & { id: string; code: string; documentDate: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into unit_return (id, code, number, unit_id, work_order_id, remedy, reason, customer_demand, estimated_cost,
                              document_date, actor_id)
     values ($1, $2, 'UNR-' || extract(year from $9::date) || '-' || lpad(nextval('unit_return_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[row.id, row.code, row.unitId, row.workOrderId ?? null, row.remedy, row.reason, row.customerDemand ?? null],
      ...[row.estimatedCost, row.documentDate, row.actorId],
    ],
  );
}

export async function decideUnitReturn(
  tx: Tx,
  id: string,
  decision: { approved: boolean; at: Date; byId: string; note: string | null },
): Promise<void> {
  await tx.query(
    `update unit_return set status = case when $2 then 'approved' else 'rejected' end, decided_at = $3,
            decided_by_id = $4, decision_note = $5 where id = $1`,
    [id, decision.approved, decision.at, decision.byId, decision.note],
  );
}

/** The unit is here: it is no longer among the customer's. */
export async function takeUnitBack(
  tx: Tx,
  unitReturn: UnitReturn,
  arrival: { on: string; byId: string; cost: number; replacementUnitId: string | null },
): Promise<void> {
  await tx.query(
    `update unit_return set returned_on = $2, returned_by_id = $3, actual_cost = $4, replacement_unit_id = $5
      where id = $1`,
    [unitReturn.id, arrival.on, arrival.byId, arrival.cost, arrival.replacementUnitId],
  );
  await tx.query(
    `update installed_unit set active = false, version = version + 1, changed_by_id = $2 where id = $1 and active`,
    [unitReturn.unitId, arrival.byId],
  );
}

/** What the records know of the units and the order that a return names. */
export async function returnFacts(
  reader: Reader,
  asked: { unitId: string; workOrderId?: string },
): Promise<{ unitKnown: boolean; orderOfUnit: boolean }> {
  const rows = await reader.query<{ unitKnown: boolean; orderOfUnit: boolean }[]>(
    `select exists (select from installed_unit u where u.id = $1 and u.active) as "unitKnown",
            exists (select from work_order w where w.id = $2 and w.unit_id = $1) as "orderOfUnit"`,
    [asked.unitId, asked.workOrderId ?? null],
  );
  return rows[0]!;
}

export async function isUnitOf(reader: Reader, unitId: string, customerId: string): Promise<boolean> {
  const rows = await reader.query<object[]>(
    `select from installed_unit where id = $1 and customer_id = $2 and active`,
    [unitId, customerId],
  );
  return rows.length > 0;
}
