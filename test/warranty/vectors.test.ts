import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../../src/warranty/classify';
import { type Case, differences } from '../../src/warranty/case-line';

const cases = readFileSync(join(__dirname, 'vectors-open.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case & { title: string });

describe('the published and drafted cases', () => {
  it('are all here', () => expect(cases).toHaveLength(80));

  it.each(cases.map((one) => [one.id, one.title, one] as const))('%s %s', (_id, _title, one) => {
    const { policies, expected, ...facts } = one;
    expect(differences(classify(facts, policies), expected ?? {})).toEqual([]);
  });
});
