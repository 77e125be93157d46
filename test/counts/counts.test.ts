import { randomUUID } from 'node:crypto';
import { expectBooksToBalance } from '../support/books';
import {
  aCount,
  aCountCrew,
  approved,
  aSubmittedCount,
  type CountCrew,
  differencesOf,
  enter,
  submitted,
} from '../support/counts';
import { aGround, type Ground, held } from '../support/ledger';
import { aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

describe('Counts', () => {
  let world: World;
  let ground: Ground;
  let crew: CountCrew;

  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
  });
  beforeEach(async () => {
    ground = await aGround(world, { parts: 2 });
    await aShelfHolding(crew.clerk, ground, 10, { value: 1000 });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const bin = () => ground.bins[0]!;
  const part = () => ground.parts[0]!;
  const shelf = (nth = 0, of = part()) => held(world, { kind: 'shelf', ownerId: ground.bins[nth] }, of);
  const kind = (answer: { body: { type: string } }) => answer.body.type.replace('urn:counterpart:problem:', '');
  const countOf = (quantity: number) => aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity }]);

  test('what is right is settled at submission, and nothing is posted (S084)', async () => {
    const count = await countOf(10);
    expect(count).toMatchObject({ status: 'posted', progress: { lines: 1, settled: 1 }, postings: [] });
    expect(count.number).toMatch(/^CNT-\d{4}-\d{6}$/);
    expect(count.code).toMatch(/^CN/);
    expect(await shelf()).toEqual({ quantity: 10, value: 1000 });
  });

  test('a difference posts only after a supervisor approves it, at the moving average, with its cause (R13)', async () => {
    const count = await countOf(8);
    expect(count.status).toBe('submitted');
    expect(await shelf()).toEqual({ quantity: 10, value: 1000 });
    const [difference] = await differencesOf(crew.supervisor, count.id);
    expect(difference).toMatchObject({
      ...{ bookQuantity: 10, countedQuantity: 8, difference: -2, differenceValue: -200, withinTolerance: false },
    });
    const posted = await approved(crew.supervisor, count.id, { cause: 'lost', note: 'searched twice' });
    expect(posted).toMatchObject({ status: 'posted', postings: [{ lines: 1, reversal: null }] });
    expect(await shelf()).toEqual({ quantity: 8, value: 800 });
    const [settled] = await differencesOf(crew.supervisor, count.id);
    expect(settled).toMatchObject({
      ...{ status: 'settled', cause: 'lost', decisionNote: 'searched twice', decidedById: crew.supervisor.id },
      ...{ postedQuantity: -2, postedValue: -200 },
    });
  });

  test('what was found comes in at the moving average of its bin', async () => {
    const count = await countOf(13);
    await approved(crew.supervisor, count.id, { cause: 'found' });
    expect(await shelf()).toEqual({ quantity: 13, value: 1300 });
  });

  test('a part that nobody expected joins the count; of an empty bin it is told that nothing lies there', async () => {
    const count = await aCount(crew.clerk, ground.site, ground.bins);
    expect(count.progress).toMatchObject({ bins: 2, finishedBins: 0, lines: 1, open: 1 });
    const other = { binId: ground.bins[1]!, partId: part(), quantity: 2 };
    await enter(crew.second, count.id, { lines: [other], finishedBins: ground.bins });
    const done = await submitted(crew.clerk, count.id);
    expect(done.progress).toMatchObject({ bins: 2, finishedBins: 2, lines: 2, waiting: 2 });
    const found = await differencesOf(crew.supervisor, count.id);
    expect(found.map((line) => [line.bookQuantity, line.countedQuantity]).sort()).toEqual([
      [0, 2],
      [10, 0],
    ]);
    await approved(crew.supervisor, count.id, { cause: 'misplaced' });
    expect(await shelf()).toEqual({ quantity: 0, value: 0 });
    expect(await shelf(1)).toEqual({ quantity: 2, value: 200 });
  });

  test('what the ledger knows no value of enters at the stated cost, and a cost it knows is not stated', async () => {
    const unknown = ground.parts[1]!;
    const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [
      { partId: part(), quantity: 10 },
      { partId: unknown, quantity: 3 },
    ]);
    expect((await differencesOf(crew.supervisor, count.id))[0]).toMatchObject({ differenceValue: null });
    const approve = (body: object) =>
      crew.supervisor.post(`/v1/counts/${count.id}/approval`, { cause: 'found', ...body });
    const refused = await approve({}).expect(409);
    expect(kind(refused)).toBe('cost-unknown');
    expect(refused.body.facts).toMatchObject({ lineCount: 1, parts: [{ partId: unknown, part: unknown }] });
    const known = await approve({ unitCosts: [{ partId: part(), unitCost: 5 }] }).expect(422);
    expect(known.body.errors).toMatchObject([{ pointer: '/unitCosts/0' }]);
    await approve({ unitCosts: [{ partId: unknown, unitCost: 70 }] }).expect(200);
    expect(await shelf(0, unknown)).toEqual({ quantity: 3, value: 210 });
  });

  test('within the tolerance of pieces and value a difference posts at submission; beyond either it waits (R13)', async () => {
    const organisation = await world.admin.get('/v1/organisation').expect(200);
    const { baseCurrency, reservationDays, answerDays } = organisation.body;
    const settings = { baseCurrency, reservationDays, answerDays };
    const set = (etag: string, pieces: number, value: number) =>
      world.admin
        .put('/v1/organisation', { ...settings, countTolerancePieces: pieces, countToleranceValue: value }, etag)
        .expect(200);
    const changed = await set(organisation.headers['etag'] as string, 2, 200);
    expect((await countOf(8)).status).toBe('posted');
    expect((await shelf()).quantity).toBe(8);
    const beyond = await countOf(5);
    expect(beyond.status).toBe('submitted');
    const narrower = await set(changed.headers['etag'] as string, 5, 200);
    const cancel = (who: Caller) => who.post(`/v1/counts/${beyond.id}/cancellation`, { reason: 'again' });
    expect(kind(await cancel(crew.clerk).expect(403))).toBe('not-your-count');
    await cancel(crew.supervisor).expect(200);
    expect((await countOf(5)).status).toBe('submitted');
    await set(narrower.headers['etag'] as string, 0, 0);
  });

  test('rejected lines are counted again, as blind as before, and the second round is what is posted', async () => {
    const count = await countOf(7);
    const again = await crew.supervisor
      .post(`/v1/counts/${count.id}/rejection`, { note: 'look behind the shelf' })
      .expect(200);
    expect(again.body).toMatchObject({ status: 'open', round: 2, progress: { open: 1 } });
    expect(await differencesOf(crew.supervisor, count.id, '?withRightLines=true')).toEqual([]);
    const [line] = (await crew.clerk.get(`/v1/counts/${count.id}/lines`).expect(200)).body.items;
    expect(line).toMatchObject({ status: 'open', countedQuantity: null, round: 2 });
    await enter(crew.second, count.id, { lines: [{ binId: bin(), partId: part(), quantity: 9 }] });
    await submitted(crew.second, count.id);
    const [difference] = await differencesOf(crew.supervisor, count.id);
    expect(difference!.entries.map((entry) => [entry.round, entry.countedQuantity, entry.countedById])).toEqual([
      [1, 7, crew.clerk.id],
      [2, 9, crew.second.id],
    ]);
    const posted = await approved(crew.supervisor, count.id);
    expect(posted.history.map((event) => event.kind)).toEqual([
      ...['opened', 'submitted', 'rejected', 'submitted', 'approved'],
    ]);
    expect((await shelf()).quantity).toBe(9);
  });

  test('some differences are approved while others are counted again', async () => {
    await aShelfHolding(crew.clerk, ground, 4, { value: 400, part: 1 });
    const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [
      { partId: part(), quantity: 9 },
      { partId: ground.parts[1]!, quantity: 3 },
    ]);
    const lines = await differencesOf(crew.supervisor, count.id);
    const lineOf = (partId: string) => lines.find((line) => line.partId === partId)!.lineId;
    await approved(crew.supervisor, count.id, { lineIds: [lineOf(part())] });
    expect((await shelf()).quantity).toBe(9);
    const body = { lineIds: [lineOf(ground.parts[1]!)], note: 'again' };
    await crew.supervisor.post(`/v1/counts/${count.id}/rejection`, body).expect(200);
    await enter(crew.clerk, count.id, { lines: [{ binId: bin(), partId: ground.parts[1]!, quantity: 4 }] });
    expect(await submitted(crew.clerk, count.id)).toMatchObject({ status: 'posted', progress: { settled: 2 } });
    const odd = await crew.supervisor.post(`/v1/counts/${count.id}/approval`, { cause: 'lost' }).expect(409);
    expect(kind(odd)).toBe('count-ended');
  });

  test('a posted count is taken back: the pieces return at the value they left with, once (红冲)', async () => {
    const count = await countOf(8);
    expect(kind(await crew.supervisor.post(`/v1/counts/${count.id}/reversal`, { reason: 'x' }).expect(409))).toBe(
      'count-under-way',
    );
    await approved(crew.supervisor, count.id);
    const reversed = await crew.supervisor.post(`/v1/counts/${count.id}/reversal`, { reason: 'found it' }).expect(201);
    expect(reversed.body.postings[0].reversal).toMatchObject({ reason: 'found it' });
    expect(await shelf()).toEqual({ quantity: 10, value: 1000 });
    const twice = await crew.supervisor.post(`/v1/counts/${count.id}/reversal`, { reason: 'found it' }).expect(409);
    expect(kind(twice)).toBe('nothing-posted');
  });

  test('two who enter the same line at once: the second is told, and may count it again on purpose', async () => {
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    const entry = (quantity: number, more: object = {}) => ({
      lines: [{ binId: bin(), partId: part(), quantity, ...more }],
    });
    const path = `/v1/counts/${count.id}/entries`;
    const answers = await Promise.all([crew.clerk.post(path, entry(10)), crew.second.post(path, entry(9))]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    const refused = answers.find((answer) => answer.status === 409)!;
    expect(kind(refused as never)).toBe('counted-already');
    await crew.second.post(path, entry(8, { again: true })).expect(201);
    const [line] = (await crew.clerk.get(`/v1/counts/${count.id}/lines`).expect(200)).body.items;
    expect(line).toMatchObject({ status: 'counted', countedQuantity: 8, countedById: crew.second.id });
  });

  test('a count sent twice acts once (R14)', async () => {
    const key = randomUUID();
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    const body = { lines: [{ binId: bin(), partId: part(), quantity: 9 }], finishedBins: [bin()] };
    const first = await crew.clerk.post(`/v1/counts/${count.id}/entries`, body, key).expect(201);
    const second = await crew.clerk.post(`/v1/counts/${count.id}/entries`, body, key).expect(201);
    expect(second.body).toEqual(first.body);
    await submitted(crew.clerk, count.id);
    const approval = randomUUID();
    const approve = () => crew.supervisor.post(`/v1/counts/${count.id}/approval`, { cause: 'lost' }, approval);
    await Promise.all([approve().expect(200), approve().expect(200)]);
    expect((await shelf()).quantity).toBe(9);
  });

  test('what is not all counted is not submitted, and the answer says where', async () => {
    const count = await aCount(crew.clerk, ground.site, ground.bins);
    const submit = () => crew.clerk.post(`/v1/counts/${count.id}/submission`);
    const early = await submit().expect(409);
    expect(kind(early)).toBe('not-all-counted');
    expect(early.body.facts).toEqual({ openLines: 1, unfinishedBins: 2, bins: [...ground.bins].sort() });
    await enter(crew.clerk, count.id, { lines: [{ binId: bin(), partId: part(), quantity: 10 }] });
    expect((await submit().expect(409)).body.facts.openLines).toBe(0);
    await enter(crew.clerk, count.id, { finishedBins: ground.bins });
    await submit().expect(200);
    expect(kind(await submit().expect(409))).toBe('count-ended');
    const late = await crew.clerk.post(`/v1/counts/${count.id}/entries`, { finishedBins: [bin()] }).expect(409);
    expect(kind(late)).toBe('not-being-counted');
  });

  test('what is entered is in the count, of a known part, in pieces or units, told once', async () => {
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    const pointers = async (body: object) =>
      (await crew.clerk.post(`/v1/counts/${count.id}/entries`, body).expect(422)).body.errors.map(
        (fault: { pointer: string }) => fault.pointer,
      );
    expect(await pointers({})).toEqual(['/lines']);
    const line = { binId: bin(), partId: part(), quantity: 1 };
    expect(await pointers({ lines: [line, line] })).toEqual(['/lines/1/partId']);
    expect(await pointers({ lines: [{ ...line, binId: ground.bins[1] }] })).toEqual(['/lines/0/binId']);
    expect(await pointers({ lines: [{ ...line, binId: randomUUID(), partId: randomUUID() }] })).toEqual([
      ...['/lines/0/binId', '/lines/0/partId'],
    ]);
    expect(await pointers({ lines: [{ ...line, quantity: undefined }] })).toEqual(['/lines/0/quantity']);
    expect(await pointers({ lines: [{ ...line, serialNumbers: ['A'] }] })).toEqual(['/lines/0/serialNumbers']);
    expect(await pointers({ lines: [line], finishedBins: [ground.bins[1]] })).toEqual(['/finishedBins/0']);
    expect(await pointers({ lines: [line], countedAt: '2999-01-01T00:00:00Z' })).toEqual(['/countedAt']);
    expect(await pointers({ lines: [line], countedAt: '2001-01-01T00:00:00Z' })).toEqual(['/countedAt']);
    expect(await pointers({ lines: [line], countedAt: '2026-02-31T00:00:00Z' })).toEqual(['/countedAt']);
  });

  test('a count of parts looks for them at the whole site: found elsewhere they join it', async () => {
    const body = { siteId: ground.site, kind: 'cycle', partIds: [part()] };
    const count = (await crew.clerk.post('/v1/counts', body).expect(201)).body;
    expect(count.progress).toMatchObject({ bins: 0, lines: 1 });
    await enter(crew.clerk, count.id, {
      lines: [
        { binId: bin(), partId: part(), quantity: 7 },
        { binId: ground.bins[1]!, partId: part(), quantity: 3 },
      ],
    });
    await submitted(crew.clerk, count.id);
    await approved(crew.supervisor, count.id, { cause: 'misplaced' });
    expect([await shelf(0), await shelf(1)]).toEqual([
      { quantity: 7, value: 700 },
      { quantity: 3, value: 300 },
    ]);
  });

  test('it is posted on the day of counting or later', async () => {
    const early = await world.person('supervisor', { mayPostEarlier: true });
    const count = await countOf(9);
    const body = { cause: 'lost', postingDate: '2001-01-01' };
    const refused = await early.post(`/v1/counts/${count.id}/approval`, body).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/postingDate' }]);
    const plain = await crew.supervisor.post(`/v1/counts/${count.id}/approval`, body).expect(422);
    expect(plain.body.errors).toMatchObject([{ pointer: '/postingDate' }]);
    const strange = { cause: 'lost', lineIds: [randomUUID()] };
    expect((await early.post(`/v1/counts/${count.id}/approval`, strange).expect(422)).body.errors).toMatchObject([
      { pointer: '/lineIds/0' },
    ]);
  });
});
