import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { invalid, notFound } from '../../platform/problem';
import { type Reader } from '../../platform/transaction';
import { type NewScanSession } from '../sessions/scan-session';

/** The site where a session happens: named, or the caller's own (R15). */
export async function siteOfStart(reader: Reader, context: CallContext, asked: NewScanSession): Promise<string> {
  const siteId = asked.siteId?.toLowerCase() ?? context.actor.siteId;
  if (siteId === null) throw invalid([{ pointer: '/siteId', detail: 'name the site where it happens' }]);
  const own = scopeOf(context).siteId;
  const [site] = await reader.query<{ id: string }[]>(`select id from site where id = $1`, [siteId]);
  if (!site || (own !== null && own !== siteId)) throw notFound('site');
  return siteId;
}
