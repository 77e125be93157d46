import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { summaryOf } from '../../warranty/determinations/determination.queries';
import {
  type Correction,
  type Punctuality,
  type PunctualityQuery,
  type RequestedVisit,
  type ServiceRequest,
  type ServiceRequestQuery,
} from './service-request';

/** Parameter 1 is the language. */
const columns = `
  q.id, q.code, q.number, q.customer_id as "customerId", c.number as "customerNumber", q.unit_id as "unitId",
  u.code as "unitCode", u.serial_number as "serialNumber", q.model_id as "modelId", m.number as "modelNumber",
  q.purchase_date as "purchaseDate", f.day as "purchaseDateOnFile", q.fault, q.symptom, q.cause_code as "causeCode",
  q.operating_conditions as "operatingConditions", q.request, q.problem_class as "problemClass",
  k.routed_to as "routedTo", q.engineer_id as "engineerId", q.site_id as "siteId", q.status,
  q.document_date as "documentDate", q.received_at as "receivedAt", q.answer_due_at as "answerDueAt",
  q.arrival_due_at as "arrivalDueAt", q.agreed_standard as "agreedStandard", q.answered_at as "answeredAt",
  q.arrived_at as "arrivedAt", q.confirmed_at as "confirmedAt", q.phone_cause_code as "phoneCauseCode",
  q.phone_advice as "phoneAdvice", q.phone_solved_at as "phoneSolvedAt", q.follow_up_due_at as "followUpDueAt",
  q.followed_up_at as "followedUpAt", q.fault_persists as "faultPersists", q.follow_up_note as "followUpNote", q.version,
  array_remove(array[case when c.phone is null then 'phone' end, case when c.address is null then 'address' end,
    case when q.unit_id is null then 'unit' end,
    case when q.purchase_date is null and f.day is null then 'purchaseDate' end], null) as missing,
  ${summaryOf('q.id', 'service_request', '$1')} as determination`;

const tables = `
  service_request q
  join customer c on c.id = q.customer_id
  join product_model m on m.id = q.model_id
  join problem_class k on k.number = q.problem_class
  left join installed_unit u on u.id = q.unit_id
  left join lateral (select x.day from installed_unit_date x
                      where x.unit_id = q.unit_id and x.kind = 'INVOICE' order by x.id desc limit 1) f on true`;

export async function findRequest(
  reader: Reader,
  id: string,
  scope: Scope,
  language: string,
): Promise<ServiceRequest | undefined> {
  const rows = await reader.query<ServiceRequest[]>(
    `select ${columns} from ${tables}
      where q.id = $2 and ($3::uuid is null or q.engineer_id = $3) and ($4::uuid is null or q.site_id = $4)`,
    [language, id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Takes the request's visits, then the request, as whoever ends a visit does: one order, no deadlock. */
export async function lockRequest(
  tx: Tx,
  id: string,
  scope: Scope,
  language: string,
): Promise<ServiceRequest | undefined> {
  await tx.query(`select from work_order where request_id = $1 order by id for update`, [id]);
  await tx.query(`select from service_request where id = $1 for update`, [id]);
  return findRequest(tx, id, scope, language);
}

/** Newest first. */
export async function listRequests(
  reader: Reader,
  query: ServiceRequestQuery,
  scope: Scope,
  language: string,
  limit: number,
  after: string | undefined,
): Promise<ServiceRequest[]> {
  return reader.query<ServiceRequest[]>(
    `select ${columns} from ${tables}
      where ($2::uuid is null or q.engineer_id = $2) and ($3::uuid is null or q.site_id = $3)
        and ($4::text is null or q.status = $4) and ($5::text is null or q.problem_class = $5)
        and ($6::uuid is null or q.customer_id = $6) and ($7::uuid is null or q.unit_id = $7)
        and ($8::uuid is null or q.model_id = $8) and ($9::uuid is null or q.engineer_id = $9)
        and ($10::uuid is null or q.site_id = $10) and ($11::uuid is null or q.id < $11)
      order by q.id desc limit $12`,
    [
      language,
      scope.engineerId,
      scope.siteId,
      query.status ?? null,
      query.problemClass ?? null,
      query.customerId ?? null,
      query.unitId ?? null,
      query.modelId ?? null,
      query.engineerId ?? null,
      query.siteId ?? null,
      after ?? null,
      limit,
    ],
  );
}

/** What was solved by phone and is to be asked again, the longest due first. */
export async function listFollowUps(
  reader: Reader,
  due: Date,
  scope: Scope,
  language: string,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<ServiceRequest[]> {
  return reader.query<ServiceRequest[]>(
    `select ${columns} from ${tables}
      where q.followed_up_at is null and q.follow_up_due_at is not null and q.follow_up_due_at <= $2
        and ($3::uuid is null or q.engineer_id = $3) and ($4::uuid is null or q.site_id = $4)
        and ($5::timestamptz is null or (q.follow_up_due_at, q.id) > ($5, $6::uuid))
      order by q.follow_up_due_at, q.id limit $7`,
    [language, due, scope.engineerId, scope.siteId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

export async function correctionsOf(reader: Reader, requestId: string): Promise<Correction[]> {
  return reader.query<Correction[]>(
    `select field, earlier, later, reason, actor_id as "actorId", recorded_at as "recordedAt"
       from service_request_correction where request_id = $1 order by id`,
    [requestId],
  );
}

export async function visitsOf(reader: Reader, requestId: string): Promise<RequestedVisit[]> {
  return reader.query<RequestedVisit[]>(
    `select id, code, number, engineer_id as "engineerId", status from work_order where request_id = $1 order by id`,
    [requestId],
  );
}

/** Every class, over the requests of these days. What is neither done nor due counts nowhere. */
export async function punctuality(
  reader: Reader,
  { from, to }: PunctualityQuery,
  now: Date,
  scope: Scope,
): Promise<Punctuality[]> {
  return reader.query<Punctuality[]>(
    `select s.*,
            (100 * s."answeredInTime" / nullif(s."answeredInTime" + s."answerLate", 0))::integer as "answeredInTimePercent",
            (100 * s."arrivedInTime" / nullif(s."arrivedInTime" + s."arrivalLate", 0))::integer as "arrivedInTimePercent"
       from (select k.number as "problemClass", count(q.id)::integer as requests,
                    count(*) filter (where q.answered_at <= q.answer_due_at)::integer as "answeredInTime",
                    count(*) filter (where coalesce(q.answered_at, $3) > q.answer_due_at)::integer as "answerLate",
                    count(*) filter (where q.arrived_at <= q.arrival_due_at)::integer as "arrivedInTime",
                    count(*) filter (where q.arrived_at > q.arrival_due_at
                      or (q.arrived_at is null and q.status in ('open', 'visit') and $3 > q.arrival_due_at))::integer
                      as "arrivalLate"
               from problem_class k
               left join service_request q on q.problem_class = k.number and q.document_date between $1 and $2
                and ($4::uuid is null or q.engineer_id = $4) and ($5::uuid is null or q.site_id = $5)
              group by k.number) s
      order by s."problemClass"`,
    [from, to, now, scope.engineerId, scope.siteId],
  );
}
