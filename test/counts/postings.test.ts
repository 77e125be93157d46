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
import { aCrew, anApprovedRequisition, type Crew, type StockedSite } from '../support/stocked';
import { World } from '../support/world';

describe('Posting what was counted', () => {
  let world: World;
  let ground: Ground;
  let crew: CountCrew;
  let chain: Crew;

  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
    chain = await aCrew(world);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const bin = () => ground.bins[0]!;
  const part = () => ground.parts[0]!;
  const here = async (kind: 'shelf' | 'reserved' = 'shelf', nth = 0) =>
    (await held(world, { kind, ownerId: ground.bins[nth] }, part())).quantity;
  const kind = (answer: { body: { type: string } }) => answer.body.type.replace('urn:counterpart:problem:', '');
  const stocked = (): StockedSite => ({ siteId: ground.site, parts: [{ id: part(), binId: bin() }] });
  const reserve = (quantity: number, needBy?: string) =>
    anApprovedRequisition(chain, stocked(), [{ partId: part(), quantity }], needBy);
  const issue = async (requisition: { id: string; lines: { id: string }[] }, quantity: number, unitId?: string) =>
    chain.clerk
      .post('/v1/issues', {
        requisitionId: requisition.id,
        lines: [{ lineId: requisition.lines[0]!.id, quantity, ...(unitId && { unitId }) }],
      })
      .expect(201);

  describe('of pieces that are not told apart', () => {
    beforeEach(async () => {
      ground = await aGround(world);
      await aShelfHolding(crew.clerk, ground, 10, { value: 1000 });
    });

    test('reserved pieces lie in the bin and are counted with it', async () => {
      await reserve(4);
      const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity: 10 }]);
      expect(count.status).toBe('posted');
    });

    test('what is issued between counting and posting distorts nothing (R13)', async () => {
      const requisition = await reserve(4);
      const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity: 9 }]);
      await issue(requisition, 4);
      await aShelfHolding(crew.clerk, ground, 5, { value: 500 });
      const [difference] = await differencesOf(crew.supervisor, count.id);
      expect(difference).toMatchObject({ bookQuantity: 10, difference: -1, cameSince: 5, wentSince: 4 });
      await approved(crew.supervisor, count.id);
      expect(await here()).toBe(10);
    });

    test('a sheet that is typed in later is compared with the books as of its own moment', async () => {
      const count = await aCount(crew.clerk, ground.site, [bin()]);
      const [{ at }] = (await world.sql<{ at: Date }>(`select clock_timestamp() as at`)) as [{ at: Date }];
      await aShelfHolding(crew.clerk, ground, 7, { value: 700 });
      const countedAt = new Date(at).toISOString();
      await enter(crew.clerk, count.id, { countedAt, lines: [{ binId: bin(), partId: part(), quantity: 10 }] });
      await enter(crew.clerk, count.id, { finishedBins: [bin()] });
      expect((await submitted(crew.clerk, count.id)).status).toBe('posted');
      expect(await here()).toBe(17);
    });

    test('an issue at the very moment of counting and posting: both happen, and pieces add up', async () => {
      const requisition = await reserve(6);
      const count = await aCount(crew.clerk, ground.site, [bin()]);
      await Promise.all([
        enter(crew.clerk, count.id, {
          lines: [{ binId: bin(), partId: part(), quantity: 9 }],
          finishedBins: [bin()],
        }),
        issue(requisition, 2),
      ]);
      await submitted(crew.clerk, count.id);
      const [line] = await differencesOf(crew.supervisor, count.id, '?withRightLines=true');
      await Promise.all([approved(crew.supervisor, count.id), issue(requisition, 3)]);
      expect((await here()) + (await here('reserved'))).toBe(5 + line!.difference);
    });

    test('missing pieces that are reserved are refused, named with their requisitions, or released, latest need first', async () => {
      const early = await reserve(3, '2098-01-01');
      const late = await reserve(5, '2099-01-01');
      const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity: 4 }]);
      const refused = await crew.supervisor.post(`/v1/counts/${count.id}/approval`, { cause: 'lost' }).expect(409);
      expect(kind(refused)).toBe('missing-pieces-reserved');
      expect(refused.body.facts.lines).toMatchObject([
        { short: 4, reservations: [{ needBy: '2099-01-01', quantity: 5 }, { quantity: 3 }] },
      ]);
      expect((await here()) + (await here('reserved'))).toBe(10);
      await approved(crew.supervisor, count.id, { cause: 'lost', releaseReservations: true });
      const lineOf = async (id: string) =>
        (await chain.supervisor.get(`/v1/requisitions/${id}`).expect(200)).body.lines[0];
      expect(await lineOf(early.id)).toMatchObject({ reservedQuantity: 3, backorderedQuantity: 0 });
      expect(await lineOf(late.id)).toMatchObject({ reservedQuantity: 1, backorderedQuantity: 4 });
      expect([await here(), await here('reserved')]).toEqual([0, 4]);
    });

    test('what is within the tolerance but reserved waits for a supervisor all the same', async () => {
      const organisation = await world.admin.get('/v1/organisation').expect(200);
      const { baseCurrency, reservationDays, answerDays } = organisation.body;
      const settings = { baseCurrency, reservationDays, answerDays, countToleranceValue: 100_000 };
      const change = (countTolerancePieces: number, etag: string) =>
        world.admin.put('/v1/organisation', { ...settings, countTolerancePieces }, etag).expect(200);
      const changed = await change(5, organisation.headers['etag'] as string);
      await reserve(10);
      const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity: 9 }]);
      expect(count).toMatchObject({ status: 'submitted', progress: { waiting: 1 } });
      await change(0, changed.headers['etag'] as string);
    });

    test('what was found is reserved for those who wait', async () => {
      const requisition = await reserve(12);
      const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity: 13 }]);
      await approved(crew.supervisor, count.id, { cause: 'found' });
      expect([await here(), await here('reserved')]).toEqual([1, 12]);
      const body = (await chain.supervisor.get(`/v1/requisitions/${requisition.id}`).expect(200)).body;
      expect(body.lines[0]).toMatchObject({ reservedQuantity: 12, backorderedQuantity: 0 });
    });

    test('found pieces that have gone since cannot be taken back', async () => {
      const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity: 13 }]);
      await approved(crew.supervisor, count.id, { cause: 'found' });
      await issue(await reserve(12), 12);
      const refused = await crew.supervisor.post(`/v1/counts/${count.id}/reversal`, { reason: 'wrong' }).expect(409);
      expect(kind(refused)).toBe('insufficient-stock');
    });

    test('two supervisors who decide at once: it posts once', async () => {
      const other = await world.person('supervisor');
      const count = await aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), quantity: 8 }]);
      const answers = await Promise.all(
        [crew.supervisor, other].map((one) => one.post(`/v1/counts/${count.id}/approval`, { cause: 'lost' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await here()).toBe(8);
    });
  });

  describe('of serial-numbered units', () => {
    let units: Map<string, string>;
    beforeEach(async () => {
      ground = await aGround(world, { serialNumbered: true });
      const receipt = await aShelfHolding(crew.clerk, ground, 3, { value: 900, serialNumbers: ['A', 'B', 'C'] });
      units = new Map(receipt.lines[0]!.units.map(({ serialNumber, id }) => [serialNumber, id]));
    });
    const found = (...serialNumbers: string[]) =>
      aSubmittedCount(crew.clerk, ground.site, bin(), [{ partId: part(), serialNumbers }]);
    const onShelf = async (nth = 0) =>
      (
        await world.sql<{ serial_number: string }>(
          `select u.serial_number from serial_unit u join stock_account a on a.id = u.account_id
            where a.kind = 'shelf' and a.owner_id = $1 order by 1`,
          [ground.bins[nth]],
        )
      ).map((row) => row.serial_number);

    test('the same number of pieces but another unit is a difference of two', async () => {
      const count = await found('A', 'B', 'X');
      const [difference] = await differencesOf(crew.supervisor, count.id);
      expect(difference).toMatchObject({ difference: 0, differenceValue: 600, status: 'waiting' });
      expect(difference!.units.map(({ serialNumber, state }) => [serialNumber, state])).toEqual([
        ['C', 'missing'],
        ['X', 'unexpected'],
      ]);
      await approved(crew.supervisor, count.id, { cause: 'unknown' });
      expect(await onShelf()).toEqual(['A', 'B', 'X']);
    });

    test('a unit that was fitted, scrapped or written off and is found comes back in', async () => {
      const gone = await found('A', 'B');
      await approved(crew.supervisor, gone.id, { cause: 'lost' });
      const back = await found('A', 'B', 'C');
      await approved(crew.supervisor, back.id, { cause: 'found' });
      expect(await onShelf()).toEqual(['A', 'B', 'C']);
    });

    test('a unit missing in one bin and found in another moves between them within one count', async () => {
      const count = await aCount(crew.clerk, ground.site, ground.bins);
      await enter(crew.clerk, count.id, {
        lines: [
          { binId: bin(), partId: part(), serialNumbers: ['A', 'B'] },
          { binId: ground.bins[1]!, partId: part(), serialNumbers: ['C'] },
        ],
        finishedBins: ground.bins,
      });
      await submitted(crew.clerk, count.id);
      await approved(crew.supervisor, count.id, { cause: 'misplaced' });
      expect([await onShelf(0), await onShelf(1)]).toEqual([['A', 'B'], ['C']]);
    });

    test('a unit that by the books is in somebody’s hands is booked back first; then it needs no posting', async () => {
      const unit = units.get('C')!;
      await issue(await reserve(3), 1, unit);
      const count = await found('A', 'B', 'C');
      const refused = await crew.supervisor.post(`/v1/counts/${count.id}/approval`, { cause: 'found' }).expect(409);
      expect(kind(refused)).toBe('found-unit-elsewhere');
      expect(refused.body.facts.lines[0].units).toMatchObject([{ serialNumber: 'C', kind: 'custody' }]);
      await chain.clerk
        .post('/v1/unused-returns', {
          ...{ engineerId: chain.engineer.id, siteId: ground.site },
          lines: [{ partId: part(), quantity: 1, unitId: unit, outcome: 'unused', binId: bin() }],
        })
        .expect(201);
      expect(await approved(crew.supervisor, count.id, { cause: 'movement_not_posted' })).toMatchObject({
        ...{ status: 'posted', postings: [] },
      });
    });

    test('a missing unit that is reserved is released by itself, and another one takes its place', async () => {
      await reserve(1);
      const reserved = await world.sql<{ serial_number: string }>(
        `select u.serial_number from serial_unit u join stock_account a on a.id = u.account_id
          where a.kind = 'reserved' and a.owner_id = $1`,
        [bin()],
      );
      const left = ['A', 'B', 'C'].filter((serial) => serial !== reserved[0]!.serial_number);
      const count = await found(...left);
      const body = { cause: 'lost' };
      expect(kind(await crew.supervisor.post(`/v1/counts/${count.id}/approval`, body).expect(409))).toBe(
        'missing-pieces-reserved',
      );
      await approved(crew.supervisor, count.id, { ...body, releaseReservations: true });
      expect([await here(), await here('reserved')]).toEqual([1, 1]);
    });

    test('units are told one by one, each once, and by their serial numbers', async () => {
      const count = await aCount(crew.clerk, ground.site, [bin()]);
      const pointers = async (line: object) =>
        (
          await crew.clerk
            .post(`/v1/counts/${count.id}/entries`, { lines: [{ binId: bin(), partId: part(), ...line }] })
            .expect(422)
        ).body.errors.map((fault: { pointer: string }) => fault.pointer);
      expect(await pointers({ quantity: 3 })).toEqual(['/lines/0/serialNumbers']);
      expect(await pointers({ serialNumbers: ['A', 'A'] })).toEqual(['/lines/0/serialNumbers']);
      expect(await pointers({ serialNumbers: ['A'], quantity: 2 })).toEqual(['/lines/0/quantity']);
      expect(await pointers({ serialNumbers: ['A'.repeat(65)] })).toEqual(['/lines/0/serialNumbers']);
    });
  });
});
