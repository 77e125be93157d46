/** What tsoa says of one field. */
type Issues = Record<string, { message: string }>;

const opening = 'Could not match the union against any of the items. Issues: ';
const oneOf = /^should be one of the following; \[(.*)\]$/s;

/** Beyond that the reading would cost more than the sentence is worth. */
const longest = 100_000;

/**
 * A field that may be this or that is refused by tsoa with everything that was wrong with either. Where it may be one of
 * several words, they are named together; where it may be something or null, what is wrong with the something is said, at
 * its own place. Undefined where the forms are too different to say which one was meant. What was sent is not repeated.
 */
export function faultsOfUnion(field: string, message: string): { field: string; message: string }[] | undefined {
  if (!message.startsWith(opening) || message.length > longest) return undefined;
  const forms = (JSON.parse(message.slice(opening.length)) as Issues[]).filter((issues) => !isOnlyNull(issues, field));
  const words = forms.map((issues) => wordsOf(issues, field));
  if (words.length > 0 && words.every((some) => some !== undefined)) {
    return [{ field, message: `should be one of the following; [${[...new Set(words)].join(',')}]` }];
  }
  const [only] = forms;
  if (only === undefined || forms.length > 1) return undefined;
  return Object.entries(only).flatMap(
    ([inner, issue]) =>
      (inner === field ? undefined : faultsOfUnion(inner, issue.message)) ?? [{ field: inner, message: issue.message }],
  );
}

function isOnlyNull(issues: Issues, field: string): boolean {
  return wordsOf(issues, field) === 'null';
}

function wordsOf(issues: Issues, field: string): string | undefined {
  const [first, ...others] = Object.entries(issues);
  if (first?.[0] !== field || others.length > 0) return undefined;
  const [within] = faultsOfUnion(field, first[1].message) ?? [];
  return oneOf.exec(within?.message ?? first[1].message)?.[1];
}
