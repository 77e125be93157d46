import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type LinkedCode } from '../../src/scanning/linked-code';
import { aCrew, aRequisition, aStockedSite, type Crew, type StockedSite } from '../support/stocked';
import { type Caller, World } from '../support/world';

describe('Foreign codes and retired codes', () => {
  let world: World;
  let crew: Crew;
  let site: StockedSite;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
    site = await aStockedSite(world, [2, 0]);
    await aStockedSite(world, [1], { serialNumbered: true });
  });
  afterAll(() => world.close());

  const scan = (who: Caller, text: string) => who.get(`/v1/scans?text=${encodeURIComponent(text)}`);
  const codeOf = async (table: string, id: string) =>
    (await world.sql<{ code: string }>(`select code from ${table} where id = $1`, [id]))[0]!.code;
  const partCode = (index = 0) => codeOf('part', site.parts[index]!.id);
  const link = (who: Caller, text: string, code: string) => who.post('/v1/linked-codes', { text, code });

  test('a maker’s code is linked by two scans and then leads to the record, whatever the scanner adds', async () => {
    const code = await partCode();
    const linked = (await link(crew.clerk, ']C0MAKER 12/34-A\r', `${code}\n`).expect(201)).body as LinkedCode;
    expect(linked).toMatchObject({ text: 'MAKER 12/34-A', kind: 'part', code, unlinkedAt: null });
    const found = await scan(crew.engineer, '\tMAKER 12/34-A\r\n').expect(200);
    expect(found.body).toMatchObject({ form: 'foreign', kind: 'part', id: site.parts[0]!.id });
    const listed = await crew.clerk.get(`/v1/linked-codes?recordId=${site.parts[0]!.id}`).expect(200);
    expect(listed.body.items).toEqual([linked]);
  });

  test('a GTIN names the part on every kind of label, GTIN with serial number names the unit', async () => {
    const code = await partCode(1);
    await link(crew.clerk, ']E09506000134352', code).expect(201);
    const gs1 = '010950600013435221SN-1';
    for (const text of [
      '9506000134352',
      '(01)09506000134352(10)LOT7',
      `]d2${gs1}`,
      'https://id.gs1.org/01/09506000134352',
    ]) {
      expect((await scan(crew.clerk, text).expect(200)).body).toMatchObject({ kind: 'part', code });
    }
    const [unit] = await world.sql<{ code: string }>(`select code from serial_unit limit 1`);
    const linked = await link(crew.clerk, `]d2${gs1}`, unit!.code).expect(201);
    expect(linked.body).toMatchObject({ kind: 'serial-unit', text: '(01)09506000134352(21)SN-1' });
    expect((await scan(crew.clerk, `]Q3${gs1}`).expect(200)).body).toMatchObject({ kind: 'serial-unit' });
    expect((await scan(crew.clerk, '9506000134352').expect(200)).body).toMatchObject({ kind: 'part' });
  });

  test('a code names one record: it is never re-pointed, but can be unlinked and linked anew, and the history stays', async () => {
    const [mine, other] = [await partCode(0), await partCode(1)];
    const first = (await link(crew.clerk, 'ONE-NAME', mine).expect(201)).body as LinkedCode;
    const again = await link(crew.supervisor, 'ONE-NAME', mine).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:already-linked');
    const elsewhere = await link(crew.clerk, 'ONE-NAME', other).expect(409);
    expect(elsewhere.body).toMatchObject({
      type: 'urn:counterpart:problem:code-linked-elsewhere',
      facts: { id: first.id, code: mine },
    });
    expect(elsewhere.body.detail).toContain(`/v1/linked-codes/${first.id}/unlinking`);
    await crew.clerk.post(`/v1/linked-codes/${first.id}/unlinking`).expect(200);
    await scan(crew.clerk, 'ONE-NAME').expect(404);
    await crew.clerk.post(`/v1/linked-codes/${first.id}/unlinking`).expect(409);
    await link(crew.clerk, 'ONE-NAME', other).expect(201);
    expect((await scan(crew.clerk, 'ONE-NAME').expect(200)).body).toMatchObject({ code: other });
    const all = await crew.clerk.get(`/v1/linked-codes?recordId=${site.parts[0]!.id}&ended=true`).expect(200);
    expect(all.body.items.map(({ id }: LinkedCode) => id)).toContain(first.id);
  });

  test('of two that link one code at the same moment, one does', async () => {
    const codes = [await partCode(0), await partCode(1)];
    const answers = await Promise.all(codes.map((code) => link(crew.clerk, 'RACE-1', code)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  });

  test('what is no foreign code, or names no record that can have one, is refused', async () => {
    const code = await partCode();
    await link(crew.clerk, newCode('part'), code).expect(422);
    await link(crew.clerk, 'AB\u0001C', code).expect(422);
    await link(crew.clerk, '(01)09506000134353', code).expect(422);
    await link(crew.clerk, 'x'.repeat(257), code).expect(422);
    await link(crew.clerk, 'GOOD', 'not ours').expect(422);
    await link(crew.clerk, 'GOOD', newCode('part')).expect(404);
    const asked = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    await link(crew.clerk, 'GOOD', await codeOf('requisition', asked.id)).expect(422);
    await link(crew.engineer, 'GOOD', code).expect(403);
    await crew.clerk.post(`/v1/linked-codes/${randomUUID()}/unlinking`).expect(404);
  });

  test('a retired code is void: the record has a new one, and the old label says so', async () => {
    const old = await partCode();
    await crew.engineer.post(`/v1/codes/${old}/retirement`, { reason: 'lost' }).expect(403);
    const answer = await crew.clerk.post(`/v1/codes/${old}/retirement`, { reason: 'stuck on a wrong box' }).expect(200);
    expect(answer.body).toMatchObject({ retiredCode: old, kind: 'part', recordId: site.parts[0]!.id });
    const fresh = (answer.body as { code: string }).code;
    expect((await scan(crew.clerk, fresh).expect(200)).body).toMatchObject({ id: site.parts[0]!.id });
    const void_ = await scan(crew.engineer, old).expect(409);
    expect(void_.body).toMatchObject({ type: 'urn:counterpart:problem:retired-code', facts: { code: fresh } });
    expect(void_.body.detail).toContain('stuck on a wrong box');
    await crew.clerk.post(`/v1/codes/${old}/retirement`, { reason: 'again' }).expect(404);
    const asked = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const document = await crew.clerk.post(`/v1/codes/${await codeOf('requisition', asked.id)}/retirement`, {
      reason: 'x',
    });
    expect(document.body.type).toBe('urn:counterpart:problem:code-of-document-stays');
  });

  test('no SQL of the application gives a retired code to anything, changes a code, or re-points a link', async () => {
    const old = await partCode(1);
    await crew.clerk.post(`/v1/codes/${old}/retirement`, { reason: 'sample' }).expect(200);
    const tried = (text: string, values: unknown[] = []) => world.sqlAsApplication(text, values);
    await expect(
      tried(`insert into part (id, code, number, name_en) values ($1, $2, 'X1', 'x')`, [randomUUID(), old]),
    ).rejects.toMatchObject({ constraint: 'retired_code_never_reused' });
    await expect(tried(`update part set code = $1 where id = $2`, [old, site.parts[0]!.id])).rejects.toThrow();
    await expect(
      tried(`update part set code = $1 where id = $2`, [newCode('part'), site.parts[0]!.id]),
    ).rejects.toMatchObject({ constraint: 'code_changed_by_retirement' });
    for (const statement of [
      `update linked_code set record_id = gen_random_uuid()`,
      `update linked_code set text = 'x'`,
      `delete from linked_code`,
      `delete from retired_code`,
      `insert into retired_code select * from retired_code`,
    ]) {
      await expect(tried(statement)).rejects.toThrow(/permission denied/);
    }
    await expect(
      tried(`update linked_code set unlinked_at = now() where unlinked_at is not null`),
    ).rejects.toMatchObject({
      constraint: 'linked_code_ended_once',
    });
  });
});
