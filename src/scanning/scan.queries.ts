import { type RecordKind } from '../barcodes/code';
import { type Scope } from '../identity/scope';
import { type Reader } from '../platform/transaction';
import { type BorneKeys, borneKeys } from './gs1-content';
import { type ScannableKind } from './kinds/scannable-kind';
import { byKeys } from './record-keys.queries';
import { scannableKinds } from './record-kinds';

/** A record as a label names it. */
export interface NamedRecord {
  kind: RecordKind;
  id: string;
  code: string;
  number: string;
  state: string | null;
}

/** The record with one of our codes, and which of its kind's steps this record allows to this caller. */
export interface FoundRecord extends NamedRecord {
  /** Of the record that this one belongs to. */
  parentId: string | null;
  /** By the place of the step in its kind: null = not allowed. */
  steps: ({ body: { [field: string]: unknown } | null } | null)[];
}

/** The record with one of our codes, if this caller may see it. */
export async function findByCode(
  reader: Reader,
  kind: RecordKind,
  code: string,
  caller: { scope: Scope; id: string },
): Promise<FoundRecord | undefined> {
  const known = scannableKinds[kind];
  if (!known) return undefined;
  const rows = await reader.query<FoundRecord[]>(
    `select $4::text as kind, r.id, r.code, ${known.number} as number, ${known.state} as state,
            ${known.parent ?? 'null'}::text as "parentId", ${stepsOf(known)} as steps
       from ${known.table} r
      where r.code = $1 and ${known.scope ?? 'true'}
        -- Of every statement, whatever its kind asks of the caller: a parameter that is never named has no type.
        and ($2::uuid is null or $3::uuid is null or $5::uuid is not null)`,
    [code, caller.scope.engineerId, caller.scope.siteId, kind, caller.id],
  );
  return rows[0];
}

function stepsOf(kind: ScannableKind): string {
  const steps = kind.steps.map(
    (step) => `case when ${step.when ?? 'true'} then json_build_object('body', ${step.body ?? 'null'}) end`,
  );
  return `json_build_array(${steps.join(', ')})`;
}

/** A record that bears a text on a label that is not ours. */
export interface BearingRecord {
  kind: RecordKind;
  id: string;
  code: string;
  number: string;
  /** The part of a unit. */
  partId: string | null;
}

/** The record that the most telling of these texts names, as a linked code or as its GS1 key. */
export async function findByKey(reader: Reader, texts: readonly string[]): Promise<BearingRecord | undefined> {
  const named = await byKeys(reader, texts);
  const first = texts.flatMap((text) => named.find((candidate) => candidate.text === text) ?? [])[0];
  return first && recordById(reader, first.kind, first.id);
}

/** What a record is called. */
export async function recordById(reader: Reader, kind: RecordKind, id: string): Promise<BearingRecord | undefined> {
  const known = scannableKinds[kind];
  if (!known) return undefined;
  const rows = await reader.query<BearingRecord[]>(
    `select $2::text as kind, r.id, r.code, ${known.number} as number, null as "partId" from ${known.table} r where r.id = $1`,
    [id, kind],
  );
  return rows[0];
}

/** Parts and units that bear one of these texts: a few suffice to say that it is ambiguous. */
export async function findBearing(reader: Reader, texts: readonly string[]): Promise<BearingRecord[]> {
  return reader.query<BearingRecord[]>(
    `select distinct * from (
       select 'part' as kind, id, code, number, null::uuid as "partId" from part where number = any ($1) or maker_number = any ($1)
       union all
       select 'part', id, code, number, null from part where supplier_number = any ($1)
       union all
       select 'installed-unit', id, code, serial_number, null from installed_unit where serial_number = any ($1)
       union all
       select 'serial-unit', id, code, serial_number, part_id from serial_unit where serial_number = any ($1)) found
     limit 10`,
    [texts],
  );
}

/** The GS1 keys that a record bears; null when records of its kind bear none. */
export async function keysOf(reader: Reader, kind: RecordKind, id: string): Promise<BorneKeys | null> {
  const [known, keys] = [scannableKinds[kind], borneKeys[kind]];
  if (!known || !keys) return null;
  const rows = await reader.query<{ keys: BorneKeys }[]>(
    `select ${keys} as keys from ${known.table} r where r.id = $1`,
    [id],
  );
  return rows[0]?.keys ?? null;
}

/** Why a code of ours names nothing any more, and what its record is called now. */
export async function findRetired(
  reader: Reader,
  code: string,
): Promise<{ kind: RecordKind; id: string; retiredAt: string; reason: string } | undefined> {
  const rows = await reader.query<{ kind: RecordKind; id: string; retiredAt: string; reason: string }[]>(
    `select record_kind as kind, record_id as id, retired_at as "retiredAt", reason from retired_code where code = $1`,
    [code],
  );
  return rows[0];
}

/** Which of these codes of one kind some record has. */
export async function existingCodes(reader: Reader, kind: RecordKind, codes: readonly string[]): Promise<string[]> {
  const known = scannableKinds[kind];
  if (!known) return [];
  const rows = await reader.query<{ code: string }[]>(`select code from ${known.table} where code = any ($1)`, [codes]);
  return rows.map((row) => row.code);
}
