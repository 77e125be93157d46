import { ValidateError } from '@tsoa/runtime';
import { type ErrorRequestHandler, type Request, type Response } from 'express';
import { type Logger } from 'pino';
import { type Fault, invalid, Problem } from '../platform/problem';
import { faultsOfUnion } from './union-faults';

/** The last stop of every failed request: one shape (RFC 9457), no message of an unknown error reaches the caller. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.status >= 500)
      logger.error({ err: withoutContents(error), requestId: requestIdOf(request) }, problem.title);
    sendProblem(request, response, problem);
  };
}

export function sendProblem(request: Request, response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .set(problem.extra.headers ?? {})
    .type('application/problem+json')
    .send(JSON.stringify(problem.toDocument(requestIdOf(request))));
}

export function requestIdOf(request: Request): string {
  return request.callContext?.requestId ?? 'unknown';
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ValidateError) return invalid(faultsOf(error));
  return problemOfParser(error) ?? new Problem(500, 'internal', 'Internal error', undefined);
}

/** body-parser and Express name their refusals by `type` and `status`. */
function problemOfParser(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const kind = 'type' in error ? String(error.type) : '';
  if (kind === 'entity.too.large') {
    return new Problem(413, 'body-too-large', 'The body is too large', 'Split the request into smaller ones.');
  }
  if (kind === 'charset.unsupported' || kind === 'encoding.unsupported') {
    return new Problem(415, 'unsupported-media-type', 'Unsupported media type', 'Send UTF-8, uncompressed or gzip.');
  }
  if (kind === 'entity.parse.failed') {
    return new Problem(400, 'malformed-json', 'The body is not JSON', 'Send a JSON object as the body.');
  }
  const status = Number(error.status);
  if (status >= 400 && status < 500) return new Problem(status, 'malformed-request', 'The request is malformed');
  return undefined;
}

function faultsOf(error: ValidateError): Fault[] {
  return Object.entries(error.fields)
    .flatMap(([field, { message }]) => faultsOfUnion(field, message) ?? [{ field, message }])
    .map(({ field, message }) => ({ pointer: pointerOf(field), detail: withoutValues(message) }));
}

/** tsoa says `body.lines.$0.quantity`; RFC 6901 says `/lines/0/quantity`. */
function pointerOf(field: string): string {
  const parts = field.split('.').map((part) => part.replace(/^\$(\d+)$/, '$1'));
  if (parts[0] === 'body') return '/' + parts.slice(1).join('/');
  return parts[0] === 'query' ? parts.join('/') : `parameter/${parts.join('/')}`;
}

/** tsoa's messages about unions repeat what was sent; what was sent may be personal. */
function withoutValues(message: string): string {
  if (message.startsWith('Could not match')) return 'the value matches none of the allowed forms';
  for (const [form, sentence] of inWords) if (form.test(message)) return message.replace(form, sentence);
  return message.replace(/^"(.{1,100}?)" is an excess property.*$/s, '"$1" is not a known field').slice(0, 300);
}

/** tsoa's own wording of rules that state no sentence of theirs, in words. */
const inWords: readonly (readonly [RegExp, string])[] = [
  [/^minItems (\d+)$/, 'has fewer than $1 entries'],
  [/^maxItems (\d+)$/, 'has more than $1 entries'],
  [/^minLength (\d+)$/, 'has fewer than $1 characters'],
  [/^maxLength (\d+)$/, 'has more than $1 characters'],
  [/^min (-?\d+)$/, 'is at least $1'],
  [/^max (-?\d+)$/, 'is at most $1'],
  [/^invalid string value$/, 'must be one text'],
  [/^invalid integer number$/, 'must be a whole number'],
  [/^invalid float number$/, 'must be a number'],
  [/^invalid boolean value$/, 'must be true or false'],
  [/^invalid array$/, 'must be a list'],
  [/^invalid object$/, 'must be an object'],
  [/^should be one of the following; \[(.*)\]$/s, 'must be one of $1'],
];

/** The facts of a database error that say what broke. Its parameters, statement and detail hold the row: personal data. */
const safeFacts = ['code', 'constraint', 'schema', 'table', 'column', 'routine'] as const;

/** An error as it may be logged. */
function withoutContents(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const facts = error as unknown as Record<string, unknown>;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(safeFacts.filter((fact) => facts[fact] !== undefined).map((fact) => [fact, facts[fact]])),
  };
}
