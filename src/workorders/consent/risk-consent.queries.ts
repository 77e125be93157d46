import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { signatureOf } from './customer-signature.queries';
import { type RiskConsent, type RiskConsentQuery, type RiskConsentStatus } from './risk-consent';

const columns = `
  r.id, r.code, r.number, r.work_order_id as "workOrderId", w.number as "workOrderNumber",
  c.number as "customerNumber", m.number as "modelNumber", u.serial_number as "serialNumber",
  w.engineer_id as "engineerId", w.site_id as "siteId", r.document_date as "documentDate", r.status, r.work, r.risks,
  r.text_zh as "textZh", r.text_en as "textEn", r.digest, r.made_at as "madeAt", r.actor_id as "actorId",
  ${signatureOf('r.id', 'consent')} as signature, r.ended_at as "endedAt", r.reason`;

const tables = `
  risk_consent r
  join work_order w on w.id = r.work_order_id
  join customer c on c.id = w.customer_id
  join installed_unit u on u.id = w.unit_id
  join product_model m on m.id = w.model_id`;

export async function findRiskConsent(reader: Reader, id: string, scope: Scope): Promise<RiskConsent | undefined> {
  const rows = await reader.query<RiskConsent[]>(
    `select ${columns} from ${tables}
      where r.id = $1 and ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Takes the consent for this transaction, after its order: a report of the order asks for it while it holds the order. */
export async function lockRiskConsent(tx: Tx, id: string, scope: Scope): Promise<RiskConsent | undefined> {
  await tx.query(
    `select from work_order where id = (select work_order_id from risk_consent where id = $1) for no key update`,
    [id],
  );
  await tx.query(`select from risk_consent where id = $1 for update`, [id]);
  return findRiskConsent(tx, id, scope);
}

export async function listRiskConsents(
  reader: Reader,
  query: RiskConsentQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<RiskConsent[]> {
  return reader.query<RiskConsent[]>(
    `select ${columns} from ${tables}
      where ($1::uuid is null or w.engineer_id = $1) and ($2::uuid is null or w.site_id = $2)
        and ($3::uuid is null or r.work_order_id = $3) and ($4::text is null or r.status = $4)
        and ($5::uuid is null or r.id < $5)
      order by r.id desc limit $6`,
    [scope.engineerId, scope.siteId, query.workOrderId ?? null, query.status ?? null, after ?? null, limit],
  );
}

export interface RiskConsentRow {
  id: string;
  code: string;
  number: string;
  workOrderId: string;
  documentDate: string;
  work: string;
  risks: object[];
  textZh: string;
  textEn: string;
  content: string;
  digest: string;
  madeAt: Date;
  actorId: string;
}

/** Drawn first, because the content that is signed names it. */
export async function nextRiskConsentNumber(tx: Tx, day: string): Promise<string> {
  const rows = await tx.query<{ number: string }[]>(
    `select 'CST-' || extract(year from $1::date) || '-' || lpad(nextval('risk_consent_number')::text, 6, '0') as number`,
    [day],
  );
  return rows[0]!.number;
}

export async function insertRiskConsent(tx: Tx, row: RiskConsentRow): Promise<void> {
  await tx.query(
    `insert into risk_consent (id, code, number, work_order_id, document_date, work, risks, text_zh, text_en, content,
                               digest, made_at, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[row.id, row.code, row.number, row.workOrderId, row.documentDate, row.work, JSON.stringify(row.risks)],
      ...[row.textZh, row.textEn, row.content, row.digest, row.madeAt, row.actorId],
    ],
  );
}

export async function endRiskConsent(
  tx: Tx,
  id: string,
  end: { status: RiskConsentStatus; at: Date; reason: string | null },
): Promise<void> {
  await tx.query(`update risk_consent set status = $2, ended_at = $3, reason = $4 where id = $1`, [
    id,
    end.status,
    end.at,
    end.reason,
  ]);
}
