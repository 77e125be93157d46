import { hash, randomBytes } from 'node:crypto';

/** A new API key: 32 random bytes, so its SHA-256 digest needs no salt or stretching. Shown once, never stored. */
export function newKey(): { key: string; digest: Buffer } {
  const key = `cpk_${randomBytes(32).toString('base64url')}`;
  return { key, digest: digestOf(key) };
}

export function digestOf(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}
