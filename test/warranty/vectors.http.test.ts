import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, differences } from '../../src/warranty/case-line';
import { World } from '../support/world';

/** The keys of a line that are facts; the others document it. */
const factKeys = ['unit', 'dates', 'history', 'proof', 'claim', 'calendar', 'goodwill', 'inbound_policy'] as const;

describe('The published cases through the API', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const numbers = new Map<string, string>();

  const decided = async (file: string) => {
    const lines = readFileSync(join(__dirname, file), 'utf8').trim().split('\n');
    const wrong: string[] = [];
    for (const line of lines) {
      const published = JSON.parse(line) as Case;
      const policyIds: string[] = [];
      for (const body of published.policies) {
        const known = numbers.get(body.id);
        const path = known ? `/v1/warranty-policies/${known}/versions` : '/v1/warranty-policies';
        const added = await world.admin.post(path, { body });
        if (added.status !== 201) wrong.push(`${published.id}: ${JSON.stringify(added.body.errors)}`);
        numbers.set(body.id, known ?? added.body.id);
        policyIds.push(added.body.id);
      }
      const facts = Object.fromEntries(factKeys.map((key) => [key, published[key]]));
      const answer = await world.admin.post('/v1/warranty-classifications', { facts, policyIds });
      if (answer.status !== 200) wrong.push(`${published.id}: ${JSON.stringify(answer.body)}`);
      else
        wrong.push(...differences(answer.body.verdict, published.expected!).map((text) => `${published.id}: ${text}`));
    }
    return { cases: lines.length, wrong };
  };

  test('every case is decided as published, under policies that were added over the API', async () => {
    expect(await decided('vectors-open.jsonl')).toEqual({ cases: 80, wrong: [] });
  });

  test('every case of the conventions alone is decided as worked out by hand', async () => {
    expect(await decided('vectors-conventions.jsonl')).toEqual({ cases: 87, wrong: [] });
  });
});
