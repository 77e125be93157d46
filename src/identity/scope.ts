import { type CallContext } from '../platform/context';

/** The rows a caller sees: null = not narrowed on that side (R15). */
export interface Scope {
  /** Only what is this engineer's. */
  engineerId: string | null;
  /** Only what is on this site. */
  siteId: string | null;
}

const officeRoles = ['administrator', 'clerk', 'supervisor', 'finance', 'auditor'];

/** Office staff see every row (a clerk bound to a site, that site's); an engineer their own; a station its site's. */
export function scopeOf(context: CallContext): Scope {
  const { roles, id, siteId } = context.actor;
  if (roles.includes('station')) return { engineerId: null, siteId };
  if (siteId !== null && roles.every((role) => role === 'clerk')) return { engineerId: null, siteId };
  if (roles.some((role) => officeRoles.includes(role))) return { engineerId: null, siteId: null };
  return { engineerId: id, siteId: null };
}
