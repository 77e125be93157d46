import { expectBooksToBalance } from '../support/books';
import { aGround, held, type Ground } from '../support/ledger';
import { aCustodyHolding, aShelfHolding } from '../support/stock';
import { aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';

describe('Unused parts come back in their true state', () => {
  let world: World;
  let ground: Ground;
  let clerk: Caller;
  let engineer: Caller;
  let supervisor: Caller;

  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
    supervisor = await world.person('supervisor');
  });
  beforeEach(async () => {
    ground = await aGround(world);
    engineer = await world.person('engineer');
    await aCustodyHolding(engineer, supervisor, ground.parts[0]!, 5, { value: 501 });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const line = (more: object = {}) => ({
    partId: ground.parts[0],
    quantity: 1,
    outcome: 'unused',
    binId: ground.bins[0],
    ...more,
  });
  const asked = (lines: object[] = [line()]) => ({ engineerId: engineer.id, siteId: ground.site, lines });
  const bad = (quantity = 2, more: object = {}) =>
    line({ quantity, outcome: 'bad_on_arrival', binId: undefined, note: 'no light', ...more });
  const takeBack = async (lines?: object[]) => (await clerk.post('/v1/unused-returns', asked(lines)).expect(201)).body;
  const custody = () => held(world, { kind: 'custody', ownerId: engineer.id }, ground.parts[0]!);
  const shelf = () => held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!);
  const quarantine = () => held(world, { kind: 'quarantine', ownerId: ground.site }, ground.parts[0]!);
  const inspect = (lines: object[], who = clerk) => who.post('/v1/inspections', { siteId: ground.site, lines });

  test('what comes back names an order of that engineer, also one that went over to somebody else since', async () => {
    const other = await world.person('engineer');
    const own = await aWorkOrder(world, { engineer });
    const others = await aWorkOrder(world, { engineer: other });
    const returnFor = (workOrderId: string) => clerk.post('/v1/unused-returns', { ...asked(), workOrderId });
    for (const wrong of [others.id, ground.site]) {
      const refused = await returnFor(wrong).expect(422);
      expect(refused.body.errors).toMatchObject([{ pointer: '/workOrderId' }]);
    }
    const body = { engineerId: other.id, reason: 'ill' };
    await world.admin.post(`/v1/work-orders/${own.id}/assignment`, body).expect(200);
    expect((await returnFor(own.id).expect(201)).body).toMatchObject({ workOrderId: own.id });
  });

  test('unused, not carried and wrong parts go onto a shelf, bad on arrival into quarantine (S012, S102)', async () => {
    const lines = [line(), line({ outcome: 'not_carried' }), line({ outcome: 'wrong_part' }), bad(1)];
    const answer = await takeBack(lines);
    expect(answer.number).toMatch(/^URT-\d{4}-\d{6}$/);
    expect(answer.lines.map((one: { outcome: string }) => one.outcome)).toEqual([
      'unused',
      'not_carried',
      'wrong_part',
      'bad_on_arrival',
    ]);
    expect((await shelf()).quantity).toBe(3);
    expect((await quarantine()).quantity).toBe(1);
    expect((await custody()).quantity).toBe(1);
    expect((await shelf()).value + (await quarantine()).value + (await custody()).value).toBe(501);
  });

  test('more than the engineer has cannot come back, and nothing of it does', async () => {
    const answer = await clerk.post('/v1/unused-returns', asked([line(), line({ quantity: 5 })])).expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:insufficient-stock');
    expect((await custody()).quantity).toBe(5);
    expect((await clerk.get(`/v1/unused-returns?engineerId=${engineer.id}`)).body.items).toEqual([]);
  });

  test('bad on arrival names no bin, everything else does; all faults at once', async () => {
    const lines = [bad(1, { binId: ground.bins[0] }), line({ binId: undefined }), line({ partId: engineer.id })];
    const answer = await clerk.post('/v1/unused-returns', asked(lines)).expect(422);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/lines/0/binId',
      '/lines/1/binId',
      '/lines/2/partId',
    ]);
  });

  test('what an engineer has is taken back by somebody else (R4)', async () => {
    await engineer.post('/v1/unused-returns', asked()).expect(403);
    const both = await world.person(['engineer', 'clerk']);
    await aCustodyHolding(both, supervisor, ground.parts[0]!, 1);
    const own = await both.post('/v1/unused-returns', { ...asked(), engineerId: both.id }).expect(403);
    expect(own.body.type).toBe('urn:counterpart:problem:own-return');
  });

  test('two clerks who take back the last pieces at once: one does', async () => {
    const ask = () => clerk.post('/v1/unused-returns', asked([line({ quantity: 5 })]));
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  test('a station takes back at its own site, and an engineer sees own returns only (R15)', async () => {
    const elsewhere = await aGround(world);
    const station = await world.person('station', { siteId: elsewhere.site });
    await station.post('/v1/unused-returns', asked()).expect(404);
    const answer = await takeBack();
    await station.get(`/v1/unused-returns/${answer.id}`).expect(404);
    await engineer.get(`/v1/unused-returns/${answer.id}`).expect(200);
    const other = await world.person('engineer');
    await other.get(`/v1/unused-returns/${answer.id}`).expect(404);
  });

  test('a unit comes back as itself, and only from whoever has it', async () => {
    const serial = await aGround(world, { serialNumbered: true });
    const receipt = await aCustodyHolding(engineer, supervisor, serial.parts[0]!, 1, { serialNumbers: ['U-1'] });
    const unitId = receipt.lines[0]!.units[0]!.id;
    const other = await world.person('engineer');
    const ofUnit = { partId: serial.parts[0], binId: ground.bins[0], unitId };
    const wrong = { ...asked([line(ofUnit)]), engineerId: other.id };
    await clerk.post('/v1/unused-returns', wrong).expect(409);
    const unnamed = await clerk.post('/v1/unused-returns', asked([line({ ...ofUnit, unitId: undefined })])).expect(422);
    expect(unnamed.body.errors[0].pointer).toBe('/lines/0/unitId');
    expect((await takeBack([line(ofUnit)])).lines[0].unitId).toBe(unitId);
  });

  describe('what is in quarantine is inspected', () => {
    test('it goes onto a shelf or back to its supplier with its value', async () => {
      await takeBack([bad(3)]);
      const toShelf = { partId: ground.parts[0], quantity: 1, outcome: 'to_shelf', binId: ground.bins[0] };
      const back = {
        partId: ground.parts[0],
        quantity: 1,
        outcome: 'back_to_supplier',
        supplierId: ground.supplier,
        note: 'dead',
      };
      const answer = await inspect([toShelf, back]).expect(201);
      expect(answer.body.number).toMatch(/^INS-\d{4}-\d{6}$/);
      expect((await shelf()).quantity).toBe(1);
      expect((await quarantine()).quantity).toBe(1);
      const read = await clerk.get(`/v1/inspections/${answer.body.id}`).expect(200);
      expect(read.body).toEqual(answer.body);
      const list = await clerk.get(`/v1/inspections?siteId=${ground.site}`).expect(200);
      expect(list.body.items).toHaveLength(1);
    });

    test('scrapping is a supervisor’s decision (S012)', async () => {
      await takeBack([bad(2)]);
      const scrap = { partId: ground.parts[0], quantity: 2, outcome: 'scrap', note: 'burnt' };
      await inspect([scrap]).expect(403);
      await inspect([scrap], supervisor).expect(201);
      expect(await quarantine()).toEqual({ quantity: 0, value: 0 });
    });

    test('no more than lies there, and each outcome names its place', async () => {
      await takeBack([bad(1)]);
      const toShelf = { partId: ground.parts[0], quantity: 2, outcome: 'to_shelf', binId: ground.bins[0] };
      const refused = await inspect([toShelf]).expect(409);
      expect(refused.body.type).toBe('urn:counterpart:problem:insufficient-stock');
      const lines = [
        { ...toShelf, binId: undefined, supplierId: ground.supplier },
        { ...toShelf, outcome: 'back_to_supplier' },
      ];
      const wrong = await inspect(lines).expect(422);
      expect(wrong.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
        '/lines/0/binId',
        '/lines/0/supplierId',
        '/lines/1/binId',
        '/lines/1/supplierId',
      ]);
    });

    test('engineers inspect nothing, stations only at their site (R15)', async () => {
      await takeBack([bad(1)]);
      const toShelf = { partId: ground.parts[0], quantity: 1, outcome: 'to_shelf', binId: ground.bins[0] };
      await inspect([toShelf], engineer).expect(403);
      const elsewhere = await aGround(world);
      await inspect([toShelf], await world.person('station', { siteId: elsewhere.site })).expect(404);
    });
  });

  test('what comes back is reserved for whoever waits for it', async () => {
    await aShelfHolding(clerk, ground, 1);
    const waiting = await world.person('engineer');
    const lines = [{ partId: ground.parts[0], quantity: 2 }];
    const body = { siteId: ground.site, needBy: '2099-01-01', opinion: 'needed', lines };
    const requisition = (await waiting.post('/v1/requisitions', body).expect(201)).body;
    await supervisor.post(`/v1/requisitions/${requisition.id}/approval`).expect(200);
    await takeBack([line({ quantity: 2 })]);
    const read = await waiting.get(`/v1/requisitions/${requisition.id}`).expect(200);
    expect(read.body.lines[0]).toMatchObject({ reservedQuantity: 2, backorderedQuantity: 0 });
    expect((await shelf()).quantity).toBe(1);
  });
});
