import { type TakeIn } from '../../src/workorders/take-in/take-in';
import { aModel, aSite } from '../support/catalog';
import { documentOf, pdfText } from '../support/pdf-text';
import { aSignature } from '../support/reports';
import { aSignatureImage } from '../support/signature-image';
import { anActivePolicy, aUnitBoughtOn, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

const dayMs = 86_400_000;

describe('What is taken to the workshop', () => {
  let world: World;
  let engineer: Caller;
  let ahead = 0;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date(Date.now() + ahead) });
    engineer = await world.person('engineer');
  });
  afterAll(() => world.close());

  const inDays = (days: number) =>
    new Date(Date.now() + ahead + 8 * 3_600_000 + days * dayMs).toISOString().slice(0, 10);
  const body = (order: { id: string }, more: object = {}) => ({
    ...{ workOrderId: order.id, condition: 'a dent on the left side 左侧有凹痕', expectedOn: inDays(7) },
    configuration: [{ name: 'memory 内存', value: '2 × 8 GB' }],
    accessories: ['power cord 电源线'],
    ...{ dataBackup: 'declined', dataNote: 'told that the disk may be erased' },
    ...more,
  });
  const drawUp = async (order: { id: string }, more: object = {}): Promise<TakeIn> =>
    (await engineer.post('/v1/take-ins', body(order, more)).expect(201)).body as TakeIn;
  const signature = (document: { digest: string }, more: object = {}) => {
    const signed: Record<string, unknown> = { ...aSignature(document), ...more };
    delete signed['consentText'];
    return signed;
  };
  const sign = (document: TakeIn, more: object = {}) =>
    engineer.post(`/v1/take-ins/${document.id}/signature`, signature(document, more));
  const handBack = (document: TakeIn, more: object = {}) =>
    engineer.post(`/v1/take-ins/${document.id}/hand-back`, { signature: signature(document), ...more });
  const takenIn = async (order: { id: string }, more: object = {}): Promise<TakeIn> =>
    (await sign(await drawUp(order, more)).expect(200)).body as TakeIn;

  test('it is taken in with configuration, accessories, data and expected day, and the customer signs (S024, S095)', async () => {
    const order = await aWorkOrder(world, { engineer });
    const made = await drawUp(order);
    expect(made).toMatchObject({ status: 'made', daysOutOfUse: null, item: null, engineerId: engineer.id });
    expect(made.number).toMatch(/^TKI-\d{4}-\d{6}$/);
    const taken = (await sign(made).expect(200)).body as TakeIn;
    expect(taken).toMatchObject({ status: 'taken_in', daysOutOfUse: 0, overdue: false });
    expect(taken.takeInSignature).toMatchObject({ digest: made.digest, signerName: 'Sample Owner' });
    const scanned = await engineer.get(`/v1/scans?text=${taken.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'take-in', number: taken.number, state: 'taken_in' });
    expect(scanned.body.links.map((link: { rel: string }) => link.rel)).toContain('hand-back');
  });

  test('the repair-time clock runs from take-in to hand-back, and what is late is listed (S024, S095)', async () => {
    const order = await aWorkOrder(world, { engineer });
    const taken = await takenIn(order, { expectedOn: inDays(2) });
    ahead += 5 * dayMs;
    const late = await engineer.get('/v1/take-ins?overdue=true').expect(200);
    expect(late.body.items).toMatchObject([{ id: taken.id, overdue: true, daysOutOfUse: 5 }]);
    const remarks = 'a new keyboard, see the report';
    const back = (await handBack(taken, { remarks }).expect(200)).body as TakeIn;
    expect(back).toMatchObject({ status: 'handed_back', overdue: false, remarks, daysOutOfUse: 5 });
    ahead += 2 * dayMs;
    const later = await engineer.get(`/v1/take-ins/${taken.id}`).expect(200);
    expect(later.body.daysOutOfUse).toBe(5);
    expect((await engineer.get('/v1/take-ins?overdue=true').expect(200)).body.items).toEqual([]);
  });

  test('days out of use prolong the warranty of the unit where its policy says so', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] }, { suspend: { repairs: 'ALL' } });
    const unit = await aUnitBoughtOn(world, daysAgo(40), { modelId: model.id });
    const first = await aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT' });
    const taken = await takenIn(first);
    ahead += 10 * dayMs;
    const during = await aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT' });
    await handBack(taken).expect(200);
    ahead += 3 * dayMs;
    const after = await aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT' });
    const prolonged = (order: typeof first) =>
      (Date.parse(order.determination!.lastCoveredDay!) - Date.parse(first.determination!.lastCoveredDay!)) / dayMs;
    expect([prolonged(during), prolonged(after)]).toEqual([10, 10]);
  });

  test('every step in its turn: sign once, hand back once, withdraw only before', async () => {
    const order = await aWorkOrder(world, { engineer });
    const made = await drawUp(order, { item: 'hard disk 硬盘', accessories: [] });
    const early = await handBack(made).expect(409);
    expect(early.body.type).toBe('urn:counterpart:problem:take-in-in-other-state');
    const withdrawn = await engineer.post(`/v1/take-ins/${made.id}/withdrawal`, { reason: 'repaired on site' });
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', withdrawalReason: 'repaired on site' });
    await sign(made).expect(409);
    const taken = await takenIn(order);
    await sign(taken).expect(409);
    await engineer.post(`/v1/take-ins/${taken.id}/withdrawal`, { reason: 'x' }).expect(409);
    await handBack(taken).expect(200);
    await handBack(taken).expect(409);
    await expect(
      world.sqlAsApplication(`update take_in set taken_in_at = now() - interval '9 days' where id = $1`, [taken.id]),
    ).rejects.toMatchObject({ constraint: 'take_in_step_known' });
  });

  test('nothing is taken in or handed back without a signature over exactly this sheet', async () => {
    const order = await aWorkOrder(world, { engineer });
    const made = await drawUp(order);
    const other = await sign(made, { digest: '0'.repeat(64) }).expect(409);
    expect(other.body.type).toBe('urn:counterpart:problem:other-content');
    await sign(made, { imagePng: aSignatureImage({ empty: true }) }).expect(422);
    await expect(
      world.sqlAsApplication(`update take_in set status = 'taken_in', taken_in_at = now() where id = $1`, [made.id]),
    ).rejects.toMatchObject({ constraint: 'take_in_signed_by_customer' });
    const seed = Buffer.from('once and for all');
    const taken = (await sign(made, { imagePng: aSignatureImage({ seed }) }).expect(200)).body as TakeIn;
    const reused = signature(taken, { imagePng: aSignatureImage({ seed }) });
    const again = await engineer.post(`/v1/take-ins/${taken.id}/hand-back`, { signature: reused }).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:signature-image-reused');
    await expect(
      world.sqlAsApplication(`update take_in set accessories = '[]' where id = $1`, [made.id]),
    ).rejects.toThrow('permission denied');
  });

  test('whatever a take-in must say and does not is named all at once', async () => {
    const order = await aWorkOrder(world, { engineer });
    const wrong = body(order, { expectedOn: inDays(-1), dataNote: undefined });
    const answer = await engineer.post('/v1/take-ins', wrong).expect(422);
    const pointers = (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/expectedOn', '/dataNote']);
    await engineer.post('/v1/take-ins', body(order, { configuration: [] })).expect(422);
    await engineer.get('/v1/take-ins?overdue=true&status=made').expect(422);
    await engineer.get('/v1/take-ins?status=taken_in&cursor=WyJ4IiwieSJd').expect(422);
    await drawUp(order, { dataBackup: 'not_applicable', dataNote: undefined });
  });

  test('an order does not end while something of it is in the workshop', async () => {
    const order = await aWorkOrder(world, { engineer });
    const taken = await takenIn(order);
    const refused = await engineer.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'x' }).expect(409);
    expect(refused.body.facts.takeIns).toEqual([taken.number]);
    await handBack(taken).expect(200);
    await engineer.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'x' }).expect(200);
  });

  test('a whole unit is in one workshop at a time, also when two sheets are signed at the same moment', async () => {
    const order = await aWorkOrder(world, { engineer });
    const other = await aWorkOrder(world, { engineer, unitId: order.unitId });
    const [first, second] = [await drawUp(order), await drawUp(other)];
    const answers = await Promise.all([sign(first), sign(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.type).toBe('urn:counterpart:problem:unit-in-workshop');
  });

  test('the sheet is printed in Chinese and English with its barcode and both signatures', async () => {
    const taken = await takenIn(await aWorkOrder(world, { engineer }));
    await handBack(taken, { remarks: 'clean 已清洁' }).expect(200);
    const text = pdfText(await documentOf(engineer.get(`/v1/take-ins/${taken.id}/document.pdf`)));
    for (const words of [taken.number, '取机维修单', '电源线', '2 × 8 GB', 'at the hand-back', '已清洁', taken.code]) {
      expect(text).toContain(words);
    }
  });

  test('a station sees what is in its own workshop only (R15)', async () => {
    const [here, elsewhere] = [await aSite(world), await aSite(world)];
    const order = await aWorkOrder(world, { engineer, siteId: here.id });
    const taken = await takenIn(order);
    const own = await world.person('station', { siteId: here.id });
    const other = await world.person('station', { siteId: elsewhere.id });
    expect((await own.get('/v1/take-ins?status=taken_in').expect(200)).body.items).toMatchObject([{ id: taken.id }]);
    expect((await other.get('/v1/take-ins').expect(200)).body.items).toEqual([]);
    await other.get(`/v1/take-ins/${taken.id}`).expect(404);
    await other.post(`/v1/take-ins/${taken.id}/hand-back`, { signature: signature(taken) }).expect(404);
    await own.post(`/v1/take-ins/${taken.id}/hand-back`, { signature: signature(taken) }).expect(200);
  });

  test('others neither see it nor sign for it (R15)', async () => {
    const order = await aWorkOrder(world, { engineer });
    const made = await drawUp(order);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/take-ins/${made.id}`).expect(404);
    await stranger.get(`/v1/take-ins/${made.id}/document.pdf`).expect(404);
    await stranger.post(`/v1/take-ins/${made.id}/signature`, signature(made)).expect(404);
    await stranger.post('/v1/take-ins', body(order)).expect(404);
    expect((await stranger.get('/v1/take-ins').expect(200)).body.items).toEqual([]);
    await (await world.person('auditor')).post('/v1/take-ins', body(order)).expect(403);
    const ofUnit = await engineer.get(`/v1/take-ins?unitId=${order.unitId}`).expect(200);
    expect(ofUnit.body.items).toMatchObject([{ id: made.id }]);
  });
});
