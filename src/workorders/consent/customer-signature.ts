import { type ContentDigest, relationWords, type SignerRelation } from '../../customers/signature';
import { type PdfSheet } from '../../platform/pdf-sheet';
import { type Instant, type ShortText } from '../../platform/types';

/** A customer's drawn signature over the digest of a document. */
export interface CustomerSignature {
  signerName: ShortText;
  relation: SignerRelation;
  /** The digest that was signed: the document's. */
  digest: ContentDigest;
  /** SHA-256 of the picture's file. */
  imageDigest: ContentDigest;
  device: ShortText | null;
  signedAt: Instant;
}

/** The customer signs what the document says. */
export interface NewCustomerSignature {
  signerName: ShortText;
  relation: SignerRelation;
  /**
   * The drawn signature: a PNG file in base64, at most 256 KiB, not empty, never used before.
   * @pattern ^[A-Za-z0-9+/]+={0,2}$ a picture is written in base64
   * @maxLength 349528
   */
  imagePng: string;
  /** The digest that was shown to the signer. It must be the document's. */
  digest: ContentDigest;
  /** What it was signed on. @example "engineer's phone" */
  device?: ShortText;
}

/** Writes a signature onto a sheet, with its picture. */
export function writeSignature(
  sheet: PdfSheet,
  heading: string,
  signature: CustomerSignature | null,
  picture: Buffer | undefined,
  local: (instant: string) => string,
): void {
  if (signature === null || picture === undefined) return;
  sheet.heading(heading, 80);
  sheet.pictureWithLines(picture, [
    `签字人 Signer: ${signature.signerName}`,
    `身份 Relation: ${relationWords[signature.relation]}`,
    `时间 Signed: ${local(signature.signedAt)}`,
    ...(signature.device === null ? [] : [`设备 Device: ${signature.device}`]),
  ]);
}
