import { type OldPart } from '../../src/returns/old-part';
import { expectBooksToBalance } from '../support/books';
import { aSite } from '../support/catalog';
import { held } from '../support/ledger';
import { anOwedOldPart } from '../support/old-parts';
import { aJob } from '../support/reports';
import { type Caller, World } from '../support/world';

describe('A clerk takes in the wrong old part and takes it back (红冲)', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  let clerk: Caller;
  let site: { id: string };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
    clerk = await world.person('clerk');
    site = await aSite(world);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const theJob = (asked: Parameters<typeof aJob>[1] = {}) => aJob(world, { ...crew, ...asked });
  const receive = async (part: OldPart, more: object = {}) =>
    (await clerk.post(`/v1/old-parts/${part.id}/receipt`, { siteId: site.id, ...more }).expect(200)).body as {
      received: OldPart;
      stillOwed: OldPart | null;
    };
  const takeBack = (part: OldPart, caller = clerk, body: object = { reason: 'the tag of another part was scanned' }) =>
    caller.post(`/v1/old-parts/${part.id}/receipt/reversal`, body);
  const inHand = (part: OldPart) => held(world, { kind: 'old_custody', ownerId: part.engineerId }, part.partId);
  const atDesk = (part: OldPart) => held(world, { kind: 'old_parts', ownerId: site.id }, part.partId);

  test('the debt is open again under its old due date, and what was said at the desk stays readable (R8)', async () => {
    const owed = await anOwedOldPart(await theJob());
    await receive(owed, { conditionNote: 'burnt' });
    const { body } = await takeBack(owed).expect(201);
    expect(body).toMatchObject({
      ...{ id: owed.id, status: 'owed', dueOn: owed.dueOn, quantity: 1, siteId: owed.siteId },
      ...{ receivedOn: null, receivedById: null, conditionNote: null },
      receiptReversals: [
        {
          number: expect.stringMatching(/^REV-\d{4}-\d{6}$/) as string,
          reason: 'the tag of another part was scanned',
          ...{ actorId: clerk.id, siteId: site.id, receivedById: clerk.id, conditionNote: 'burnt', disposition: null },
        },
      ],
    });
    expect(await inHand(owed)).toMatchObject({ quantity: 1 });
    expect(await atDesk(owed)).toMatchObject({ quantity: 0 });
    const again = await receive(owed, { conditionNote: 'cracked' });
    expect(again.received).toMatchObject({ status: 'received', receiptReversals: [{ conditionNote: 'burnt' }] });
    expect((await takeBack(owed).expect(201)).body.receiptReversals).toHaveLength(2);
  });

  test('of a unit that was not the reported one both units are where they were before (S101)', async () => {
    const owed = await anOwedOldPart(await theJob({ part: { serialNumbered: true } }));
    await receive(owed, { serialNumber: 'NOT-IT' });
    const { body } = await takeBack(owed).expect(201);
    expect(body.receiptReversals).toMatchObject([{ receivedSerialNumber: 'NOT-IT', serialMatches: false }]);
    const units = await world.sql(
      `select u.serial_number as serial, a.kind from serial_unit u join stock_account a on a.id = u.account_id
        where u.part_id = $1 and u.serial_number in ($2, 'NOT-IT') order by a.kind`,
      [owed.partId, owed.serialNumber],
    );
    expect(units).toEqual([
      { serial: owed.serialNumber, kind: 'old_custody' },
      { serial: 'NOT-IT', kind: 'removed' },
    ]);
    expect((await receive(owed, { serialNumber: owed.serialNumber })).received).toMatchObject({ serialMatches: true });
  });

  test('of what came in part only that portion is owed again; the rest stays as it is', async () => {
    const owed = await anOwedOldPart(await theJob({ pieces: 5 }), { quantity: 5 });
    const { stillOwed } = await receive(owed, { quantity: 2 });
    await takeBack(owed).expect(201);
    const list = await clerk.get(`/v1/old-parts?reportId=${owed.reportId}`).expect(200);
    expect(list.body.items.map((item: OldPart) => [item.portion, item.status, item.quantity])).toEqual([
      [1, 'owed', 2],
      [2, 'owed', 3],
    ]);
    await receive(stillOwed!);
    expect(await inHand(owed)).toMatchObject({ quantity: 2 });
  });

  test('what is held as evidence lies there still and may be taken back; what was scrapped may not', async () => {
    const owed = await anOwedOldPart(await theJob());
    await receive(owed);
    const dispose = (disposition: string) =>
      clerk.post(`/v1/old-parts/${owed.id}/disposition`, { disposition, note: 'for the maker' }).expect(200);
    await dispose('hold_as_evidence');
    const { body } = await takeBack(owed).expect(201);
    expect(body).toMatchObject({ disposition: null, disposedOn: null });
    expect(body.receiptReversals).toMatchObject([
      { disposition: 'hold_as_evidence', dispositionNote: 'for the maker' },
    ]);
    await receive(owed);
    await dispose('scrap');
    const refused = await takeBack(owed).expect(409);
    expect(refused.body).toMatchObject({
      type: 'urn:counterpart:problem:already-disposed',
      facts: { disposition: 'scrap' },
    });
  });

  test('what is owed or waived has no receipt to take back, a reason is needed, and other people’s is not found', async () => {
    const owed = await anOwedOldPart(await theJob());
    const tooSoon = await takeBack(owed).expect(409);
    expect(tooSoon.body.type).toBe('urn:counterpart:problem:old-part-in-other-state');
    await receive(owed);
    await takeBack(owed, clerk, {}).expect(422);
    await takeBack(owed, crew.engineer).expect(403);
    await takeBack(owed, crew.supervisor).expect(403);
    const elsewhere = await world.person('station', { siteId: (await aSite(world)).id });
    await takeBack(owed, elsewhere).expect(404);
    const here = await world.person('station', { siteId: site.id });
    await takeBack(owed, here).expect(201);
    const both = await world.person(['engineer', 'clerk']);
    const own = await anOwedOldPart(await theJob({ engineer: both }));
    await receive(own);
    expect((await takeBack(own, both).expect(403)).body.type).toBe('urn:counterpart:problem:own-old-part');
  });

  test('two clerks take it back while a third scraps it: one of them does', async () => {
    const owed = await anOwedOldPart(await theJob());
    await receive(owed);
    const other = await world.person('clerk');
    const scrap = clerk.post(`/v1/old-parts/${owed.id}/disposition`, { disposition: 'scrap' });
    const answers = await Promise.all([takeBack(owed), takeBack(owed, other), scrap]);
    expect(answers.filter((answer) => answer.status < 300)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(2);
  });

  test('its posting is not reversed past the document, and the refusal names the way', async () => {
    const owed = await anOwedOldPart(await theJob());
    await receive(owed);
    const [movement] = await world.sql<{ id: string }>(
      `select id from stock_movement where document_id = $1 and reason = 'old_part_back'`,
      [owed.id],
    );
    const refused = await crew.supervisor.post(`/v1/movements/${movement!.id}/reversal`, { reason: 'x' }).expect(409);
    expect(refused.body.detail).toContain('/receipt/reversal');
  });

  test('a defect in our own code cannot open a debt again without the reversal and its record (R8)', async () => {
    const owed = await anOwedOldPart(await theJob());
    await receive(owed);
    const owedAgain = `update old_part set status = 'owed', received_on = null, received_by_id = null, condition_note = null
                        where id = $1`;
    await expect(world.sqlAsApplication(owedAgain, [owed.id])).rejects.toMatchObject({
      constraint: 'old_part_settled_stays',
    });
    await takeBack(owed).expect(201);
    await receive(owed);
    await expect(world.sqlAsApplication(owedAgain, [owed.id])).rejects.toMatchObject({
      constraint: 'old_part_settled_stays',
    });
  });
});
