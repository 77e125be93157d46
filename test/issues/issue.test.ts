import { randomUUID } from 'node:crypto';
import { expectBooksToBalance } from '../support/books';
import { aCrew, anApprovedRequisition, aRequisition, aStockedSite, type Crew, pieces } from '../support/stocked';
import { World } from '../support/world';

describe('Issues', () => {
  let world: World;
  let crew: Crew;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  async function numberOf(partId: string): Promise<string> {
    return (await world.sql<{ number: string }>(`select number from part where id = $1`, [partId]))[0]!.number;
  }

  test('approved parts are handed out in two goes and the engineer acknowledges them', async () => {
    const site = await aStockedSite(world, [5]);
    const partId = site.parts[0]!.id;
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId, quantity: 3 }]);
    const lineId = lines[0]!.id;
    const first = await crew.clerk
      .post('/v1/issues', { requisitionId: id, lines: [{ lineId, quantity: 1 }] })
      .expect(201);
    expect(first.body).toMatchObject({
      requisitionId: id,
      engineerId: crew.engineer.id,
      lines: [{ partId, quantity: 1 }],
    });
    await crew.clerk.post('/v1/issues', { requisitionId: id, lines: [{ lineId, quantity: 2 }] }).expect(201);
    expect(await pieces(world, 'custody', partId)).toBe(3);
    await crew.clerk.post(`/v1/issues/${first.body.id}/acknowledgement`).expect(403);
    const acknowledged = await crew.engineer.post(`/v1/issues/${first.body.id}/acknowledgement`).expect(200);
    expect(acknowledged.body.acknowledgedAt).toMatch(/^\d{4}-/);
    await crew.engineer.post(`/v1/issues/${first.body.id}/acknowledgement`).expect(409);
  });

  test('nothing is issued before the requisition is approved (R3)', async () => {
    const site = await aStockedSite(world, [5]);
    const { id, lines } = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const body = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    const refused = await crew.clerk.post('/v1/issues', body).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:requisition-not-approved');
  });

  test('nothing is issued beyond what was approved, nor beyond what is reserved (R3)', async () => {
    const site = await aStockedSite(world, [1, 9]);
    const [scarce, plenty] = site.parts;
    const { id, lines } = await anApprovedRequisition(crew, site, [
      { partId: scarce!.id, quantity: 2 },
      { partId: plenty!.id, quantity: 2 },
    ]);
    const ask = (line: number, quantity: number) =>
      crew.clerk.post('/v1/issues', { requisitionId: id, lines: [{ lineId: lines[line]!.id, quantity }] });
    const unreserved = await ask(0, 2).expect(409);
    expect(unreserved.body).toMatchObject({
      type: 'urn:counterpart:problem:less-reserved-than-asked',
      facts: { lineId: lines[0]!.id, partNumber: await numberOf(scarce!.id), asked: 2, reserved: 1 },
    });
    const unapproved = await ask(1, 3).expect(409);
    expect(unapproved.body).toMatchObject({
      type: 'urn:counterpart:problem:more-than-approved',
      facts: { lineId: lines[1]!.id, partNumber: await numberOf(plenty!.id), approved: 2, issued: 0, asked: 3 },
    });
    expect(await pieces(world, 'custody', plenty!.id)).toBe(0);
  });

  test('a request that names a line twice beyond what was approved hears what was issued before it, not by it', async () => {
    const site = await aStockedSite(world, [9]);
    const partId = site.parts[0]!.id;
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId, quantity: 4 }]);
    const line = (quantity: number) => ({ lineId: lines[0]!.id, quantity });
    await crew.clerk.post('/v1/issues', { requisitionId: id, lines: [line(1)] }).expect(201);
    const twice = { requisitionId: id, lines: [line(2), line(2)] };
    const refused = await crew.clerk.post('/v1/issues', twice).expect(409);
    expect(refused.body.facts).toEqual({
      lineId: lines[0]!.id,
      partNumber: await numberOf(partId),
      approved: 4,
      issued: 1,
      released: 0,
      asked: 4,
    });
    expect(await pieces(world, 'custody', partId)).toBe(1);
  });

  test('a line of another requisition is refused and nothing moves', async () => {
    const site = await aStockedSite(world, [5]);
    const partId = site.parts[0]!.id;
    const mine = await anApprovedRequisition(crew, site, [{ partId, quantity: 1 }]);
    const other = await anApprovedRequisition(crew, site, [{ partId, quantity: 1 }]);
    const lines = [
      { lineId: mine.lines[0]!.id, quantity: 1 },
      { lineId: other.lines[0]!.id, quantity: 1 },
    ];
    await crew.clerk.post('/v1/issues', { requisitionId: mine.id, lines }).expect(422);
    expect(await pieces(world, 'custody', partId)).toBe(0);
    const unknown = { requisitionId: randomUUID(), lines: [lines[0]] };
    await crew.clerk.post('/v1/issues', unknown).expect(404);
  });

  test('the application itself cannot issue around the rules (R1, R3)', async () => {
    const site = await aStockedSite(world, [5]);
    const partId = site.parts[0]!.id;
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId, quantity: 1 }]);
    const forged = [
      `update requisition_line set issued_quantity = 5 where id = '${lines[0]!.id}'`,
      `insert into issue (id, code, number, requisition_id, engineer_id, site_id, document_date, posting_date, actor_id)
       values (gen_random_uuid(), 'X', 'X', '${id}', '${crew.engineer.id}', '${site.siteId}', current_date, current_date, '${crew.clerk.id}')`,
      `update stock_balance set quantity = 100`,
      `insert into stock_transfer (movement_id, part_id, from_account_id, to_account_id, quantity, value, posting_date)
       values (1, '${partId}', 1, 2, 1, 0, current_date)`,
    ];
    for (const statement of forged) {
      await expect(world.sqlAsApplication(statement)).rejects.toMatchObject({ code: '42501' });
    }
    const post = world.sqlAsApplication(
      `select post_movement('issue', 'issue', gen_random_uuid(), current_date, current_date, $1,
         array[($2::uuid, account_for('reserved', $3), account_for('custody', $4), 1, null, null)::stock_line])`,
      [crew.clerk.id, partId, site.parts[0]!.binId, crew.engineer.id],
    );
    await expect(post).rejects.toMatchObject({ constraint: 'issue_needs_document' });
    const tooMuch = world.sqlAsApplication(
      `select post_movement('release', 'requisition', gen_random_uuid(), current_date, current_date, $1,
         array[($2::uuid, account_for('reserved', $3), account_for('shelf', $3), 2, null, null)::stock_line])`,
      [crew.clerk.id, partId, site.parts[0]!.binId],
    );
    await expect(tooMuch).rejects.toMatchObject({ constraint: 'stock_balance_not_negative' });
  });

  test('callers racing for the last pieces get exactly the pieces there are (R1)', async () => {
    const site = await aStockedSite(world, [5]);
    const partId = site.parts[0]!.id;
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId, quantity: 20 }]);
    const body = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => crew.clerk.post('/v1/issues', body)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(15);
    expect(await pieces(world, 'custody', partId)).toBe(5);
  });

  test('the same request sent eight times at once issues once, and all eight get the one answer (R14)', async () => {
    const site = await aStockedSite(world, [9]);
    const partId = site.parts[0]!.id;
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId, quantity: 9 }]);
    const body = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 2 }] };
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => crew.clerk.post('/v1/issues', body, key).expect(201)),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await pieces(world, 'custody', partId)).toBe(2);
    const other = { ...body, lines: [{ lineId: lines[0]!.id, quantity: 3 }] };
    const refused = await crew.clerk.post('/v1/issues', other, key).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:idempotency-key-reused');
    const elsewhere = await anApprovedRequisition(crew, site, [{ partId, quantity: 1 }]);
    const again = { requisitionId: elsewhere.id, lines: [{ lineId: elsewhere.lines[0]!.id, quantity: 1 }] };
    await crew.clerk.post('/v1/issues', again, key).expect(409);
  });

  test('a repeat gets its answer also when nothing is left to issue, and the key serves no other request (R14)', async () => {
    const site = await aStockedSite(world, [2]);
    const partId = site.parts[0]!.id;
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId, quantity: 1 }]);
    const body = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    const first = await crew.clerk.post('/v1/issues', body, `once-${id}`).expect(201);
    const again = await crew.clerk.post('/v1/issues', body, `once-${id}`).expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    await crew.clerk.post('/v1/issues', body, `other-${id}`).expect(409);
    const other = { ...body, lines: [{ lineId: lines[0]!.id, quantity: 2 }] };
    const refused = await crew.clerk.post('/v1/issues', other, `once-${id}`).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:idempotency-key-reused');
    expect(await pieces(world, 'custody', partId)).toBe(1);
  });

  test('the application itself cannot approve more than was asked, nor acknowledge for another (R3)', async () => {
    const site = await aStockedSite(world, [2]);
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const more = world.sqlAsApplication(`update requisition_line set approved_quantity = 2 where id = $1`, [
      lines[0]!.id,
    ]);
    await expect(more).rejects.toMatchObject({ constraint: 'requisition_line_approved_within_asked' });
    const body = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    const issued = await crew.clerk.post('/v1/issues', body).expect(201);
    const forAnother = world.sqlAsApplication(
      `update issue set acknowledged_at = now(), acknowledged_by_id = $2 where id = $1`,
      [issued.body.id, crew.clerk.id],
    );
    await expect(forAnother).rejects.toMatchObject({ constraint: 'issue_acknowledged_by_receiver' });
    const byNobody = world.sqlAsApplication(`update issue set acknowledged_at = now() where id = $1`, [issued.body.id]);
    await expect(byNobody).rejects.toMatchObject({ constraint: 'issue_acknowledged_when' });
  });

  test('a scanned unit changes places with the one that was reserved', async () => {
    const site = await aStockedSite(world, [2], { serialNumbered: true });
    const part = site.parts[0]!;
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId: part.id, quantity: 1 }]);
    const onShelf = await world.sql<{ id: string }>(
      `select u.id from serial_unit u join stock_account a on a.id = u.account_id where u.part_id = $1 and a.kind = 'shelf'`,
      [part.id],
    );
    const lineId = lines[0]!.id;
    const without = { requisitionId: id, lines: [{ lineId, quantity: 1 }] };
    await crew.clerk.post('/v1/issues', without).expect(422);
    const unitId = onShelf[0]!.id;
    await crew.clerk.post('/v1/issues', { requisitionId: id, lines: [{ lineId, quantity: 1, unitId }] }).expect(201);
    const where = await world.sql(
      `select a.kind from serial_unit u join stock_account a on a.id = u.account_id where u.id = $1`,
      [unitId],
    );
    expect(where).toEqual([{ kind: 'custody' }]);
  });

  test('an engineer does not issue; a station issues from its own site only (R15)', async () => {
    const site = await aStockedSite(world, [3]);
    const elsewhere = await aStockedSite(world, [1]);
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const body = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    await crew.engineer.post('/v1/issues', body).expect(403);
    const station = await world.person('station', { siteId: elsewhere.siteId });
    await station.post('/v1/issues', body).expect(404);
    const issued = await crew.clerk.post('/v1/issues', body).expect(201);
    await station.get(`/v1/issues/${issued.body.id}`).expect(404);
    await crew.engineer.get(`/v1/issues/${issued.body.id}`).expect(200);
  });

  test('the books are dated by those who may: a clerk cannot post to an earlier day, nor anyone to a later', async () => {
    const site = await aStockedSite(world, [3], { postingDate: '2020-01-01' });
    const { id, lines } = await anApprovedRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const body = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    await crew.clerk.post('/v1/issues', { ...body, postingDate: '2020-02-01' }).expect(403);
    await crew.clerk.post('/v1/issues', { ...body, postingDate: '2099-02-01' }).expect(422);
    const backdating = await world.person('clerk', { mayPostEarlier: true });
    const refused = await backdating.post('/v1/issues', { ...body, postingDate: '2020-02-01' }).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:posting-date-too-early');
    expect(refused.body.facts.earliestPostingDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
