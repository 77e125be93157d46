import { Api } from '../../demo/api';
import { readOptions } from '../../demo/options';
import { play, type Setting } from '../../demo/play';
import { printResult } from '../../demo/result';
import { Random } from '../../demo/random';
import { World } from '../support/world';
import { expectBooksToBalance } from '../support/books';

interface Run {
  setting: Setting;
  holds: boolean;
  lines: string[];
}

describe('The demo', () => {
  const runs: Run[] = [];
  const worlds: World[] = [];
  beforeAll(async () => {
    for (const lanes of [2, 5]) {
      const world = await World.open();
      worlds.push(world);
      runs.push(await run(world, lanes));
    }
    // Two whole months: a second each, minutes on a machine that does ten other things.
  }, 180_000);
  afterAll(() => Promise.all(worlds.map((world) => world.close())));

  async function run(world: World, lanes: number): Promise<Run> {
    const api = new Api(Number(new URL(world.baseUrl).port), lanes);
    const lines: string[] = [];
    try {
      const options = { ...readOptions(['--months', '1', '--parts', '12', '--seed', 'test']), lanes };
      const setting = await play(api, world.admin.key, options, { write: () => undefined });
      return { setting, holds: await printResult(setting, (line) => lines.push(line)), lines };
    } finally {
      api.close();
    }
  }

  test('plays a month over HTTP alone and every identity of the reconciliation holds', async () => {
    expect(runs[0]!.holds).toBe(true);
    expect(runs[0]!.lines.filter((line) => line.startsWith('DIFFERS'))).toEqual([]);
    await expectBooksToBalance(worlds[0]!);
  });

  test('fits what the data says was asked for, as far as there were parts', async () => {
    const { scene } = runs[0]!.setting;
    const asked = scene.story.demand.reduce((sum, row) => sum + row.quantity, 0);
    const rows = await worlds[0]!.sql<{ fitted: number; short: number }>(
      `select (select sum(n.quantity) from replacement n join service_report r on r.id = n.report_id
                where r.status = 'approved')::integer as fitted, ${asked}::integer as short`,
    );
    const waiting = scene.waiting.flatMap((job) => job.order.lines).reduce((sum, line) => sum + line.needed, 0);
    expect(rows[0]!.fitted).toBe(asked - waiting);
  });

  test('the same seed gives the same result, however many orders are worked at a time', () => {
    expect(runs[1]!.lines).toEqual(runs[0]!.lines);
  });

  test('the same name gives the same numbers, and another name others', () => {
    const numbers = (...name: string[]) => {
      const random = Random.of(...name);
      return Array.from({ length: 50 }, () => random.below(1_000));
    };
    expect(numbers('a', 'b')).toEqual(numbers('a', 'b'));
    expect(numbers('a', 'b')).not.toEqual(numbers('ab'));
    expect(new Set(numbers('c')).size).toBeGreaterThan(40);
  });

  test('says what is wrong with an option', () => {
    expect(readOptions([])).toMatchObject({ months: 3, parts: undefined });
    expect(() => readOptions(['--months', '52'])).toThrow('--months is a whole number from 1 to 51, not "52".');
    expect(() => readOptions(['--month', '1'])).toThrow('month');
  });
});
