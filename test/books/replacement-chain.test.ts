import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type Account } from '../../src/ledger/ledger';
import { aGround, post } from '../support/ledger';
import { aDraft, aJob, aReplacement } from '../support/reports';
import { World } from '../support/world';
import { aWorkedMonth, type WorkedMonth } from './worked-month';

describe('The chain of a replacement', () => {
  let world: World;
  let month: WorkedMonth;
  beforeAll(async () => {
    world = await World.open();
    month = await aWorkedMonth(world);
  });
  afterAll(() => world.close());

  test('leads from the signed report back over issue, requisition and bin to the receipt, and on to the old part', async () => {
    const chain = (await month.engineer.get(`/v1/replacements/${month.replacementId}/chain`).expect(200)).body;
    expect(chain.replacement).toMatchObject({ id: month.replacementId, partId: month.ground.parts[0], quantity: 2 });
    expect(chain.report).toMatchObject({ id: month.reportId, status: 'approved', engineerId: month.engineer.id });
    expect(chain.report.signedAt).not.toBeNull();
    expect(chain.fitting).toMatchObject({ quantity: 2, value: 194 });
    expect(chain.issues).toEqual([
      expect.objectContaining({
        id: month.issueId,
        requisitionId: month.requisitionId,
        binId: month.ground.bins[0],
        quantity: 2,
      }),
    ]);
    expect(chain.steps.map((step: { reason: string }) => step.reason)).toEqual(['issue', 'reserve', 'receive']);
    const origin = chain.steps.at(-1);
    expect(origin).toMatchObject({
      isOrigin: true,
      stepsBack: 3,
      documentKind: 'receipt',
      documentId: month.receipt.id,
      documentNumber: month.receipt.number,
      from: { kind: 'supplier', ownerId: month.ground.supplier },
      actorId: month.clerk.id,
    });
    expect(chain.oldParts).toEqual([expect.objectContaining({ id: month.oldPartId, status: 'owed', quantity: 2 })]);
  });

  test('before approval there is no fitting and nothing to follow', async () => {
    const job = await aJob(world, { engineer: month.engineer, supervisor: month.supervisor });
    const noOldPart = { noOldPartReason: 'added, not replaced' };
    const draft = await aDraft(job, { replacements: [aReplacement(job, noOldPart)] });
    const path = `/v1/replacements/${draft.replacements[0]!.id}/chain`;
    const chain = (await month.engineer.get(path).expect(200)).body;
    expect(chain).toMatchObject({ fitting: null, issues: [], steps: [], oldParts: [], ...noOldPart });
    expect(chain.report).toMatchObject({ status: 'draft', workOrderNumber: job.order.number, signedAt: null });
  });

  test('an engineer follows own replacements only, a station those of its site (R15)', async () => {
    const path = `/v1/replacements/${month.replacementId}/chain`;
    await (await world.person('engineer')).get(path).expect(404);
    await (await world.person('station', { siteId: month.there.site })).get(path).expect(404);
    await month.supervisor.get(`/v1/replacements/${month.reportId}/chain`).expect(404);
  });

  test('a receipt that was given back has its movement, and a movement is reversed where its document allows it', async () => {
    const movementOf = async (documentId: string, reason: string) =>
      Number(
        (
          await world.sql(`select id from stock_movement where document_id = $1 and reason = $2`, [documentId, reason])
        )[0]!['id'],
      );
    const reverse = (id: number) => month.supervisor.post(`/v1/movements/${id}/reversal`, { reason: 'wrong engineer' });
    const returned = await movementOf(month.unusedReturnId, 'return_unused');
    const reversed = await reverse(returned).expect(201);
    expect(reversed.body).toMatchObject({ id: returned, reversal: { reason: 'wrong engineer' } });
    expect((await reverse(returned).expect(409)).body.type).toBe('urn:counterpart:problem:already-reversed');
    const reading = await month.clerk.get(`/v1/unused-returns/${month.unusedReturnId}`).expect(200);
    expect(reading.body.reversal.number).toMatch(/^REV-/);
    for (const [documentId, reason, hint] of [
      [month.issueId, 'issue', /unused return/],
      [month.reportId, 'fit', /revision/],
      [month.requisitionId, 'reserve', /Cancel/],
      [month.transferId, 'send', /transfer/],
    ] as const) {
      const refused = await reverse(await movementOf(documentId, reason)).expect(409);
      expect(refused.body.type).toBe('urn:counterpart:problem:reversed-by-its-document');
      expect(refused.body.detail).toMatch(hint);
    }
    await reverse(999_999_999).expect(404);
    await month.clerk.post(`/v1/movements/${returned}/reversal`, { reason: 'x' }).expect(403);
    const books = await month.supervisor.get('/v1/reconciliation').expect(200);
    expect(books.body.identities.filter((one: { holds: boolean }) => !one.holds)).toEqual([]);
  });

  describe('pieces are followed first in, first out', () => {
    const today = '2026-01-05';
    interface Step {
      movement_id: number;
      quantity: number;
      depth: number;
    }
    const trace = async (movementId: number) =>
      world.sql<Step & { document: string }>(
        `select b.depth, b.movement_id::integer as movement_id, b.quantity
           from stock_transfer t, trace_back(t, 0, t.quantity, 0) b where t.movement_id = $1 order by b.depth, b.movement_id`,
        [movementId],
      );

    test('what leaves comes from as many deliveries as it spans, each with its share', async () => {
      const ground = await aGround(world);
      const partId = ground.parts[0]!;
      const [shelf, other]: Account[] = ground.bins.map((ownerId) => ({ kind: 'shelf', ownerId }));
      const supplier: Account = { kind: 'supplier', ownerId: ground.supplier };
      const receive = (quantity: number) =>
        post(world, 'receive', [{ partId, from: supplier, to: shelf!, quantity, value: 10 }], { postingDate: today });
      const move = (from: Account, to: Account, quantity: number) =>
        post(world, 'move', [{ partId, from, to, quantity }], { postingDate: today });
      const first = await receive(3);
      const second = await receive(4);
      const third = await receive(5);
      // 3 of the first and 1 of the second leave, and 2 of the second come back.
      const out = await move(shelf!, other!, 4);
      expect((await trace(out)).map((step) => [step.movement_id, step.quantity])).toEqual([
        [first, 3],
        [second, 1],
      ]);
      const next = await move(shelf!, other!, 5);
      expect((await trace(next)).map((step) => [step.movement_id, step.quantity])).toEqual([
        [second, 3],
        [third, 2],
      ]);
      // Of the 9 pieces there, the oldest four go back: those of the first move.
      const back = await move(other!, shelf!, 4);
      expect((await trace(back)).map((step) => [step.depth, step.movement_id, step.quantity])).toEqual([
        [1, out, 4],
        [2, first, 3],
        [2, second, 1],
      ]);
    });

    test('a unit is followed by its own transfers, whatever else lies there', async () => {
      const ground = await aGround(world, { serialNumbered: true });
      const partId = ground.parts[0]!;
      const [shelf, other]: Account[] = ground.bins.map((ownerId) => ({ kind: 'shelf', ownerId }));
      const supplier: Account = { kind: 'supplier', ownerId: ground.supplier };
      const receive = async () => {
        const unitId = randomUUID();
        await world.sql(
          `insert into serial_unit (id, code, part_id, serial_number) values ($1::uuid, $2, $3, $1::text)`,
          [unitId, newCode('serial-unit'), partId],
        );
        const line = { partId, from: supplier, to: shelf!, quantity: 1, value: 10, unitId };
        return { unitId, movement: await post(world, 'receive', [line], { postingDate: today }) };
      };
      await receive();
      const wanted = await receive();
      await receive();
      const line = { partId, from: shelf!, to: other!, quantity: 1, unitId: wanted.unitId };
      const out = await post(world, 'move', [line], { postingDate: today });
      expect((await trace(out)).map((step) => step.movement_id)).toEqual([wanted.movement]);
    });
  });
});
