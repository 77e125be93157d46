import { hash } from 'node:crypto';
import { type Request, type RequestHandler } from 'express';
import { type Logger } from 'pino';
import { type Actor } from '../platform/context';
import { newId } from '../platform/id';

const nobody: Actor = { id: '', roles: [], siteId: null, mayPostEarlier: false };

/** Gives every request its id, language and idempotency, and writes one log line when it is answered. */
export function requestContext(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = newId();
    const started = process.hrtime.bigint();
    request.callContext = {
      actor: nobody,
      requestId,
      // Asked for by few; read only then.
      get language() {
        return languageOf(request);
      },
      get replayed() {
        return response.hasHeader('Idempotency-Replayed');
      },
      set replayed(replayed: boolean) {
        if (replayed) response.setHeader('Idempotency-Replayed', 'true');
      },
    };
    response.setHeader('X-Request-Id', requestId);
    response.on('finish', () => {
      // The route's pattern, not its address: ids and search words are not for logs.
      const route = (request.route as { path?: string } | undefined)?.path ?? '(none)';
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const line = {
        requestId,
        method: request.method,
        route,
        status: response.statusCode,
        ms: Math.round(ms * 10) / 10,
      };
      logger.info({ ...line, actorId: request.callContext?.actor.id }, 'answered');
    });
    next();
  };
}

/** A digest of each body as it arrives: what "the same content" means for R14. */
export function digestBody(request: unknown, _response: unknown, body: Buffer): void {
  (request as Request).bodyDigest = hash('sha256', body, 'base64url');
}

/** After the body is read: what identifies a changing request. */
export const idempotencyOfRequest: RequestHandler = (request, _response, next) => {
  const context = request.callContext!;
  const isPost = request.method === 'POST';
  // PUT, PATCH and DELETE repeat harmlessly by themselves; they are logged under a key of their own.
  const key = request.header('Idempotency-Key') ?? (isPost ? undefined : context.requestId);
  if (key !== undefined && request.method !== 'GET') {
    const operation = `${request.method} ${request.path}`;
    // With the query: a day named there is part of what is asked.
    const content = `${request.method} ${request.originalUrl}\n${request.bodyDigest ?? ''}`;
    context.idempotency = { key, operation, requestHash: hash('sha256', content, 'base64url') };
  }
  next();
};

function languageOf(request: Request): 'zh-CN' | 'en' {
  return request.acceptsLanguages('zh-CN', 'zh', 'en')?.toString().startsWith('zh') ? 'zh-CN' : 'en';
}
