import { type Tx } from '../../platform/transaction';

export interface ServiceRequestRow {
  id: string;
  code: string;
  customerId: string;
  unitId: string | null;
  modelId: string;
  purchaseDate: string | null;
  fault: string;
  symptom: string | null;
  causeCode: string | null;
  operatingConditions: string | null;
  request: string;
  problemClass: string;
  engineerId: string | null;
  siteId: string | null;
  receivedAt: Date;
  agreedArrivalAt: string | null;
  agreedStandard: string | null;
  actorId: string;
}

/** The class sets the due times; the day is that of the receipt, where the books are kept. Whether there is such a class. */
export async function insertRequest(tx: Tx, row: ServiceRequestRow): Promise<boolean> {
  const inserted = await tx.query<unknown[]>(
    `insert into service_request (id, code, number, customer_id, unit_id, model_id, purchase_date, fault, symptom,
       cause_code, operating_conditions, request, problem_class, engineer_id, site_id, document_date, received_at,
       answer_due_at, arrival_due_at, agreed_standard, actor_id)
     select $1, $2,
            'SR-' || extract(year from $15::timestamptz) || '-' || lpad(nextval('service_request_number')::text, 6, '0'),
            $3, $4, $5, $6, $7, $8, $9, $10, $11, k.number, $13, $14, $15::timestamptz::date, $15,
            $15::timestamptz + k.answer_minutes * interval '1 minute',
            coalesce($16::timestamptz, $15::timestamptz + k.arrival_minutes * interval '1 minute'), $17, $18
       from problem_class k where k.number = $12 returning id`,
    [
      row.id,
      row.code,
      row.customerId,
      row.unitId,
      row.modelId,
      row.purchaseDate,
      row.fault,
      row.symptom,
      row.causeCode,
      row.operatingConditions,
      row.request,
      row.problemClass,
      row.engineerId,
      row.siteId,
      row.receivedAt,
      row.agreedArrivalAt,
      row.agreedStandard,
      row.actorId,
    ],
  );
  return inserted.length > 0;
}

export async function answerRequest(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query(
    `update service_request set answered_at = $2, version = version + 1 where id = $1 and answered_at is null`,
    [id, at],
  );
}

export async function confirmRequest(tx: Tx, id: string, at: Date, by: string): Promise<void> {
  await tx.query(
    `update service_request set confirmed_at = $2, confirmed_by_id = $3, version = version + 1 where id = $1`,
    [id, at, by],
  );
}

export async function solveByPhone(
  tx: Tx,
  id: string,
  solution: { causeCode: string; advice: string; at: Date; followUpDueAt: Date },
): Promise<void> {
  await tx.query(
    `update service_request
        set status = 'solved_by_phone', phone_cause_code = $2, phone_advice = $3, phone_solved_at = $4,
            answered_at = coalesce(answered_at, $4), follow_up_due_at = $5, followed_up_at = null,
            fault_persists = null, follow_up_note = null, version = version + 1
      where id = $1`,
    [id, solution.causeCode, solution.advice, solution.at, solution.followUpDueAt],
  );
}

export async function recordFollowUp(
  tx: Tx,
  id: string,
  followUp: { at: Date; faultPersists: boolean; note: string | null },
): Promise<void> {
  await tx.query(
    `update service_request
        set followed_up_at = $2, fault_persists = $3, follow_up_note = $4, status = case when $3 then 'open' else 'closed' end,
            version = version + 1
      where id = $1`,
    [id, followUp.at, followUp.faultPersists, followUp.note],
  );
}

/** It has become a visit: the engineer who goes sees it, and it is answered if it was not. */
export async function sendVisit(
  tx: Tx,
  id: string,
  visit: { engineerId: string; unitId: string; siteId: string | null; at: Date },
): Promise<void> {
  await tx.query(
    `update service_request q
        set status = 'visit', engineer_id = $2, unit_id = u.id, model_id = u.model_id,
            site_id = coalesce($4, q.site_id), answered_at = coalesce(q.answered_at, $5), version = q.version + 1
       from installed_unit u where q.id = $1 and u.id = $3`,
    [id, visit.engineerId, visit.unitId, visit.siteId, visit.at],
  );
}

/** What a request, its open visits and the unit's file say after a correction. */
export interface CorrectedFacts {
  unitId: string | null;
  modelId: string;
  purchaseDate: string | null;
  fault: string;
  symptom: string | null;
  causeCode: string | null;
}

/** Writes the corrected facts; a confirmation with the user is void, for it was about other facts (S007). */
export async function writeCorrection(tx: Tx, id: string, facts: CorrectedFacts): Promise<void> {
  await tx.query(
    `update service_request
        set unit_id = $2, model_id = $3, purchase_date = $4, fault = $5, symptom = $6, cause_code = $7,
            confirmed_at = null, confirmed_by_id = null, version = version + 1
      where id = $1`,
    [id, facts.unitId, facts.modelId, facts.purchaseDate, facts.fault, facts.symptom, facts.causeCode],
  );
  await tx.query(
    `update work_order w
        set unit_id = u.id, customer_id = u.customer_id, model_id = $3, fault = $4, symptom = $5, cause_code = $6,
            version = w.version + 1
       from installed_unit u
      where w.request_id = $1 and w.status in ('open', 'disputed') and u.id = $2`,
    [id, facts.unitId, facts.modelId, facts.fault, facts.symptom, facts.causeCode],
  );
}

/** The earlier version of the unit's file stays, and this one names who corrected it (S008). */
export async function correctUnitModel(tx: Tx, unitId: string, modelId: string, actorId: string): Promise<void> {
  await tx.query(`update installed_unit set model_id = $2, changed_by_id = $3, version = version + 1 where id = $1`, [
    unitId,
    modelId,
    actorId,
  ]);
}

export async function insertCorrections(
  tx: Tx,
  requestId: string,
  changes: readonly { field: string; earlier: string | null; later: string | null }[],
  by: { reason: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into service_request_correction (request_id, field, earlier, later, reason, actor_id)
     select $1, c.field, c.earlier, c.later, $3, $4
       from jsonb_to_recordset($2::jsonb) as c (field text, earlier text, later text)`,
    [requestId, JSON.stringify(changes), by.reason, by.actorId],
  );
}
