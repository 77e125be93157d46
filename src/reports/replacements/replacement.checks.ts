import { type Fault } from '../../platform/problem';
import { type NewReplacement } from './replacement';
import { type ReplacementFacts } from './replacement.queries';

/** Everything that is wrong with the lines as they are told (R7, S074), all at once. */
export function replacementFaults(
  lines: readonly NewReplacement[],
  facts: readonly ReplacementFacts[],
  now: Date,
): Fault[] {
  return [...facts.flatMap((known) => lineFaults(lines[known.index]!, known, now)), ...unitsToldTwice(lines, facts)];
}

type Tell = (field: keyof NewReplacement, detail: string) => void;

function lineFaults(line: NewReplacement, known: ReplacementFacts, now: Date): Fault[] {
  const faults: Fault[] = [];
  const fault: Tell = (field, detail) => faults.push({ pointer: `/replacements/${known.index}/${field}`, detail });
  if (!known.partKnown) fault('partId', 'there is no such part');
  else newPartFaults(line, known, fault);
  if (line.replacedAt !== undefined && new Date(line.replacedAt) > now)
    fault('replacedAt', 'the time lies in the future');
  else if (known.afterReport)
    fault('replacedAt', 'it was replaced after the day of the report; say when, or another day');
  if (line.noOldPartReason === undefined) oldPartFaults(line, known, fault);
  else refuseOldPartBesideReason(line, fault);
  return faults;
}

function newPartFaults(line: NewReplacement, known: ReplacementFacts, fault: Tell): void {
  if (!known.serialNumbered) {
    if (line.serialNumber !== undefined) fault('serialNumber', 'the part has no serial numbers; leave it out');
    return;
  }
  if (line.serialNumber === undefined)
    fault('serialNumber', 'the part is serial-numbered: name the unit that was fitted');
  else if (known.unitId === null) fault('serialNumber', 'there is no unit of this part with this serial number');
  if (line.quantity !== 1) fault('quantity', 'a serial-numbered part is one piece a line');
}

function oldPartFaults(line: NewReplacement, known: ReplacementFacts, fault: Tell): void {
  if (!known.oldPartKnown) {
    if (line.oldPartId !== undefined) fault('oldPartId', 'there is no such part');
    return;
  }
  if (!known.oldSerialNumbered) return;
  if (line.oldSerialNumber === undefined) {
    fault(
      'oldSerialNumber',
      'what came off is serial-numbered: name the unit, or say in noOldPartReason why nothing did',
    );
  }
  if ((line.oldQuantity ?? line.quantity) !== 1) fault('oldQuantity', 'a serial-numbered part is one piece a line');
}

/** Either something came off, or there is a reason why not. */
function refuseOldPartBesideReason(line: NewReplacement, fault: Tell): void {
  const told = (['oldPartId', 'oldSerialNumber', 'oldQuantity'] as const).filter((field) => line[field] !== undefined);
  for (const field of told) fault(field, 'noOldPartReason says that nothing came off; leave out one of the two');
}

/** One unit cannot be fitted twice, come off twice, nor do both on one visit. */
function unitsToldTwice(lines: readonly NewReplacement[], facts: readonly ReplacementFacts[]): Fault[] {
  const faults: Fault[] = [];
  const first = new Map<string, number>();
  const remember = (key: string, index: number, field: string) => {
    const before = first.get(key);
    if (before === undefined) first.set(key, index);
    else
      faults.push({ pointer: `/replacements/${index}/${field}`, detail: `is told before, at /replacements/${before}` });
  };
  for (const { index, serialNumbered, oldSerialNumbered } of facts) {
    const { partId, serialNumber, oldPartId, oldSerialNumber } = lines[index]!;
    if (serialNumbered && serialNumber !== undefined) {
      remember(`${partId.toLowerCase()} ${serialNumber}`, index, 'serialNumber');
    }
    if (oldSerialNumbered && oldSerialNumber !== undefined) {
      remember(`${(oldPartId ?? partId).toLowerCase()} ${oldSerialNumber}`, index, 'oldSerialNumber');
    }
  }
  return faults;
}
