import { type ScannedText } from '../barcodes/scanned-text';
import { Problem } from '../platform/problem';
import { type BearingRecord } from './scan.queries';

/** 422: what was scanned can be no code, of ours or anybody's. */
export function unreadable(sentence: string, reason: string, facts: Record<string, unknown> = {}): Problem {
  return new Problem(422, 'unreadable-code', 'The code cannot be read', sentence, { facts: { reason, ...facts } });
}

/** 422 for a text that was refused while it was read. */
export function refused(scanned: Extract<ScannedText, { form: 'refused' }>): Problem {
  return unreadable(scanned.sentence, scanned.reason);
}

/** 422: one character of a code of ours was misread, and this one. */
export function misread(place: number, code: string, number: string): Problem {
  const sentence = `The check character is wrong: character ${place} was probably misread or mistyped. Is it ${number}? Scan the label again, or use facts.probably.`;
  return unreadable(sentence, 'wrong-check', { place, probably: code });
}

/** 409: several records bear the text. */
export function ambiguous(found: readonly BearingRecord[]): Problem {
  const candidates = found.map(({ kind, code, number }) => ({ kind, code, number }));
  const detail =
    'Several records bear this text. Scan the code of ours, choose one of facts.candidates, or link the text to one of them.';
  return new Problem(409, 'ambiguous-code', 'The code is ambiguous', detail, { facts: { candidates } });
}

/** 409: the label is void. */
export function retired(reason: string, record: BearingRecord | undefined): Problem {
  const next = record ? ` Its record is ${record.number}: print its new label and throw this one away.` : '';
  const facts = record && { kind: record.kind, code: record.code, number: record.number };
  return new Problem(409, 'retired-code', 'The code is retired', `This label is void (${reason}).${next}`, { facts });
}

/** A GS1 symbol was asked of a record that has nothing to put into it. */
export function withoutGs1Key(missing: string): Problem {
  return new Problem(409, 'gs-key-missing', 'There is no GS1 key to print', missing);
}
