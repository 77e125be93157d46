import { type Request } from 'express';
import { mayDo } from '../identity/permissions';
import { StaffService, unknownKey } from '../identity/staff.service';
import { type Kernel } from '../platform/kernel';
import { forbidden } from '../platform/problem';

/**
 * Called by the generated routes before anything else: who calls, and may they. Default deny: a route without a known
 * permission is nobody's.
 */
export async function expressAuthentication(request: Request, scheme: string, scopes?: string[]): Promise<unknown> {
  const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (scheme !== 'key' || !key) throw unknownKey();
  const actor = await new StaffService(request.app.locals['kernel'] as Kernel).caller(key);
  const [permission = ''] = scopes ?? [];
  if (!mayDo(actor.roles, permission)) throw forbidden(`Your roles do not include the permission ${permission}.`);
  request.callContext!.actor = actor;
  return actor;
}
