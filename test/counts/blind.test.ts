import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectBooksToBalance } from '../support/books';
import { aCount, aCountCrew, approved, type CountCrew, differencesOf, enter, submitted } from '../support/counts';
import { aGround, type Ground } from '../support/ledger';
import { aSession, codeOf, Scanner } from '../support/scanning';
import { aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

interface Parameter {
  name: string;
  in: string;
}
const document = JSON.parse(readFileSync(join(__dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8')) as {
  paths: Record<string, { get?: { parameters?: Parameter[]; responses: Record<string, { content?: object }> } }>;
};

describe('A count is made blind (R13)', () => {
  let world: World;
  let ground: Ground;
  let crew: CountCrew;
  let station: Caller;

  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
  });
  beforeEach(async () => {
    ground = await aGround(world, { parts: 2 });
    // Together 7919 pieces worth 52,711,997: numbers that no document says.
    await aShelfHolding(crew.clerk, ground, 5003, { value: 30_000_000 });
    await aShelfHolding(crew.clerk, ground, 2916, { value: 22_711_997 });
    await aShelfHolding(crew.clerk, ground, 4, { part: 1, bin: 1 });
    station = await world.person('station', { siteId: ground.site });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const secrets = /\b(7919|52711997)\b/;
  const bin = () => ground.bins[0]!;
  const part = () => ground.parts[0]!;

  /** Everything that can be read of these places, as text, by its address. */
  async function allThatIsSaid(caller: Caller, countId: string): Promise<Map<string, string>> {
    const accounts = await world.sql<{ id: string }>(`select id from stock_account where owner_id = $1`, [bin()]);
    const ids: Record<string, string[]> = {
      ...{ counts: [countId], bins: [bin()], parts: [part()], sites: [ground.site], suppliers: [ground.supplier] },
      accounts: accounts.map(({ id }) => id),
    };
    const today = daysAgo(0);
    const told: Record<string, string> = {
      ...{ siteId: ground.site, binId: bin(), partId: part(), from: '2020-01-01', to: today, until: today },
    };
    const addresses = Object.entries(document.paths).flatMap(([path, { get }]) => {
      if (!get || path.endsWith('.pdf')) return [];
      const asked = (get.parameters ?? []).filter(({ in: place, name }) => place === 'query' && told[name]);
      const query = asked.map(({ name }) => `${name}=${told[name]}`).join('&');
      const types = Object.keys(get.responses['200']?.content ?? {}).filter((type) => /json|csv/.test(type));
      const named = ids[path.split('/')[1]!] ?? [];
      const filled = path.includes('{') ? named.map((id) => path.replace(/\{[^}]+\}/g, id)) : [path];
      return filled.flatMap((address) => types.map((type) => ({ url: `/v1${address}?${query}`, type })));
    });
    const answers = await Promise.all(addresses.map(({ url, type }) => caller.get(url).set('Accept', type)));
    const said = new Map<string, string>();
    answers.forEach(({ status, text }, index) => {
      const { url, type } = addresses[index]!;
      if (status === 200) said.set(`${url} ${type}`, text);
    });
    return said;
  }

  const telling = (said: Map<string, string>) =>
    [...said].filter(([, text]) => secrets.test(text)).map(([url]) => url.replace(/\?.*/, ''));

  test('nobody who counts is shown by any endpoint what the books say; others go on seeing it', async () => {
    const before = telling(await allThatIsSaid(crew.clerk, bin()));
    expect(before).toContain('/v1/stock');
    expect(before.length).toBeGreaterThan(3);
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    for (const caller of [crew.clerk, station, world.admin]) {
      const said = await allThatIsSaid(caller, count.id);
      expect(said.size).toBeGreaterThan(20);
      expect(telling(said)).toEqual([]);
    }
    expect(telling(await allThatIsSaid(crew.supervisor, count.id))).toContain('/v1/stock');
  });

  test('no answer of a count itself tells either, until a supervisor compares; then everybody sees again', async () => {
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    const entry = { lines: [{ binId: bin(), partId: part(), quantity: 7000 }], finishedBins: [bin()] };
    const answer = await crew.clerk.post(`/v1/counts/${count.id}/entries`, entry).expect(201);
    expect(answer.text).not.toMatch(secrets);
    expect(await differencesOf(crew.supervisor, count.id, '?withRightLines=true')).toEqual([]);
    expect(JSON.stringify(await submitted(crew.clerk, count.id))).not.toMatch(secrets);
    await crew.clerk.get(`/v1/counts/${count.id}/differences`).expect(403);
    expect(telling(await allThatIsSaid(crew.clerk, count.id))).toEqual([]);
    expect(await differencesOf(crew.supervisor, count.id)).toMatchObject([{ bookQuantity: 7919, difference: -919 }]);
    await approved(crew.supervisor, count.id);
    const stock = await crew.clerk.get(`/v1/stock?binId=${bin()}`).expect(200);
    expect(stock.body.items).toMatchObject([{ available: 7000, reserved: 0 }]);
  });

  test('no refusal tells how much should be there, neither of a posting nor at a scan', async () => {
    const other = (await aGround(world)).site;
    const ask = () =>
      crew.clerk.post('/v1/transfers', {
        ...{ fromSiteId: ground.site, toSiteId: other },
        lines: [{ partId: part(), binId: bin(), quantity: 900_000 }],
      });
    expect((await ask().expect(409)).body.facts).toMatchObject({ available: 7919 });
    await aCount(crew.clerk, ground.site, [bin()]);
    expect((await ask().expect(409)).body.facts).toEqual({
      partId: part(),
      partNumber: expect.any(String) as string,
      asked: 900_000,
    });
    const asked = { purpose: 'transfer-sending' as const, siteId: ground.site, toSiteId: other };
    const session = await aSession(crew.clerk, asked);
    const text = await codeOf(world, 'part', part());
    const answer = await new Scanner(crew.clerk, session).scan(await codeOf(world, 'bin', bin()), {
      ...{ text, quantity: 900_000 },
    });
    expect(JSON.stringify(answer)).not.toMatch(secrets);
    expect((await crew.clerk.post(`/v1/scan-sessions/${session.id}/posting`).expect(409)).text).not.toMatch(secrets);
  });

  test('a part that is counted hides its own numbers only', async () => {
    await aShelfHolding(crew.clerk, ground, 6, { part: 1 });
    await aCount(crew.clerk, ground.site, [bin()], [part()]);
    const stock = await crew.clerk.get(`/v1/stock?siteId=${ground.site}`).expect(200);
    const seen = (stock.body.items as { binId: string; partId: string; available: number | null }[]).map(
      ({ binId, partId, available }) => [binId === bin(), partId === part(), available],
    );
    expect(seen).toHaveLength(3);
    expect(seen).toEqual(expect.arrayContaining([[true, true, null], [true, false, 6], [false, false, 4]])); // prettier-ignore
    const sites = (await crew.clerk.get(`/v1/parts/${part()}/stock`).expect(200)).body.sites;
    expect(sites).toMatchObject([{ available: null, reserved: null, quarantine: 0 }]);
  });

  test('of a serial-numbered part nobody who counts is shown which units should lie there', async () => {
    const serial = await aGround(world, { serialNumbered: true });
    await aShelfHolding(crew.clerk, serial, 2, { serialNumbers: ['U-1', 'U-2'] });
    const units = async (caller: Caller) =>
      (await caller.get(`/v1/serial-units?partId=${serial.parts[0]}`).expect(200)).body.items as { place: unknown }[];
    expect((await units(crew.clerk)).map(({ place }) => place)).not.toContain(null);
    await aCount(crew.clerk, serial.site, [serial.bins[0]!]);
    expect((await units(crew.clerk)).map(({ place }) => place)).toEqual([null, null]);
    expect((await units(crew.supervisor)).map(({ place }) => place)).not.toContain(null);
  });

  test('the database writes the books’ side itself, and what was counted stays as it was counted (R13 in SQL)', async () => {
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    await enter(crew.clerk, count.id, {
      lines: [{ binId: bin(), partId: part(), quantity: 7000 }],
      finishedBins: [bin()],
    });
    const attempt = (sql: string) => world.sqlAsApplication(sql, [count.id]);
    const line = `(select id from count_line where count_id = $1)`;
    await expect(
      attempt(`insert into count_entry (id, line_id, round, counted_quantity, book_quantity, counted_by_id)
               select gen_random_uuid(), id, 1, 7000, 7000, entry_id from count_line where count_id = $1`),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      attempt(`insert into count_line (id, count_id, bin_id, part_id, status, settled_at, entry_id)
               select gen_random_uuid(), count_id, bin_id, bin_id, 'settled', now(), entry_id from count_line
                where count_id = $1`),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(attempt(`delete from count_participant where count_id = $1`)).rejects.toMatchObject({ code: '42501' });
    await expect(attempt(`update count_entry set book_quantity = 7000 where line_id = ${line}`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(
      attempt(`update count_line set status = 'settled', settled_at = now() where count_id = $1`),
    ).rejects.toMatchObject({ constraint: 'count_difference_needs_approval' });
    await expect(
      world.sqlAsApplication(
        `select post_movement('count', 'count', $1, current_date, current_date, $2,
           array[($3, account_for('shelf', $4), account_for('count_variance'), 919, null, null)::stock_line])`,
        [count.id, crew.supervisor.id, part(), bin()],
      ),
    ).rejects.toMatchObject({ constraint: 'count_follows_its_lines' });
  });

  test('nobody decides who opened, counted or submitted, not even in SQL (R4)', async () => {
    const both = await world.person(['clerk', 'supervisor']);
    const counter = await world.person(['clerk', 'supervisor']);
    const submitter = await world.person(['clerk', 'supervisor']);
    const count = await aCount(both, ground.site, [bin()]);
    await enter(counter, count.id, {
      lines: [{ binId: bin(), partId: part(), quantity: 7000 }],
      finishedBins: [bin()],
    });
    await submitted(submitter, count.id);
    for (const person of [both, counter, submitter]) {
      for (const [step, body] of Object.entries({ approval: { cause: 'lost' }, rejection: { note: 'no' } })) {
        const refused = await person.post(`/v1/counts/${count.id}/${step}`, body).expect(403);
        expect(refused.body.type).toBe('urn:counterpart:problem:own-count');
      }
      await expect(
        world.sqlAsApplication(
          `update count_line set status = 'settled', settled_at = now(), decided_by_id = $2, cause = 'lost',
             posted_quantity = -919, posted_value = -1,
             movement_id = (select max(id) from stock_movement) where count_id = $1`,
          [count.id, person.id],
        ),
      ).rejects.toMatchObject({ constraint: 'count_decided_by_another' });
    }
    await approved(crew.supervisor, count.id);
  });

  test('rights: engineers have no part, stations count their own site, each sees only that (R15)', async () => {
    const engineer = await world.person('engineer');
    const count = await aCount(station, ground.site, [bin()]);
    await engineer.get(`/v1/counts/${count.id}`).expect(403);
    const elsewhere = await world.person('station', { siteId: (await aGround(world)).site });
    await elsewhere.post('/v1/counts', { siteId: ground.site, kind: 'full' }).expect(404);
    await elsewhere.get(`/v1/counts/${count.id}`).expect(404);
    await elsewhere.get(`/v1/counts/${count.id}/lines`).expect(404);
    await elsewhere.post(`/v1/counts/${count.id}/entries`, { finishedBins: [bin()] }).expect(404);
    await elsewhere.post(`/v1/counts/${count.id}/submission`).expect(404);
    await crew.supervisor.post(`/v1/counts/${count.id}/entries`, { finishedBins: [bin()] }).expect(403);
    await station.post(`/v1/counts/${count.id}/approval`, { cause: 'lost' }).expect(403);
    await crew.second.post(`/v1/counts/${count.id}/cancellation`, { reason: 'mine' }).expect(403);
    await crew.supervisor.post(`/v1/counts/${count.id}/cancellation`, { reason: 'not now' }).expect(200);
  });
});
