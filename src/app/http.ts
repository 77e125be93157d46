import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { type Logger } from 'pino';
import swaggerUi from 'swagger-ui-express';
import { type Kernel } from '../platform/kernel';
import { Problem } from '../platform/problem';
import { health } from './health';
import { problemHandler } from './problem-handler';
import { possibleValuesOnly } from './possible-values';
import { listsAsFiles } from './exports/lists-as-files';
import { nameListFaultsWhole } from './list-faults';
import { routesByResource } from './routes-by-resource';
import { digestBody, idempotencyOfRequest, requestContext } from './request-context';

/** Enough for an import of 10,000 rows in one request. */
const largestBody = '8mb';
const documentFile = join(__dirname, '..', '..', 'openapi', 'openapi.json');

interface OpenApiDocument {
  paths: Record<string, Record<string, unknown>>;
}

/** The whole HTTP face: what happens to a request, from top to bottom. */
export function createHttp(kernel: Kernel, logger: Logger): Express {
  const document = JSON.parse(readFileSync(documentFile, 'utf8')) as OpenApiDocument;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.locals['kernel'] = kernel;

  app.use(requestContext(logger));
  app.use(health(kernel));
  app.use(below('/v1', api(kernel)));
  app.get('/openapi.json', (_request, response) => void response.json(document));
  app.use('/docs', helmet(), swaggerUi.serve, swaggerUi.setup(document));
  app.use(otherMethodOrNothing(document));
  app.use(problemHandler(logger));
  return app;
}

/** What a request to the resources passes before its route. */
function api(kernel: Kernel): RequestHandler {
  const router = Router();
  router.use(dataHeaders);
  router.use(express.json({ limit: largestBody, verify: digestBody }));
  router.use(express.text({ type: 'text/csv', limit: largestBody, verify: digestBody }));
  router.use(onlyKnownMedia, idempotencyOfRequest, possibleValuesOnly);
  nameListFaultsWhole();
  const routes = routesByResource();
  router.use(listsAsFiles(kernel, routes), routes);
  return router;
}

/** Hands over what is below `prefix`, addresses as they are: mounting would rewrite them for each handler anew. */
function below(prefix: string, handler: RequestHandler): RequestHandler {
  return (request, response, next) =>
    request.path === prefix || request.path.startsWith(`${prefix}/`) ? handler(request, response, next) : next();
}

/** Answers are data, never pages: kept by nobody, guessed at by no browser. */
const dataHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  next();
};

/** A body that nothing above has read would be ignored silently. */
const onlyKnownMedia: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  if (!hasBody || request.is(['application/json', 'text/csv'])) return next();
  next(new Problem(415, 'unsupported-media-type', 'Unsupported media type', 'Send application/json or text/csv.'));
};

/** 405 where the path is known under another method, else 404. */
function otherMethodOrNothing(document: OpenApiDocument): RequestHandler {
  const known = Object.entries(document.paths).map(([path, methods]) => ({
    pattern: new RegExp(`^/v1${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    methods: Object.keys(methods).map((method) => method.toUpperCase()),
  }));
  return (request, _response, next) => {
    const methods = known.filter(({ pattern }) => pattern.test(request.path)).flatMap((path) => path.methods);
    if (methods.length === 0) {
      return next(new Problem(404, 'no-such-address', 'No such address', 'See /docs for what there is.'));
    }
    const headers = { Allow: [...new Set(methods)].join(', ') };
    next(new Problem(405, 'method-not-allowed', 'Method not allowed', `Allowed: ${headers.Allow}.`, { headers }));
  };
}
