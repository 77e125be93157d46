import { type Reader, type Tx } from '../../platform/transaction';
import { type Counted } from '../purposes/purpose';
import { type Judgement } from './judge';
import { type NewScan, type ScanLogQuery, type SessionDevice, type TakenScan } from './scan-session';

const columns = `
  c.device, c.sequence, c.text, c.quantity, c.outcome, c.problem, c.sentence, c.part_id as "partId",
  c.unit_id as "unitId", c.serial_number as "serialNumber", c.bin_id as "binId"`;

/** A scan as it is kept before it is judged. */
export interface KeptScan {
  sequence: number;
  /** null = takes back the last one. */
  text: string | null;
  quantity: number;
  told: { serialNumber?: string | null; returned?: NonNullable<NewScan['returned']> };
}

/** What is kept under these numbers of a device. */
export async function keptScans(
  reader: Reader,
  sessionId: string,
  device: string,
  sequences: readonly number[],
): Promise<KeptScan[]> {
  return reader.query<KeptScan[]>(
    `select sequence, text, quantity, told from scan where session_id = $1 and device = $2 and sequence = any ($3)`,
    [sessionId, device, sequences],
  );
}

/** Keeps scans until their turn comes; from here on none can be lost. */
export async function keepScans(
  tx: Tx,
  sessionId: string,
  device: string,
  actorId: string,
  scans: readonly KeptScan[],
): Promise<void> {
  await tx.query(
    `insert into scan (session_id, device, sequence, text, quantity, told, actor_id)
     select $1, $2, s.sequence, s.text, s.quantity, s.told, $3
       from jsonb_to_recordset($4::jsonb) as s (sequence integer, text text, quantity integer, told jsonb)`,
    [sessionId, device, actorId, JSON.stringify(scans)],
  );
}

/** Where a device stands. */
export interface DevicePlace {
  judgedTo: number;
  binId: string | null;
}

export async function devicePlace(tx: Tx, sessionId: string, device: string): Promise<DevicePlace> {
  await tx.query(`insert into scan_device (session_id, device) values ($1, $2) on conflict do nothing`, [
    sessionId,
    device,
  ]);
  const rows = await tx.query<DevicePlace[]>(
    `select judged_to as "judgedTo", bin_id as "binId" from scan_device where session_id = $1 and device = $2`,
    [sessionId, device],
  );
  return rows[0]!;
}

export async function moveDevice(tx: Tx, sessionId: string, device: string, place: DevicePlace): Promise<void> {
  await tx.query(`update scan_device set judged_to = $3, bin_id = $4 where session_id = $1 and device = $2`, [
    ...[sessionId, device, place.judgedTo, place.binId],
  ]);
}

/** What waits of a device, in its order. */
export async function waitingScans(reader: Reader, sessionId: string, device: string): Promise<KeptScan[]> {
  return reader.query<KeptScan[]>(
    `select sequence, text, quantity, told from scan
      where session_id = $1 and device = $2 and outcome = 'waiting' order by sequence`,
    [sessionId, device],
  );
}

/** The accepted pieces of a device, the last one first. */
export async function acceptedScans(reader: Reader, sessionId: string, device: string): Promise<AcceptedScan[]> {
  return reader.query<AcceptedScan[]>(
    `select sequence, quantity, line_key as "lineKey", part_id as "partId", unit_id as "unitId",
            serial_number as "serialNumber", bin_id as "binId"
       from scan where session_id = $1 and device = $2 and outcome = 'accepted' order by sequence desc`,
    [sessionId, device],
  );
}

export interface AcceptedScan {
  sequence: number;
  quantity: number;
  lineKey: string;
  partId: string;
  unitId: string | null;
  serialNumber: string | null;
  binId: string | null;
}

/** What became of a scan. */
export type Outcome = { sequence: number } & (
  Judgement | { outcome: 'undo' | 'undone'; problem?: string; sentence?: string }
);

export async function writeOutcomes(tx: Tx, sessionId: string, device: string, all: readonly Outcome[]): Promise<void> {
  await tx.query(
    `update scan c set outcome = o.outcome, problem = o.problem, sentence = o.sentence,
            line_key = coalesce(o."lineKey", c.line_key), part_id = coalesce(o."partId", c.part_id),
            unit_id = coalesce(o."unitId", c.unit_id), serial_number = coalesce(o."serialNumber", c.serial_number),
            bin_id = coalesce(o."binId", c.bin_id)
       from jsonb_to_recordset($3::jsonb) as o (sequence integer, outcome text, problem text, sentence text,
            "lineKey" text, "partId" uuid, "unitId" uuid, "serialNumber" text, "binId" uuid)
      where c.session_id = $1 and c.device = $2 and c.sequence = o.sequence`,
    [sessionId, device, JSON.stringify(all)],
  );
}

/** What was accepted and not taken back, added up. */
export async function countedPieces(reader: Reader, sessionId: string): Promise<Counted[]> {
  return reader.query<Counted[]>(
    `select line_key as key, part_id as "partId", unit_id as "unitId", serial_number as "serialNumber",
            bin_id as "binId", told ->> 'returned' as returned, sum(quantity)::integer as quantity,
            max(recorded_at) as "scannedAt"
       from scan where session_id = $1 and outcome = 'accepted'
      group by 1, 2, 3, 4, 5, 6 order by 1, 5, 3, 4`,
    [sessionId],
  );
}

/** How many scans were refused, and how many wait. */
export async function scanCounts(reader: Reader, sessionId: string): Promise<{ refused: number; waiting: number }> {
  const rows = await reader.query<{ refused: number; waiting: number }[]>(
    `select count(*) filter (where outcome = 'refused') as refused, count(*) filter (where outcome = 'waiting') as waiting
       from scan where session_id = $1`,
    [sessionId],
  );
  return rows[0]!;
}

/** Each device, and which of its numbers have not arrived though later ones have; of each at most the first hundred. */
export async function devicesOf(reader: Reader, sessionId: string, only?: string): Promise<SessionDevice[]> {
  return reader.query<SessionDevice[]>(
    `select d.device, d.judged_to as "judgedTo", coalesce((
       select json_agg(m.n order by m.n) from (
         select n
           from (select max(w.sequence) as last from scan w
                  where w.session_id = d.session_id and w.device = d.device and w.outcome = 'waiting') w,
                generate_series(d.judged_to + 1, case when w.last is null then d.judged_to
                                                      else least(w.last, d.judged_to + 1000) end) n
          where not exists (select from scan x where x.session_id = d.session_id and x.device = d.device and x.sequence = n)
          limit 100) m), '[]') as "missingNumbers"
       from scan_device d where d.session_id = $1 and ($2::text is null or d.device = $2) order by d.device`,
    [sessionId, only ?? null],
  );
}

export async function takenScans(
  reader: Reader,
  sessionId: string,
  device: string,
  sequences: readonly number[],
): Promise<TakenScan[]> {
  return reader.query<TakenScan[]>(
    `select ${columns} from scan c where c.session_id = $1 and c.device = $2 and c.sequence = any ($3) order by c.sequence`,
    [sessionId, device, sequences],
  );
}

/** By device and number. */
export async function listScans(
  reader: Reader,
  sessionId: string,
  query: ScanLogQuery,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<TakenScan[]> {
  return reader.query<TakenScan[]>(
    `select ${columns} from scan c
      where c.session_id = $1 and ($2::text is null or c.outcome = $2) and ($3::text is null or c.device = $3)
        and ($4::text is null or (c.device, c.sequence) > ($4, $5::integer))
      order by c.device, c.sequence limit $6`,
    [sessionId, query.outcome ?? null, query.device ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
