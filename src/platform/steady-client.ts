import pg, { type ClientConfig } from 'pg';

/**
 * A connection whose loss never ends the process. The pool hears of it while the connection is idle, TypeORM once it has
 * taken it; but a server that goes away at the very moment of connecting is heard by neither, and an 'error' event that
 * nobody listens to is thrown. Whoever uses the connection next learns of it by the query that fails.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
