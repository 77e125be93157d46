import { type RecordKind } from '../barcodes/code';
import { type Reader } from '../platform/transaction';

/** A text and a record that it may name. */
export interface Candidate {
  text: string;
  kind: RecordKind;
  id: string;
}

/**
 * Records by codes that were linked to them, and by the GS1 keys that they bear: a part by GTIN or CPID, a unit by these
 * with its serial number, or by its GIAI. Texts as `foreignTexts` makes them. One statement: scans are what is asked most.
 */
export async function byKeys(reader: Reader, texts: readonly string[]): Promise<Candidate[]> {
  if (texts.length === 0) return [];
  return reader.query<Candidate[]>(
    `select k.text, k.record_kind as kind, k.record_id as id from linked_code k
      where k.text = any ($1) and k.unlinked_at is null
     union all
     select '(01)' || p.gtin, 'part', p.id from part p where '(01)' || p.gtin = any ($1)
     union all
     select '(8010)' || p.cpid, 'part', p.id from part p where '(8010)' || p.cpid = any ($1)
     union all
     select '(8004)' || u.giai, 'serial-unit', u.id from serial_unit u where '(8004)' || u.giai = any ($1)
     union all
     select '(01)' || p.gtin || '(21)' || u.serial_number, 'serial-unit', u.id
       from part p join serial_unit u on u.part_id = p.id and u.serial_number = any ($2)
      where '(01)' || p.gtin = any ($1) and '(01)' || p.gtin || '(21)' || u.serial_number = any ($1)
     union all
     select '(8010)' || p.cpid || '(8011)' || u.serial_number, 'serial-unit', u.id
       from part p join serial_unit u on u.part_id = p.id and u.serial_number = any ($2)
      where '(8010)' || p.cpid = any ($1) and '(8010)' || p.cpid || '(8011)' || u.serial_number = any ($1)`,
    [texts, texts.flatMap((text) => /\((?:21|8011)\)(.+)$/.exec(text)?.[1] ?? [])],
  );
}
