import { type Fault } from '../platform/problem';
import { type Reader } from '../platform/transaction';

/** What a line of a document names. */
export interface NamedLine {
  partId: string;
  binId?: string;
  quantity: number;
  unitId?: string | null;
}

/** What the catalogue knows of it. */
export interface LineFacts {
  index: number;
  partKnown: boolean;
  partActive: boolean;
  serialNumbered: boolean;
  /** The site of the bin; null when there is no such bin, or none was named. */
  binSiteId: string | null;
  binActive: boolean;
}

/** Looks up the parts and bins of all lines in one statement. */
export async function factsOfLines(reader: Reader, lines: readonly NamedLine[]): Promise<LineFacts[]> {
  return reader.query<LineFacts[]>(
    `select l.index, p.id is not null as "partKnown", coalesce(p.active, false) as "partActive",
            coalesce(p.serial_numbered, false) as "serialNumbered", b.site_id as "binSiteId",
            coalesce(b.active, false) as "binActive"
       from jsonb_to_recordset($1::jsonb) as l (index integer, "partId" uuid, "binId" uuid)
       left join part p on p.id = l."partId" left join bin b on b.id = l."binId"
      order by l.index`,
    [JSON.stringify(lines.map((line, index) => ({ index, partId: line.partId, binId: line.binId ?? null })))],
  );
}

/** What is wrong with a line's part, wherever it is to go. */
export function partFaults(facts: LineFacts): Fault[] {
  const pointer = `/lines/${facts.index}/partId`;
  return facts.partKnown ? [] : [{ pointer, detail: 'there is no such part' }];
}

/** What is wrong with a line's bin, when it must be one of this site (null = pieces do not go to or from a shelf). */
export function binFaults(facts: LineFacts, named: string | undefined, siteId: string | null): Fault[] {
  const pointer = `/lines/${facts.index}/binId`;
  if (siteId === null) {
    return named === undefined ? [] : [{ pointer, detail: 'no bin is named: the pieces are in a person’s custody' }];
  }
  if (named === undefined) return [{ pointer, detail: 'name the bin' }];
  if (facts.binSiteId !== siteId.toLowerCase()) return [{ pointer, detail: 'there is no such bin at this site' }];
  return facts.binActive ? [] : [{ pointer, detail: 'the bin is no longer used; name another one' }];
}

/** Serial-numbered parts move unit by unit: a line names one unit and is one piece. */
export function unitFaults(facts: LineFacts, line: NamedLine): Fault[] {
  const pointer = `/lines/${facts.index}/unitId`;
  if (!facts.partKnown) return [];
  if (!facts.serialNumbered) {
    return line.unitId ? [{ pointer, detail: 'the part has no serial numbers; leave unitId out' }] : [];
  }
  if (!line.unitId) return [{ pointer, detail: 'the part is serial-numbered: a line for each unit, with its unitId' }];
  return line.quantity === 1
    ? []
    : [{ pointer: `/lines/${facts.index}/quantity`, detail: 'a line that names a unit is one piece' }];
}
