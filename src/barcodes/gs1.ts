import { gs1Identifiers, identifierAtStart, type Gs1Component, type Gs1Identifier } from './gs1-identifiers';
import { gs1Linters, type BrokenRule } from './gs1-linters';

/** One application identifier with its value, for example 01 with a GTIN. */
export interface Gs1Element {
  /** The application identifier. @example "01" */
  ai: string;
  /** The data title of the GS1 General Specifications. @example "GTIN" */
  title: string;
  value: string;
}

/** Why a GS1 text is refused. */
export type Gs1Reason =
  | 'unknown-ai'
  | 'wrong-check-digit'
  | 'wrong-length'
  | 'wrong-characters'
  | 'wrong-date'
  | 'wrong-value'
  | 'repeated-ai'
  | 'empty';

/** A refusal: the reason for a program, the sentence for a person. */
export interface Gs1Refusal {
  reason: Gs1Reason;
  sentence: string;
}

/** What a GS1 text says, or why it cannot be read. */
export type Gs1Parsed = { elements: Gs1Element[] } | { refusal: Gs1Refusal };

/** The separator that ends a value of variable length: FNC1, delivered as GS (GS1 General Specifications 7.8). */
export const groupSeparator = '\x1d';

/**
 * Reads an element string as a scanner delivers it: identifiers and values in a row, values without a predefined length
 * ended by GS (GS1 General Specifications 7.8). A leading FNC1, and GS where none is needed, are allowed.
 */
export function parseElementString(text: string): Gs1Parsed {
  const pairs: [Gs1Identifier, string][] = [];
  let rest = text;
  while (rest !== '') {
    if (rest.startsWith(groupSeparator)) {
      rest = rest.slice(1);
      continue;
    }
    const identifier = identifierAtStart(rest);
    if (!identifier) return refused('unknown-ai', `No GS1 application identifier begins "${rest.slice(0, 4)}".`);
    rest = rest.slice(identifier.ai.length);
    const separator = rest.indexOf(groupSeparator);
    const upToSeparator = separator < 0 ? rest.length : separator;
    const length = identifier.predefinedLength ? Math.min(longest(identifier), upToSeparator) : upToSeparator;
    pairs.push([identifier, rest.slice(0, length)]);
    rest = rest.slice(length);
  }
  return checked(pairs);
}

/**
 * Reads the form printed for people, `(01)09521234543213(21)ABC` (GS1 General Specifications 4.14). A value cannot itself
 * contain what looks like an identifier in brackets: `(10)A(21)B` is a lot A and a serial number B.
 */
export function parseBracketed(text: string): Gs1Parsed {
  const pairs: [Gs1Identifier, string][] = [];
  const marks = [...text.matchAll(/\((\d{2,4})\)/g)];
  if (marks[0]?.index !== 0) return refused('unknown-ai', 'The text does not begin with an identifier in brackets.');
  for (const [position, mark] of marks.entries()) {
    const identifier = gs1Identifiers.get(mark[1]!);
    if (!identifier) return refused('unknown-ai', `${mark[0]} is no GS1 application identifier.`);
    pairs.push([identifier, text.slice(mark.index + mark[0].length, marks[position + 1]?.index)]);
  }
  return checked(pairs);
}

/** Checks identifiers and values that were already taken apart, as in the path of a Digital Link. */
export function parseElements(pairs: readonly (readonly [ai: string, value: string])[]): Gs1Parsed {
  const known: [Gs1Identifier, string][] = [];
  for (const [ai, value] of pairs) {
    const identifier = gs1Identifiers.get(ai);
    if (!identifier) return refused('unknown-ai', `(${ai}) is no GS1 application identifier.`);
    known.push([identifier, value]);
  }
  return checked(known);
}

/** The element string to encode: GS after every value without a predefined length, except the last. */
export function elementString(elements: readonly Pick<Gs1Element, 'ai' | 'value'>[]): string {
  return elements
    .map(({ ai, value }, index) => {
      const ended = index === elements.length - 1 || gs1Identifiers.get(ai)?.predefinedLength;
      return ai + value + (ended ? '' : groupSeparator);
    })
    .join('');
}

/** The form printed for people: identifiers in brackets. */
export function bracketed(elements: readonly Pick<Gs1Element, 'ai' | 'value'>[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value}`).join('');
}

function checked(pairs: readonly [Gs1Identifier, string][]): Gs1Parsed {
  if (pairs.length === 0) return refused('empty', 'The GS1 symbol carries no data.');
  const values = new Map<string, string>();
  const elements: Gs1Element[] = [];
  for (const [identifier, value] of pairs) {
    const refusal = refusalOf(identifier, value);
    if (refusal) return { refusal };
    const before = values.get(identifier.ai);
    if (before === value) continue;
    if (before !== undefined) return refused('repeated-ai', `(${identifier.ai}) is said twice, with different values.`);
    values.set(identifier.ai, value);
    elements.push({ ai: identifier.ai, title: identifier.title, value });
  }
  return { elements };
}

/** The 82, 39 and 64 characters of GS1 General Specifications 7.11. */
const characterSets = { N: '[0-9]', X: '[!"%-?A-Z_a-z]', Y: '[#\\-/0-9A-Z]', Z: '[\\-0-9A-Z_a-z=]' } as const;

function refusalOf(identifier: Gs1Identifier, value: string): Gs1Refusal | undefined {
  const name = `(${identifier.ai}) ${identifier.title}`;
  const least = identifier.components.reduce((sum, part) => sum + (part.optional ? 0 : part.least), 0);
  if (value.length < least || value.length > longest(identifier)) {
    const length = least === longest(identifier) ? `${least}` : `${least} to ${longest(identifier)}`;
    return { reason: 'wrong-length', sentence: `${name} has ${length} characters, not ${value.length}.` };
  }
  const parts = shapeOf(identifier).exec(value)?.slice(1);
  if (!parts) return { reason: 'wrong-characters', sentence: `${name} cannot be "${value}".` };
  for (const [index, component] of identifier.components.entries()) {
    const part = parts[index];
    if (part === undefined) continue;
    for (const rule of component.rules) {
      const broken = gs1Linters[rule]!(part);
      if (broken) return { reason: broken, sentence: `${name} "${value}" ${complaints[broken]}.` };
    }
  }
  return undefined;
}

const shapes = new Map<Gs1Identifier, RegExp>();

function shapeOf(identifier: Gs1Identifier): RegExp {
  let shape = shapes.get(identifier);
  if (!shape) shapes.set(identifier, (shape = new RegExp(`^${identifier.components.map(group).join('')}$`)));
  return shape;
}

function group(component: Gs1Component): string {
  return `(${characterSets[component.characters]}{${component.least},${component.most}})${component.optional ? '?' : ''}`;
}

function longest(identifier: Gs1Identifier): number {
  return identifier.components.reduce((sum, component) => sum + component.most, 0);
}

const complaints: Record<BrokenRule, string> = {
  'wrong-check-digit': 'has a wrong check digit: it was misread or misprinted',
  'wrong-date': 'is not a date or time',
  'wrong-value': 'is not allowed',
};

function refused(reason: Gs1Reason, sentence: string): { refusal: Gs1Refusal } {
  return { refusal: { reason, sentence } };
}
