import { type CallContext } from './context';
import { Problem } from './problem';
import { type Reader, type Tx } from './transaction';

interface EarlierCommand {
  requestHash: string;
  response: unknown;
  isDropped: boolean;
  recordedAt: string;
}

/** 409: the key was used for another content (R14). */
export function keyReused(): Problem {
  return new Problem(
    409,
    'idempotency-key-reused',
    'Idempotency-Key already used',
    'This Idempotency-Key belongs to a request with other content. Use a new key for a new request.',
  );
}

/** 409: the request was done, so long ago that its answer is no longer kept. */
function answerDropped(recordedAt: string): Problem {
  return new Problem(
    409,
    'answer-no-longer-kept',
    'Done already, long ago',
    'This request was done under this Idempotency-Key; its answer is no longer kept. Look the document up; use a new key for a new request.',
    { facts: { doneAt: recordedAt } },
  );
}

/** 400: a changing POST came without a key (R14). */
export function keyRequired(): Problem {
  return new Problem(
    400,
    'idempotency-key-required',
    'Idempotency-Key required',
    'Send an Idempotency-Key header: any text of 1 to 200 characters that is new for each new request.',
  );
}

/**
 * Does `work` once for a key. The claim is the first write of the transaction, so that a second, equal request waits
 * for the first to commit and then finds its answer; were it written after, the two would both do the work.
 */
export async function once<T extends object>(tx: Tx, context: CallContext, work: () => Promise<T>): Promise<T> {
  const { idempotency } = context;
  if (!idempotency) throw keyRequired();
  const claimed = await claim(tx, context, idempotency);
  if (claimed === undefined) return (await earlierAnswer<T>(tx, context, idempotency))!;
  const response = await work();
  await tx.query(`update command_log set response = $2 where id = $1`, [claimed, JSON.stringify(response)]);
  return response;
}

async function claim(
  tx: Tx,
  context: CallContext,
  idempotency: NonNullable<CallContext['idempotency']>,
): Promise<number | undefined> {
  const rows = await tx.query<{ id: number }[]>(
    `insert into command_log (actor_id, idempotency_key, operation, request_hash, request_id)
     values ($1, $2, $3, $4, $5)
     on conflict on constraint command_log_key_once do nothing
     returning id`,
    [context.actor.id, idempotency.key, idempotency.operation, idempotency.requestHash, context.requestId],
  );
  return rows[0]?.id;
}

/**
 * For a unit of work that records its key last: a refusal may only mean that the same request was done before, and then
 * its answer is the answer (R14). Any other refusal stands.
 */
export async function unlessAnswered<T>(
  database: { read<R>(work: (reader: Reader) => Promise<R>): Promise<R> },
  context: CallContext,
  refusal: unknown,
): Promise<T> {
  if (!(refusal instanceof Problem) || refusal.status >= 500 || !context.idempotency) throw refusal;
  const { idempotency } = context;
  const earlier = await database.read((reader) => earlierAnswer<T>(reader, context, idempotency));
  if (earlier === undefined) throw refusal;
  return earlier;
}

/** What the key was answered before, if it was; refuses a key that belongs to another content. */
async function earlierAnswer<T>(
  reader: Reader,
  context: CallContext,
  idempotency: NonNullable<CallContext['idempotency']>,
): Promise<T | undefined> {
  const rows = await reader.query<EarlierCommand[]>(
    `select request_hash as "requestHash", response, response = 'null' as "isDropped", recorded_at as "recordedAt"
       from command_log where actor_id = $1 and idempotency_key = $2`,
    [context.actor.id, idempotency.key],
  );
  const earlier = rows[0];
  if (!earlier) return undefined;
  if (earlier.requestHash !== idempotency.requestHash) throw keyReused();
  if (earlier.isDropped) throw answerDropped(earlier.recordedAt);
  context.replayed = true;
  return earlier.response as T;
}
