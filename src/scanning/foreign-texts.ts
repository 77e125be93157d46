import { type Gs1Element } from '../barcodes/gs1';
import { type ScannedText } from '../barcodes/scanned-text';

/** What a text that is no code of ours is looked up by. */
export interface ForeignTexts {
  /** As codes are linked: the most telling first (a unit's GTIN with serial number before the GTIN alone). */
  linked: string[];
  /** Numbers and serial numbers that a record of ours may bear. */
  borne: string[];
}

/** GS1 identifiers whose value may be a number or serial number of ours. */
const borneElements = ['01', '21', '240', '241', '8004', '8010', '91'];
/** GS1 identifiers that are a key by themselves: CPID, GIAI, GRAI, GLN, SSCC, internal. */
const keyElements = ['8010', '8004', '8003', '414', '00', '91'];
/** ANSI data identifiers of part numbers and serial numbers. */
const borneFields = ['P', '1P', '30P', 'S', '25S'];

/** What to look a scanned text up by. */
export function foreignTexts(scanned: ScannedText): ForeignTexts {
  const { text } = scanned;
  const elements = 'elements' in scanned ? scanned.elements : [];
  const fields = 'fields' in scanned ? scanned.fields : [];
  const gtin = scanned.form === 'foreign' && scanned.gtin ? [`(01)${scanned.gtin}`] : [];
  const borne = [
    text,
    ...elements.filter(({ ai }) => borneElements.includes(ai)).map(({ value }) => value),
    ...fields.filter(({ identifier }) => borneFields.includes(identifier)).map(({ value }) => value),
  ];
  return { linked: [...new Set([...keysOf(elements), ...gtin, text])], borne: [...new Set(borne)] };
}

/** The text under which a code is linked to a record: a GTIN names a part, with its serial number a unit. */
export function linkText(scanned: ScannedText, ofUnit: boolean): string {
  const { linked } = foreignTexts(scanned);
  return (ofUnit ? linked[0] : linked.find((key) => !/\((21|8011)\)/.test(key))) ?? scanned.text;
}

/** The serial number that stands beside a GTIN or a part number. */
export function serialNumberIn(scanned: ScannedText): string | undefined {
  if ('fields' in scanned) {
    const field = scanned.fields.find(({ identifier }) => identifier === 'S');
    if (field) return field.value;
  }
  return 'elements' in scanned ? scanned.elements.find(({ ai }) => ai === '21' || ai === '8011')?.value : undefined;
}

function keysOf(elements: readonly Gs1Element[]): string[] {
  const valueOf = (ai: string) => elements.find((element) => element.ai === ai)?.value;
  const [gtin, serial] = [valueOf('01'), valueOf('21')];
  const [component, itsSerial] = [valueOf('8010'), valueOf('8011')];
  const keys = gtin === undefined ? [] : [`(01)${gtin}`];
  if (component !== undefined && itsSerial !== undefined) keys.unshift(`(8010)${component}(8011)${itsSerial}`);
  if (gtin !== undefined && serial !== undefined) keys.unshift(`(01)${gtin}(21)${serial}`);
  for (const ai of keyElements) {
    const value = valueOf(ai);
    if (value !== undefined) keys.push(`(${ai})${value}`);
  }
  return keys;
}
