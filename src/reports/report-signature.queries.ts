import { type Reader, type Tx } from '../platform/transaction';
import { type SignatureImage } from '../platform/signature-image';

export interface SignatureRow {
  reportId: string;
  signerName: string;
  relation: string;
  image: SignatureImage;
  digest: string;
  consentText: string;
  device: string | null;
  signedAt: Date;
  actorId: string;
}

export async function insertSignature(tx: Tx, row: SignatureRow): Promise<void> {
  await tx.query(
    `insert into report_signature (report_id, signer_name, relation, image, image_digest, pixels_digest, digest,
                                   consent_text, device, signed_at, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.reportId,
      row.signerName,
      row.relation,
      row.image.file,
      row.image.fileDigest,
      row.image.pixelsDigest,
      row.digest,
      row.consentText,
      row.device,
      row.signedAt,
      row.actorId,
    ],
  );
}

/** The drawn signature of a report, if it was signed. */
export async function signatureImageOf(reader: Reader, reportId: string): Promise<Buffer | undefined> {
  const rows = await reader.query<{ image: Buffer }[]>(`select image from report_signature where report_id = $1`, [
    reportId,
  ]);
  return rows[0]?.image;
}
