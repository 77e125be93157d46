import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../../src/warranty/classification/classify';
import { type Case, differences } from '../../src/warranty/case-line';

const casesIn = (file: string) =>
  readFileSync(join(__dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case & { title: string });

/** Published cases, and our own of the conventions alone: each says in `why` how it was worked out by hand. */
const files = [
  ['the published and drafted cases', 'vectors-open.jsonl', 80],
  ['cases of the conventions, worked out by hand', 'vectors-conventions.jsonl', 87],
] as const;

describe.each(files)('%s', (_what, file, count) => {
  const cases = casesIn(file);
  it('are all here', () => expect(cases).toHaveLength(count));

  it.each(cases.map((one) => [one.id, one.title, one] as const))('%s %s', (_id, _title, one) => {
    const { policies, expected, ...facts } = one;
    expect(Object.keys(expected ?? {})).toContain('outcome');
    expect(differences(classify(facts, policies), expected ?? {})).toEqual([]);
  });
});
