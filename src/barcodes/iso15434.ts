import { parseElementString, type Gs1Element, type Gs1Refusal } from './gs1';

/** One field of a format 06 envelope: an ANSI MH10.8.2 data identifier (1P supplier's part number, S serial …). */
export interface DataIdentifierField {
  /** Digits and the letter that end the identifier. @example "1P" */
  identifier: string;
  value: string;
}

/** The content of an ISO/IEC 15434 message, or why it cannot be read. */
export type Iso15434Parsed =
  | { elements: Gs1Element[]; fields: DataIdentifierField[] }
  | { refusal: Gs1Refusal | { reason: 'malformed-envelope' | 'unknown-format'; sentence: string } };

const [endOfTransmission, groupSeparator, recordSeparator] = ['\x04', '\x1d', '\x1e'];

/** How every ISO/IEC 15434 message begins. */
export const messageHeader = '[)>';

/**
 * Reads a message in the syntax of ISO/IEC 15434: `[)>` RS, one or more envelopes each ended by RS, and EOT. Format 05 carries
 * GS1 identifiers, format 06 data identifiers. Ends that a scanner dropped are forgiven.
 */
export function parseIso15434(text: string): Iso15434Parsed {
  if (!text.startsWith(messageHeader + recordSeparator)) {
    return malformed(`An ISO/IEC 15434 message begins with ${messageHeader} and a record separator.`);
  }
  const body = text
    .slice(messageHeader.length + 1)
    .replace(new RegExp(`${recordSeparator}?${endOfTransmission}?$`), '');
  const elements: Gs1Element[] = [];
  const fields: DataIdentifierField[] = [];
  for (const envelope of body.split(recordSeparator)) {
    const format = envelope.slice(0, 2);
    if (envelope[2] !== groupSeparator) return malformed('An envelope has a format of two digits and a separator.');
    const content = envelope.slice(3);
    if (format === '05') {
      const parsed = parseElementString(content);
      if ('refusal' in parsed) return parsed;
      elements.push(...parsed.elements);
    } else if (format === '06') {
      const parsed = content.split(groupSeparator).filter(Boolean).map(field);
      if (!parsed.every((each) => each !== undefined))
        return malformed('A field does not begin with a data identifier.');
      fields.push(...parsed);
    } else {
      const sentence = `The message has format "${format}"; formats 05 (GS1) and 06 (data identifiers) are read.`;
      return { refusal: { reason: 'unknown-format', sentence } };
    }
  }
  if (elements.length + fields.length === 0) return malformed('The message carries no data.');
  return { elements, fields };
}

/** ANSI MH10.8.2: up to three digits, one letter, the value. */
function field(text: string): DataIdentifierField | undefined {
  const [, identifier, value] = /^(\d{0,3}[A-Z])(\P{Cc}+)$/u.exec(text) ?? [];
  return identifier && value ? { identifier, value } : undefined;
}

function malformed(sentence: string): Iso15434Parsed {
  return { refusal: { reason: 'malformed-envelope', sentence } };
}
