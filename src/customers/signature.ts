/** Who the signer is to the customer. */
export type SignerRelation = 'owner' | 'family' | 'employee' | 'tenant' | 'agent';

/**
 * SHA-256 of what is signed, 64 hexadecimal digits.
 * @pattern ^[0-9a-f]{64}$ a digest has 64 hexadecimal digits
 * @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
 */
export type ContentDigest = string;

/** The relation as documents say it. */
export const relationWords: Record<SignerRelation, string> = {
  owner: '本人 owner',
  family: '家属 family',
  employee: '员工 employee',
  tenant: '租户 tenant',
  agent: '代理人 agent',
};
