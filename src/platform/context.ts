/** Who calls: a staff member behind an API key. */
export interface Actor {
  id: string;
  roles: readonly string[];
  /** The site a station or clerk is bound to; null = not bound to one. */
  siteId: string | null;
  /** May date a posting earlier than today, inside an open period (design rule R16). */
  mayPostEarlier: boolean;
}

/** What every use case knows of the request it serves. */
export interface CallContext {
  actor: Actor;
  requestId: string;
  /** The language of human sentences, from Accept-Language. */
  readonly language: 'zh-CN' | 'en';
  /** Key and content digest of a changing request (R14); absent on reads. */
  idempotency?: { key: string; requestHash: string; operation: string };
  /** Set by the database when the answer is that of an earlier, equal request. */
  replayed?: boolean;
}

export function hasRole(context: CallContext, ...roles: string[]): boolean {
  return context.actor.roles.some((role) => roles.includes(role));
}
