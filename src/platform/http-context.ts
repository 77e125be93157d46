import { type Request } from 'express';
import { type CallContext } from './context';

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by the application before any controller runs. */
    callContext?: CallContext;
    /** Digest of the body as it arrived. */
    bodyDigest?: string;
  }
}

/** What the use cases need to know of a request; controllers hand it on and look at nothing else. */
export function contextOf(request: Request): CallContext {
  if (!request.callContext) throw new Error('The request was not authenticated before it reached its controller.');
  return request.callContext;
}
