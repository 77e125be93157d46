import { type Dealer, dealerFrom, dealerParameters, unitDealtWith } from '../customers/dealings';
import { type SignatureImage } from '../platform/signature-image';
import { type Reader, type Tx } from '../platform/transaction';
import { type NewSiteDocumentSignature, type SiteDocument, type SiteDocumentQuery } from './site-document';

const columns = `
  d.id, d.code, d.number, d.revision, d.revision_reason as "revisionReason", d.kind,
  case d.kind when 'delivery' then 'DELIVERY' when 'installation' then 'INSTALL_DONE'
              when 'commissioning' then 'COMMISSIONING' else 'ACCEPTANCE' end as "dateKind",
  d.unit_id as "unitId", u.code as "unitCode", u.serial_number as "serialNumber", m.number as "modelNumber",
  k.number as "customerNumber", d.held_on as "heldOn", d.conditions, d.result, d.status, d.digest,
  d.drawn_up_at as "drawnUpAt", d.actor_id as "actorId",
  (select json_build_object('signerName', s.signer_name, 'relation', s.relation, 'imageDigest', s.image_digest,
            'device', s.device, 'signedAt', s.signed_at)
     from site_document_signature s where s.document_id = d.id) as signature`;

const tables = `site_document d join installed_unit u on u.id = d.unit_id join product_model m on m.id = u.model_id
  join customer k on k.id = u.customer_id`;

export async function findSiteDocument(reader: Reader, id: string, dealer: Dealer): Promise<SiteDocument | undefined> {
  const rows = await reader.query<SiteDocument[]>(
    `select ${columns} from ${tables} where d.id = $1 and ${unitDealtWith('d.unit_id', dealerFrom(2))}`,
    [id, ...dealerParameters(dealer)],
  );
  return rows[0];
}

/** Takes all revisions of its number for this transaction: two people must not sign or correct it at once. */
export async function lockSiteDocument(tx: Tx, id: string, dealer: Dealer): Promise<SiteDocument | undefined> {
  await tx.query(
    `select from site_document where number = (select number from site_document where id = $1) order by id for update`,
    [id],
  );
  return findSiteDocument(tx, id, dealer);
}

/** Newest first. */
export async function listSiteDocuments(
  reader: Reader,
  query: SiteDocumentQuery,
  dealer: Dealer,
  limit: number,
  after: string | undefined,
): Promise<SiteDocument[]> {
  return reader.query<SiteDocument[]>(
    `select ${columns} from ${tables}
      where ($1::uuid is null or d.unit_id = $1) and ($2::text is null or d.kind = $2)
        and ($3::text is null or d.status = $3) and ($4::uuid is null or d.id < $4)
        and ${unitDealtWith('d.unit_id', dealerFrom(6))}
      order by d.id desc limit $5`,
    [query.unitId ?? null, query.kind ?? null, query.status ?? null, after ?? null, limit, ...dealerParameters(dealer)],
  );
}

/** The unit and the writer as the signed text names them. */
export interface NamedInDocument {
  unit: { code: string; serialNumber: string; model: { number: string; nameZh: string | null; nameEn: string | null } };
  customer: { number: string };
  drawnUpBy: { number: string; name: string };
}

export async function namedInDocument(
  reader: Reader,
  unitId: string,
  actorId: string,
): Promise<NamedInDocument | undefined> {
  const rows = await reader.query<NamedInDocument[]>(
    `select json_build_object('code', u.code, 'serialNumber', u.serial_number, 'model',
              json_build_object('number', m.number, 'nameZh', m.name_zh, 'nameEn', m.name_en)) as unit,
            json_build_object('number', k.number) as customer,
            json_build_object('number', e.number, 'name', e.name) as "drawnUpBy"
       from installed_unit u join product_model m on m.id = u.model_id join customer k on k.id = u.customer_id
       cross join staff_member e where u.id = $1 and e.id = $2`,
    [unitId, actorId],
  );
  return rows[0];
}

export async function nextSiteDocumentNumber(tx: Tx, day: string): Promise<string> {
  const rows = await tx.query<{ number: string }[]>(
    `select 'SDC-' || extract(year from $1::date) || '-' || lpad(nextval('site_document_number')::text, 6, '0') as number`,
    [day],
  );
  return rows[0]!.number;
}

/** After the latest, also when that was withdrawn. */
export async function nextRevision(reader: Reader, number: string): Promise<number> {
  const rows = await reader.query<{ revision: number }[]>(
    `select max(revision) + 1 as revision from site_document where number = $1`,
    [number],
  );
  return rows[0]!.revision;
}

export interface SiteDocumentRow {
  id: string;
  code: string;
  number: string;
  revision: number;
  revisionReason: string | null;
  kind: string;
  unitId: string;
  heldOn: string;
  conditions: string;
  result: string;
  content: string;
  digest: string;
  drawnUpAt: Date;
  actorId: string;
}

export async function insertSiteDocument(tx: Tx, row: SiteDocumentRow): Promise<void> {
  await tx.query(
    `insert into site_document (id, code, number, revision, revision_reason, kind, unit_id, held_on, conditions, result,
                                content, digest, drawn_up_at, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[row.id, row.code, row.number, row.revision, row.revisionReason, row.kind, row.unitId, row.heldOn],
      ...[row.conditions, row.result, row.content, row.digest, row.drawnUpAt, row.actorId],
    ],
  );
}

export async function insertSiteDocumentSignature(
  tx: Tx,
  documentId: string,
  signed: NewSiteDocumentSignature,
  made: { image: SignatureImage; at: Date; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into site_document_signature (document_id, signer_name, relation, image, image_digest, pixels_digest, digest,
                                          device, signed_at, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[documentId, signed.signerName, signed.relation, made.image.file, made.image.fileDigest],
      ...[made.image.pixelsDigest, signed.digest, signed.device ?? null, made.at, made.actorId],
    ],
  );
}

/** Its day becomes the unit's date; what it corrects is superseded, and the earlier date stays in the history. */
export async function settleSiteDocument(tx: Tx, document: SiteDocument, actorId: string): Promise<void> {
  await tx.query(
    `update site_document set status = 'superseded' where number = $1 and revision < $2 and status = 'signed'`,
    [document.number, document.revision],
  );
  const stated = await tx.query<{ id: number }[]>(
    `insert into installed_unit_date (unit_id, kind, day, evidence, actor_id) values ($1, $2, $3, $4, $5) returning id`,
    [document.unitId, document.dateKind, document.heldOn, `${document.number} · ${document.revision}`, actorId],
  );
  await tx.query(`update site_document set status = 'signed', unit_date_id = $2 where id = $1`, [
    document.id,
    stated[0]!.id,
  ]);
}

export async function withdrawSiteDocument(tx: Tx, id: string): Promise<void> {
  await tx.query(`update site_document set status = 'withdrawn' where id = $1`, [id]);
}

export async function signatureImageOfSiteDocument(reader: Reader, id: string): Promise<Buffer | undefined> {
  const rows = await reader.query<{ image: Buffer }[]>(
    `select image from site_document_signature where document_id = $1`,
    [id],
  );
  return rows[0]?.image;
}
