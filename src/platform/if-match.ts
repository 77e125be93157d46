import { Problem } from './problem';

/** The ETag of a document that people edit: its version. */
export function etagOf(document: { version: number }): string {
  return `"v${document.version}"`;
}

/** The version a caller saw last; without it two people would overwrite each other unseen. */
export function versionFrom(ifMatch: string | undefined): number {
  const match = /^"v(\d{1,9})"$/.exec(ifMatch ?? '');
  if (match?.[1]) return Number(match[1]);
  throw new Problem(
    428,
    'if-match-required',
    'If-Match required',
    'Read the record first and send its ETag as If-Match.',
  );
}

/** 412: somebody else changed the record meanwhile. */
export function changedMeanwhile(): Problem {
  return new Problem(
    412,
    'changed-meanwhile',
    'Changed meanwhile',
    'The record has changed since you read it. Read it again and repeat your change.',
  );
}
