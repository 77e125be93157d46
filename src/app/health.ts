import { Router } from 'express';
import { unavailable } from '../platform/database-errors';
import { type Kernel } from '../platform/kernel';
import { sendProblem } from './problem-handler';

/** `/livez`: the process answers. `/readyz`: the database takes writes (with a full disk, reading alone stays green). */
export function health(kernel: Kernel): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/readyz', async (request, response) => {
    try {
      await kernel.database.transaction((tx) => tx.query(`update readiness set proved_at = now()`));
      response.json({ status: 'ready' });
    } catch {
      sendProblem(request, response, unavailable());
    }
  });
  return router;
}
