import { once } from 'node:events';
import { type Response } from 'express';

/** Waits until the reader has taken what was written: a slow one must not fill our memory. */
export async function drained(response: Response): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  const gone = new AbortController();
  const stop = () => gone.abort();
  response.once('close', stop);
  await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
  response.off('close', stop);
}
