import { type Reader, type Tx } from '../../platform/transaction';
import {
  type DeterminationQuery,
  type DeterminationRecord,
  type DeterminationSubject,
  type FaultOfUnit,
} from './determination';
import { type Facts } from '../classification/facts';
import { type DateKind, type Readings } from '../classification/measures';
import { type Policy } from '../classification/policy';

/** What our own records know of the unit (or, without one, of the model) that a claim is about. */
export interface KnownProduct {
  modelId: string;
  category: string;
  brand: string | null;
  usageClass: string;
  firstOwner: boolean;
  dates: Partial<Record<DateKind, string>>;
  readings: Readings;
}

/**
 * Dates: the latest statement of each kind. Readings: of each meter the latest up to the report; on one day, what was
 * measured counts before what was stated.
 */
export async function findKnownProduct(reader: Reader, fault: FaultOfUnit): Promise<KnownProduct | undefined> {
  const rows = await reader.query<KnownProduct[]>(
    `select m.id as "modelId", m.category, m.brand, coalesce(u.usage_class, 'PRIVATE') as "usageClass",
            coalesce(u.first_owner, true) as "firstOwner",
            (select coalesce(json_object_agg(d.kind, d.day), '{}')
               from (select distinct on (x.kind) x.kind, x.day from installed_unit_date x
                      where x.unit_id = u.id order by x.kind, x.id desc) d where d.day is not null) as dates,
            (select coalesce(json_object_agg(r.meter, r.reading), '{}')
               from (select distinct on (x.meter) x.meter, x.reading from installed_unit_reading x
                      where x.unit_id = u.id and x.read_on <= $3
                      order by x.meter, x.read_on desc, x.source = 'measured' desc, x.id desc) r) as readings
       from product_model m
       left join installed_unit u on u.id = $1 and u.model_id = m.id
      where m.id = coalesce((select model_id from installed_unit where id = $1), $2)`,
    [fault.unitId, fault.modelId ?? null, fault.reportDate],
  );
  return rows[0];
}

/** A policy in force, in the form the engine reads; its version is the number of the stored version. */
export interface StoredPolicy {
  id: string;
  body: Policy;
}

/** The active policies for a product; a list that a policy leaves out means any. */
export async function activePoliciesFor(
  reader: Reader,
  product: { category: string; brand: string | null; modelId: string },
): Promise<StoredPolicy[]> {
  return reader.query<StoredPolicy[]>(
    `select id, body from warranty_policy
      where status = 'active' and (categories is null or $1 = any (categories))
        and (brands is null or $2 = any (brands)) and (model_ids is null or $3 = any (model_ids))
      order by number, version_number`,
    [product.category, product.brand, product.modelId],
  );
}

/** The subject has ended: an open question about it leaves the queue. */
export async function stopAwaiting(tx: Tx, subjectKind: DeterminationSubject, subjectId: string): Promise<void> {
  await tx.query(
    `update current_determination set awaited = false where subject_kind = $1 and subject_id = $2 and awaited`,
    [subjectKind, subjectId],
  );
}

export interface DeterminationRow {
  id: string;
  subjectKind: string;
  subjectId: string;
  unitId: string | null;
  outcome: string;
  lastCoveredDay: string | null;
  policyId: string | null;
  contractId: string | null;
  facts: Facts;
  verdict: object;
  decidedById: string | null;
  decisionReason: string | null;
  actorId: string;
  /** Why a person must look; null unless REVIEW. */
  reviewReason: string | null;
}

/** Writes the determinations and points the subjects to them. */
export async function insertDeterminations(tx: Tx, rows: readonly DeterminationRow[]): Promise<void> {
  await tx.query(
    `with told as (
       select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::uuid[], $8::uuid[],
                            $9::jsonb[], $10::jsonb[], $11::uuid[], $12::text[], $13::uuid[], $14::text[])
         as t (id, subject_kind, subject_id, unit_id, outcome, last_covered_day, policy_id, contract_id, facts, verdict,
               decided_by_id, decision_reason, actor_id, review_reason)),
     made as (
       insert into determination (id, subject_kind, subject_id, unit_id, outcome, last_covered_day, policy_id, contract_id,
                                  facts, verdict, decided_by_id, decision_reason, actor_id)
       select id, subject_kind, subject_id, unit_id, outcome, last_covered_day, policy_id, contract_id, facts, verdict,
              decided_by_id, decision_reason, actor_id from told)
     insert into current_determination (subject_kind, subject_id, determination_id, outcome, review_reason)
     select subject_kind, subject_id, id, outcome, review_reason from told
     on conflict (subject_kind, subject_id) do update
       set determination_id = excluded.determination_id, outcome = excluded.outcome,
           review_reason = excluded.review_reason, awaited = true`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.subjectKind),
      rows.map((row) => row.subjectId),
      rows.map((row) => row.unitId),
      rows.map((row) => row.outcome),
      rows.map((row) => row.lastCoveredDay),
      rows.map((row) => row.policyId),
      rows.map((row) => row.contractId),
      rows.map((row) => JSON.stringify(row.facts)),
      rows.map((row) => JSON.stringify(row.verdict)),
      rows.map((row) => row.decidedById),
      rows.map((row) => row.decisionReason),
      rows.map((row) => row.actorId),
      rows.map((row) => row.reviewReason),
    ],
  );
}

/** Nothing is determined of these subjects any more; what was determined of them stays. */
export async function forgetSubjects(tx: Tx, subjectKind: string, subjectIds: readonly string[]): Promise<void> {
  await tx.query(`delete from current_determination where subject_kind = $1 and subject_id = any ($2::uuid[])`, [
    subjectKind,
    subjectIds,
  ]);
}

/** `language` is a parameter of the statement. */
const recordColumns = (language: string) => `
  d.id, d.outcome, d.last_covered_day as "lastCoveredDay", d.verdict -> 'reasons' as reasons, d.verdict -> 'entitlements' as entitlements,
  d.verdict -> 'explanation' ->> ${language} as sentence, d.contract_id as "contractId",
  (select s.number from service_contract s where s.id = d.contract_id) as "contractNumber", d.subject_kind as "subjectKind", d.subject_id as "subjectId",
  d.unit_id as "unitId", d.policy_id as "policyId", d.facts, d.verdict, c.determination_id = d.id as current,
  d.decided_by_id as "decidedById", d.decision_reason as "decisionReason", d.actor_id as "actorId",
  d.recorded_at as "recordedAt"`;

/** The summary of determination `d` as JSON. */
export const summaryJson = (language: string) => `json_build_object('id', d.id, 'outcome', d.outcome,
     'lastCoveredDay', d.last_covered_day, 'reasons', d.verdict -> 'reasons',
     'entitlements', d.verdict -> 'entitlements', 'sentence', d.verdict -> 'explanation' ->> ${language}, 'contractId', d.contract_id,
     'contractNumber', (select s.number from service_contract s where s.id = d.contract_id))`;

/** As JSON, for the answers of other documents: `summaryOf('w.id', 'work_order', '$2')`. */
export const summaryOf = (subjectId: string, subjectKind: string, language: string) => `
  (select ${summaryJson(language)}
     from current_determination c join determination d on d.id = c.determination_id
    where c.subject_kind = '${subjectKind}' and c.subject_id = ${subjectId})`;

export async function findDetermination(
  reader: Reader,
  id: string,
  language: string,
): Promise<DeterminationRecord | undefined> {
  return (await findDeterminations(reader, [id], language))[0];
}

/** In the order of their ids as they are asked for. */
export async function findDeterminations(
  reader: Reader,
  ids: readonly string[],
  language: string,
): Promise<DeterminationRecord[]> {
  return reader.query<DeterminationRecord[]>(
    `select ${recordColumns('$2')} from unnest($1::uuid[]) with ordinality as asked (id, nth)
       join determination d on d.id = asked.id
       join current_determination c on c.subject_kind = d.subject_kind and c.subject_id = d.subject_id
      order by asked.nth`,
    [ids, language],
  );
}

/** Takes the subject of a determination for this transaction: whoever else decides on it waits. */
export async function lockSubject(tx: Tx, determinationId: string): Promise<void> {
  await tx.query(
    `select from current_determination c join determination d using (subject_kind, subject_id)
      where d.id = $1 for update of c`,
    [determinationId],
  );
}

/** What counts now, newest first; a REVIEW of something that has ended waits for nobody and is left out. */
export async function listCurrentDeterminations(
  reader: Reader,
  query: DeterminationQuery,
  language: string,
  limit: number,
  after: string | undefined,
): Promise<DeterminationRecord[]> {
  return reader.query<DeterminationRecord[]>(
    `select ${recordColumns('$1')} from current_determination c join determination d on d.id = c.determination_id
      where ($2::text is null or c.outcome = $2) and ($3::text is null or c.review_reason = $3)
        and ($4::text is null or c.subject_kind = $4) and (c.awaited or c.outcome <> 'REVIEW') and ($5::uuid is null or c.determination_id < $5)
      order by c.determination_id desc limit $6`,
    [language, query.outcome ?? null, query.reason ?? null, query.subjectKind ?? null, after ?? null, limit],
  );
}

/** All that was ever determined of one subject, newest first. */
export async function listDeterminationsOf(
  reader: Reader,
  subject: { kind: string; id: string; outcome?: string; reason?: string },
  language: string,
  limit: number,
  after: string | undefined,
): Promise<DeterminationRecord[]> {
  return reader.query<DeterminationRecord[]>(
    `select ${recordColumns('$1')} from determination d
       join current_determination c on c.subject_kind = d.subject_kind and c.subject_id = d.subject_id
      where d.subject_kind = $2 and d.subject_id = $3 and ($4::text is null or d.outcome = $4)
        and ($5::text is null or d.verdict -> 'reasons' ? $5) and ($6::uuid is null or d.id < $6)
      order by d.id desc limit $7`,
    [language, subject.kind, subject.id, subject.outcome ?? null, subject.reason ?? null, after ?? null, limit],
  );
}
