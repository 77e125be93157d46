import { wrongState } from '../../platform/problem';
import { type SignatureImage } from '../../platform/signature-image';
import { type Reader, type Tx } from '../../platform/transaction';
import { type NewCustomerSignature } from './customer-signature';

/** What a signature is for. */
export type SignaturePurpose = 'consent' | 'take_in' | 'hand_back';

/** As JSON, for the document. */
export const signatureOf = (documentId: string, purpose: SignaturePurpose) => `
  (select json_build_object('signerName', s.signer_name, 'relation', s.relation, 'digest', s.digest,
            'imageDigest', s.image_digest, 'device', s.device, 'signedAt', s.signed_at)
     from customer_signature s where s.document_id = ${documentId} and s.purpose = '${purpose}')`;

/** Keeps what the customer signed, over the digest of exactly this document. */
export async function insertCustomerSignature(
  tx: Tx,
  document: { id: string; digest: string },
  purpose: SignaturePurpose,
  asked: NewCustomerSignature,
  drawn: { image: SignatureImage; at: Date; actorId: string },
): Promise<void> {
  if (asked.digest !== document.digest) {
    throw wrongState('other-content', 'The signer saw something else. Show the document again.', {
      digest: document.digest,
    });
  }
  const { image, at, actorId } = drawn;
  await tx.query(
    `insert into customer_signature (document_id, purpose, signer_name, relation, image, image_digest, pixels_digest,
                                     digest, device, signed_at, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[document.id, purpose, asked.signerName, asked.relation, image.file, image.fileDigest, image.pixelsDigest],
      ...[asked.digest, asked.device ?? null, at, actorId],
    ],
  );
}

/** The drawn signatures of a document, by their purpose. */
export async function signaturePictures(reader: Reader, documentId: string): Promise<Map<SignaturePurpose, Buffer>> {
  const rows = await reader.query<{ purpose: SignaturePurpose; image: Buffer }[]>(
    `select purpose, image from customer_signature where document_id = $1`,
    [documentId],
  );
  return new Map(rows.map((row) => [row.purpose, row.image]));
}

/** A job as the documents of its customer name it, beside their own words. */
export interface NamedJob {
  workOrder: string;
  customer: string;
  unit: { code: string; serialNumber: string; model: string };
}

export async function namedJob(reader: Reader, workOrderId: string): Promise<NamedJob> {
  const rows = await reader.query<NamedJob[]>(
    `select w.number as "workOrder", c.number as customer,
            json_build_object('code', u.code, 'serialNumber', u.serial_number, 'model', m.number) as unit
       from work_order w
       join customer c on c.id = w.customer_id
       join installed_unit u on u.id = w.unit_id
       join product_model m on m.id = w.model_id
      where w.id = $1`,
    [workOrderId],
  );
  return rows[0]!;
}
