import { customerDealtWith, type Dealer, dealerFrom, dealerParameters } from '../customers/dealings';
import { type Reader, type Tx } from '../platform/transaction';
import {
  type ContractTerms,
  type Retention,
  type RetentionQuery,
  type RetentionRelease,
  type ServiceContract,
  type ServiceContractQuery,
} from './service-contract';

const idsOf = (table: string, column: string) =>
  `(select coalesce(json_agg(x.${column} order by x.${column}), '[]') from ${table} x where x.contract_id = c.id)`;

const columns = `
  c.id, c.code, c.number, c.customer_id as "customerId", k.number as "customerNumber", c.status,
  json_build_object('kind', c.kind, 'startsOn', c.starts_on, 'endsOn', c.ends_on, 'services', c.services,
    'partsIncluded', c.parts_included, 'labourIncluded', c.labour_included, 'travelIncluded', c.travel_included,
    'visitsIncluded', c.visits_included, 'price', c.price, 'retentionAmount', c.retention_amount,
    'retentionDueOn', c.retention_due_on, 'unitIds', ${idsOf('service_contract_unit', 'unit_id')},
    'modelIds', ${idsOf('service_contract_model', 'model_id')},
    'partIds', ${idsOf('service_contract_part', 'part_id')}) as terms,
  (select base_currency from organisation) as currency, c.document_date as "documentDate", c.actor_id as "actorId",
  c.recorded_at as "recordedAt", c.submitted_at as "submittedAt", c.submitted_by_id as "submittedById",
  c.decided_at as "decidedAt", c.decided_by_id as "decidedById", c.decision_note as "decisionNote",
  c.in_force_from as "inForceFrom", c.terminated_on as "terminatedOn", c.termination_reason as "terminationReason",
  c.retention_released_on as "retentionReleasedOn", c.retention_released_amount as "retentionReleasedAmount",
  c.retention_reference as "retentionReference", c.retention_note as "retentionNote", c.version`;

const tables = `service_contract c join customer k on k.id = c.customer_id`;

export async function findContract(reader: Reader, id: string): Promise<ServiceContract | undefined> {
  const rows = await reader.query<ServiceContract[]>(`select ${columns} from ${tables} where c.id = $1`, [id]);
  return rows[0];
}

/** Takes it for this transaction: two supervisors must not decide differently. */
export async function lockContract(tx: Tx, id: string): Promise<ServiceContract | undefined> {
  await tx.query(`select from service_contract where id = $1 for update`, [id]);
  return findContract(tx, id);
}

/** Newest first. */
export async function listContracts(
  reader: Reader,
  query: ServiceContractQuery,
  dealer: Dealer,
  limit: number,
  after: string | undefined,
): Promise<ServiceContract[]> {
  return reader.query<ServiceContract[]>(
    `select ${columns} from ${tables}
      where ($1::uuid is null or c.customer_id = $1) and ($2::text is null or c.status = $2)
        and ($3::uuid is null or c.customer_id = (select u.customer_id from installed_unit u where u.id = $3)
             and (exists (select from service_contract_unit x where x.contract_id = c.id and x.unit_id = $3)
                  or exists (select from service_contract_model x join installed_unit u on u.model_id = x.model_id
                              where x.contract_id = c.id and u.id = $3)))
        and ($4::date is null or c.status = 'approved' and $4 between c.in_force_from and least(c.ends_on, c.terminated_on))
        and ($5::date is null or c.ends_on >= $5) and ($6::date is null or c.ends_on <= $6)
        and ($7::uuid is null or c.id < $7) and ${customerDealtWith('c.customer_id', dealerFrom(9))}
      order by c.id desc limit $8`,
    [
      ...[query.customerId ?? null, query.status ?? null, query.unitId ?? null, query.inForceOn ?? null],
      ...[query.expiresFrom ?? null, query.expiresUntil ?? null, after ?? null, limit],
      ...dealerParameters(dealer),
    ],
  );
}

/** What of a contract's cover cannot be: units that are not the customer's, models and parts that do not exist. */
export async function unknownCover(
  reader: Reader,
  customerId: string,
  terms: ContractTerms,
): Promise<{ list: 'unitIds' | 'modelIds' | 'partIds'; index: number }[]> {
  return reader.query<{ list: 'unitIds' | 'modelIds' | 'partIds'; index: number }[]>(
    `select 'unitIds' as list, (n - 1)::integer as index from unnest($2::uuid[]) with ordinality as l (id, n)
      where not exists (select from installed_unit u where u.id = l.id and u.customer_id = $1)
     union all
     select 'modelIds', (n - 1)::integer from unnest($3::uuid[]) with ordinality as l (id, n)
      where not exists (select from product_model m where m.id = l.id)
     union all
     select 'partIds', (n - 1)::integer from unnest($4::uuid[]) with ordinality as l (id, n)
      where not exists (select from part p where p.id = l.id)
      order by 1, 2`,
    [customerId, terms.unitIds, terms.modelIds, terms.partIds],
  );
}

export async function insertContract(
  tx: Tx,
  row: { id: string; code: string; customerId: string; documentDate: string; actorId: string; terms: ContractTerms },
): Promise<void> {
  await tx.query(
    `insert into service_contract (id, code, number, customer_id, document_date, actor_id, ${termColumns})
     select $1, $2, 'CTR-' || extract(year from $4::date) || '-' || lpad(nextval('service_contract_number')::text, 6, '0'),
            $3, $4, $5, ${termValues} from ${termsFrom('$6')}`,
    [row.id, row.code, row.customerId, row.documentDate, row.actorId, JSON.stringify(row.terms)],
  );
  await writeCover(tx, row.id, row.terms);
}

/** A draft is stated anew as a whole. */
export async function changeContract(tx: Tx, id: string, terms: ContractTerms): Promise<void> {
  await tx.query(
    `update service_contract c set (${termColumns}, version) = (${termValues}, c.version + 1)
       from ${termsFrom('$2')} where c.id = $1`,
    [id, JSON.stringify(terms)],
  );
  for (const table of ['service_contract_unit', 'service_contract_model', 'service_contract_part']) {
    await tx.query(`delete from ${table} where contract_id = $1`, [id]);
  }
  await writeCover(tx, id, terms);
}

const termColumns = `kind, starts_on, ends_on, services, parts_included, labour_included, travel_included,
  visits_included, price, retention_amount, retention_due_on`;
const termValues = `t.kind, t."startsOn", t."endsOn", t.services, t."partsIncluded", t."labourIncluded",
  t."travelIncluded", t."visitsIncluded", t.price, t."retentionAmount",
  case when t."retentionAmount" > 0 then coalesce(t."retentionDueOn", t."endsOn" + 1) end`;
const termsFrom = (parameter: string) => `jsonb_to_record(${parameter}::jsonb) as t (kind text, "startsOn" date,
  "endsOn" date, services text, "partsIncluded" text, "labourIncluded" boolean, "travelIncluded" boolean,
  "visitsIncluded" integer, price bigint, "retentionAmount" bigint, "retentionDueOn" date)`;

async function writeCover(tx: Tx, id: string, terms: ContractTerms): Promise<void> {
  await tx.query(
    `with units as (insert into service_contract_unit select $1, x from unnest($2::uuid[]) as x),
          models as (insert into service_contract_model select $1, x from unnest($3::uuid[]) as x)
     insert into service_contract_part select $1, x from unnest($4::uuid[]) as x`,
    [id, terms.unitIds, terms.modelIds, terms.partIds],
  );
}

export async function submitContract(tx: Tx, id: string, at: Date, byId: string): Promise<void> {
  await tx.query(
    `update service_contract set status = 'submitted', submitted_at = $2, submitted_by_id = $3, version = version + 1
      where id = $1`,
    [id, at, byId],
  );
}

export async function withdrawContract(tx: Tx, id: string): Promise<void> {
  await tx.query(`update service_contract set status = 'withdrawn', version = version + 1 where id = $1`, [id]);
}

/** Approved on `today`, it is in force from then on at the earliest (S019). */
export async function decideContract(
  tx: Tx,
  id: string,
  decision: { approved: boolean; at: Date; today: string; byId: string; note: string | null },
): Promise<void> {
  await tx.query(
    `update service_contract
        set status = case when $2 then 'approved' else 'rejected' end, decided_at = $3, decided_by_id = $5,
            decision_note = $6, in_force_from = case when $2 then greatest(starts_on, $4::date) end,
            version = version + 1
      where id = $1`,
    [id, decision.approved, decision.at, decision.today, decision.byId, decision.note],
  );
}

export async function terminateContract(
  tx: Tx,
  id: string,
  end: { lastDay: string; reason: string; byId: string },
): Promise<void> {
  await tx.query(
    `update service_contract set terminated_on = $2, termination_reason = $3, terminated_by_id = $4,
            version = version + 1 where id = $1`,
    [id, end.lastDay, end.reason, end.byId],
  );
}

export async function releaseRetention(
  tx: Tx,
  id: string,
  release: RetentionRelease & { releasedOn: string; byId: string },
): Promise<void> {
  await tx.query(
    `update service_contract
        set retention_released_on = $2, retention_released_amount = $3, retention_reference = $4, retention_note = $5,
            retention_released_by_id = $6, version = version + 1
      where id = $1`,
    [id, release.releasedOn, release.amount, release.reference ?? null, release.note ?? null, release.byId],
  );
}

/** What is due first comes first. */
export async function listRetentions(
  reader: Reader,
  query: RetentionQuery,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<Retention[]> {
  return reader.query<Retention[]>(
    `select c.id as "contractId", c.code as "contractCode", c.number as "contractNumber",
            c.customer_id as "customerId", k.number as "customerNumber",
            (select base_currency from organisation) as currency, c.retention_amount as amount,
            c.ends_on as "expiresOn", c.retention_due_on as "dueOn", c.retention_released_on as "releasedOn",
            c.retention_released_amount as "releasedAmount", c.retention_reference as reference,
            c.retention_note as note
       from ${tables}
      where c.status = 'approved' and c.retention_due_on is not null
        and ($1::date is null or c.retention_due_on <= $1)
        and ($2::boolean is null or (c.retention_released_on is not null) = $2)
        and ($3::uuid is null or c.customer_id = $3)
        and ($4::date is null or (c.retention_due_on, c.id) > ($4, $5::uuid))
      order by c.retention_due_on, c.id limit $6`,
    [
      ...[query.dueUntil ?? null, query.released ?? null, query.customerId ?? null],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit],
    ],
  );
}
