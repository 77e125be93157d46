import { type Reader } from '../../platform/transaction';
import { type UnitPlace } from '../purposes/purpose';
import { type Candidate } from '../record-keys.queries';

/** Records by our own codes. */
export async function byOwnCodes(reader: Reader, codes: readonly string[]): Promise<Candidate[]> {
  if (codes.length === 0) return [];
  return reader.query<Candidate[]>(
    `select code as text, 'part' as kind, id from part where code = any ($1)
     union all select code, 'bin', id from bin where code = any ($1)
     union all select code, 'serial-unit', id from serial_unit where code = any ($1)
     union all select code, 'old-part', id from old_part where code = any ($1)`,
    [codes],
  );
}

/** Parts and units that bear these numbers. */
export async function byBorneNumbers(reader: Reader, texts: readonly string[]): Promise<Candidate[]> {
  if (texts.length === 0) return [];
  return reader.query<Candidate[]>(
    `select number as text, 'part' as kind, id from part where number = any ($1)
     union select maker_number, 'part', id from part where maker_number = any ($1)
     union select supplier_number, 'part', id from part where supplier_number = any ($1)
     union select serial_number, 'serial-unit', id from serial_unit where serial_number = any ($1)`,
    [texts],
  );
}

export interface PartFacts {
  id: string;
  number: string;
  serialNumbered: boolean;
}

export async function partsById(reader: Reader, ids: readonly string[]): Promise<Map<string, PartFacts>> {
  const rows = await reader.query<PartFacts[]>(
    `select id, number, serial_numbered as "serialNumbered" from part where id = any ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export interface UnitFacts extends UnitPlace {
  partId: string;
  serialNumber: string;
}

/** Units by their ids, or by part and serial number. */
export async function unitsBy(
  reader: Reader,
  ids: readonly string[],
  named: readonly { partId: string; serialNumber: string }[],
): Promise<UnitFacts[]> {
  if (ids.length === 0 && named.length === 0) return [];
  return reader.query<UnitFacts[]>(
    `select u.id as "unitId", u.part_id as "partId", u.serial_number as "serialNumber", a.kind, a.bin_id as "binId",
            a.staff_member_id as "staffMemberId"
       from serial_unit u left join stock_account a on a.id = u.account_id
      where u.id = any ($1)
         or (u.part_id, u.serial_number) in (select * from unnest($2::uuid[], $3::text[]))`,
    [ids, named.map(({ partId }) => partId), named.map(({ serialNumber }) => serialNumber)],
  );
}

export interface BinFacts {
  id: string;
  number: string;
  siteId: string;
  active: boolean;
}

export async function binsById(reader: Reader, ids: readonly string[]): Promise<Map<string, BinFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.query<BinFacts[]>(
    `select id, number, site_id as "siteId", active from bin where id = any ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** How a part that nobody asked for stands to one that was. */
export interface Kinship {
  scannedId: string;
  askedId: string;
  askedNumber: string;
  /** `substitute`: may be offered instead; `superseded`: an earlier part; `successor`: a later one. */
  relation: 'substitute' | 'superseded' | 'successor';
}

export async function kinshipOf(
  reader: Reader,
  scanned: readonly string[],
  asked: readonly string[],
): Promise<Kinship[]> {
  if (scanned.length === 0 || asked.length === 0) return [];
  return reader.query<Kinship[]>(
    `with recursive later (begins, id) as (
       select p.id, p.superseded_by_id from part p where p.id = any ($1::uuid[] || $2::uuid[]) and p.superseded_by_id is not null
       union
       select l.begins, p.superseded_by_id from later l join part p on p.id = l.id where p.superseded_by_id is not null)
     select f.*, p.number as "askedNumber" from (
       select l.begins as "scannedId", l.id as "askedId", 'superseded' as relation from later l
        where l.begins = any ($1) and l.id = any ($2)
       union all
       select l.id, l.begins, 'successor' from later l where l.begins = any ($2) and l.id = any ($1)
       union all
       select s.substitute_id, s.part_id, 'substitute' from part_substitute s
        where s.part_id = any ($2) and s.substitute_id = any ($1)) f
     join part p on p.id = f."askedId"`,
    [scanned, asked],
  );
}
