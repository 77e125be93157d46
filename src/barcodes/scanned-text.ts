import { parseCode, type Code, type RecordKind } from './code';
import { parseDigitalLink } from './digital-link';
import {
  groupSeparator,
  parseBracketed,
  parseElementString,
  type Gs1Element,
  type Gs1Parsed,
  type Gs1Reason,
} from './gs1';
import { gtin14 } from './gs1-check-digit';
import { gs1Identifiers, identifierAtStart } from './gs1-identifiers';
import { messageHeader, parseIso15434, type DataIdentifierField } from './iso15434';

/** The longest text that is read, and printed: no label of ours or of a maker needs more. */
export const longestScannedText = 256;

/** Why a scanned text is refused. */
export type ScanReason =
  Gs1Reason | 'empty' | 'too-long' | 'control-character' | 'wrong-check' | 'malformed-envelope' | 'unknown-format';

/**
 * What a scanner delivered. `text` is always what was read without the scanner's additions: a maker's code may look like
 * anything, so it can be looked up as a linked code first whatever form was recognised.
 */
export type ScannedText =
  | { form: 'own'; text: string; kind: RecordKind; code: Code }
  | { form: 'gs1'; text: string; elements: Gs1Element[] }
  | { form: 'iso15434'; text: string; elements: Gs1Element[]; fields: DataIdentifierField[] }
  | { form: 'digital-link'; text: string; elements: Gs1Element[] }
  /** Nothing that is known: perhaps a maker's code. `gtin` if its digits are those of a GTIN. */
  | { form: 'foreign'; text: string; gtin?: string }
  | { form: 'refused'; text: string; reason: ScanReason; sentence: string };

/**
 * Understands what a scanner, a phone or a hand delivered. Tried in this order, because each form is stricter than the
 * next: own code, GS1 element string, ISO/IEC 15434 message, GS1 Digital Link, and then anything printable. Never throws.
 */
export function parseScannedText(delivered: string): ScannedText {
  if (delivered.length > longestScannedText) {
    const sentence = `A scanned text has at most ${longestScannedText} characters; this one has ${delivered.length}.`;
    return { form: 'refused', text: delivered, reason: 'too-long', sentence };
  }
  const { text, symbology } = withoutScannersAdditions(delivered);
  if (text === '') return { form: 'refused', text, reason: 'empty', sentence: 'The scanner delivered nothing.' };
  return (
    asOwnCode(text) ??
    asGs1(text, symbology) ??
    asIso15434(text) ??
    asDigitalLink(text) ??
    refusedIfUnprintable(text) ??
    asForeign(text)
  );
}

/** Keyboard wedges add blanks, TAB, CR and LF around what they read; some put the AIM identifier in front. */
function withoutScannersAdditions(delivered: string): { text: string; symbology?: string } {
  const trimmed = delivered.trim();
  // ISO/IEC 15424: "]", the letter of the symbology, a modifier.
  const [identifier] = /^\][A-Za-z][0-9A-Za-z]/.exec(trimmed) ?? [''];
  return { text: trimmed.slice(identifier.length), symbology: identifier || undefined };
}

function asOwnCode(text: string): ScannedText | undefined {
  const parsed = parseCode(text);
  if (parsed.valid) return { form: 'own', text, kind: parsed.kind, code: parsed.code };
  if (parsed.reason !== 'wrong-check') return undefined;
  const sentence = 'The check character is wrong: the code was misread or mistyped. Scan it again.';
  return { form: 'refused', text, reason: 'wrong-check', sentence };
}

/** AIM identifiers that promise GS1 data: GS1-128, GS1 Data Matrix, GS1 QR Code, GS1 DataBar and Composite, GS1 DotCode. */
const gs1Symbologies = new Set([']C1', ']d2', ']Q3', ']e0', ']e1', ']e2', ']J1']);
/** AIM identifiers of the retail symbols, whose digits are a GTIN: EAN-13 with UPC, and EAN-8. */
const retailSymbologies = new Set([']E0', ']E4']);

/** What scanners type instead of the separator that a keyboard does not have. */
const separatorStandIns = /<GS>|\{GS\}|\^\]|␝|Alt029/g;

function asGs1(text: string, symbology?: string): ScannedText | undefined {
  if (symbology && retailSymbologies.has(symbology) && /^(\d{8}|\d{13})$/.test(text)) {
    return fromGs1('gs1', text, parseElementString(`01${text.padStart(14, '0')}`));
  }
  if (text.startsWith(messageHeader)) return undefined;
  if (/^\(\d{2,4}\)/.test(text)) return fromGs1('gs1', text, parseBracketed(text.replace(/\s/g, '')));
  const separated = text.replace(separatorStandIns, groupSeparator);
  const start = separated.startsWith(groupSeparator) ? separated.slice(1) : separated;
  const meantAsGs1 =
    gs1Symbologies.has(symbology ?? '') ||
    text.includes(groupSeparator) ||
    (separated !== text && identifierAtStart(start) !== undefined);
  const parsed = parsedWithHash(separated);
  if (meantAsGs1) return fromGs1('gs1', text, parsed);
  // Plain digits from a scanner that says nothing of the symbology: only a key whose check digit is right is evidence enough.
  return 'elements' in parsed && hasCheckedKey(parsed.elements[0]!) ? fromGs1('gs1', text, parsed) : undefined;
}

/** `#` stands in for the separator too, but it belongs in some values (8010): it is one only if nothing else makes sense. */
function parsedWithHash(text: string): Gs1Parsed {
  const literal = parseElementString(text);
  if ('elements' in literal || !text.includes('#')) return literal;
  const replaced = parseElementString(text.replace(/#/g, groupSeparator));
  return 'elements' in replaced ? replaced : literal;
}

function hasCheckedKey(element: Gs1Element): boolean {
  return gs1Identifiers.get(element.ai)!.components.some((component) => component.rules.includes('csum'));
}

/** What scanners type instead of the record separator and the end of transmission. */
const recordStandIns = /<RS>|\{RS\}|\^\^|␞|Alt030/g;
const endStandIns = /<EOT>|\{EOT\}|\^D|␄|Alt004/g;

function asIso15434(text: string): ScannedText | undefined {
  if (!text.startsWith(messageHeader)) return undefined;
  const restored = text
    .replace(separatorStandIns, groupSeparator)
    .replace(recordStandIns, '\x1e')
    .replace(endStandIns, '\x04');
  const parsed = parseIso15434(restored);
  if ('refusal' in parsed) return { form: 'refused', text, ...parsed.refusal };
  return { form: 'iso15434', text, ...parsed };
}

function asDigitalLink(text: string): ScannedText | undefined {
  const parsed = parseDigitalLink(text);
  return parsed && fromGs1('digital-link', text, parsed);
}

function fromGs1(form: 'gs1' | 'digital-link', text: string, parsed: Gs1Parsed): ScannedText {
  return 'elements' in parsed
    ? { form, text, elements: parsed.elements }
    : { form: 'refused', text, ...parsed.refusal };
}

/** What cannot be seen cannot be compared: controls, invisible format characters, halves of characters. */
function refusedIfUnprintable(text: string): ScannedText | undefined {
  const found = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.exec(text)?.[0];
  if (!found) return undefined;
  const name = `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  const sentence = `The text contains an unprintable character (${name}); set the scanner to deliver plain text.`;
  return { form: 'refused', text, reason: 'control-character', sentence };
}

function asForeign(text: string): ScannedText {
  const gtin = gtin14(text);
  return gtin ? { form: 'foreign', text, gtin } : { form: 'foreign', text };
}
