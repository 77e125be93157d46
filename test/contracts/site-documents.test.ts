import { type SiteDocument } from '../../src/contracts/site-document';
import { anInstalledUnit } from '../support/customers';
import { documentOf, pdfText } from '../support/pdf-text';
import { aSignatureImage } from '../support/signature-image';
import { anActivePolicy, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { inDays } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Site documents', () => {
  let world: World;
  let engineer: Caller;
  beforeAll(async () => {
    world = await World.open();
    engineer = await world.person('engineer');
  });
  afterAll(() => world.close());

  const aUnitAtHand = async () => {
    const unit = await anInstalledUnit(world);
    await aWorkOrder(world, { engineer, unit });
    return unit;
  };
  const path = (document: { id: string }, step: string) => `/v1/site-documents/${document.id}/${step}`;
  const said = { heldOn: '2026-02-03', conditions: '电压 220 V，水压 0.3 MPa', result: '运行正常 runs' };
  const drawnUp = async (unitId: string, overrides: object = {}): Promise<SiteDocument> =>
    (await engineer.post('/v1/site-documents', { kind: 'commissioning', unitId, ...said, ...overrides }).expect(201))
      .body;
  const signature = (document: { digest: string }, overrides: object = {}) => ({
    ...{ signerName: 'Sample Owner', relation: 'owner', imagePng: aSignatureImage(), digest: document.digest },
    ...overrides,
  });
  const sign = async (document: SiteDocument): Promise<SiteDocument> =>
    (await engineer.post(path(document, 'signature'), signature(document)).expect(200)).body;

  test('signed by the customer, they supply the dates from which a warranty starts (S038)', async () => {
    const unit = await aUnitAtHand();
    const policy = { modelIds: [unit.modelId] };
    const basis = ['COMMISSIONING', 'ACCEPTANCE'] as const;
    await anActivePolicy(world, policy, { start: { basis: [...basis], combine: 'LATEST' } });
    const commissioning = await drawnUp(unit.id);
    expect(commissioning).toMatchObject({
      ...{ number: expect.stringMatching(/^SDC-2026-\d{6}$/), code: expect.stringMatching(/^SD/), revision: 1 },
      ...{ status: 'drawn_up', dateKind: 'COMMISSIONING', signature: null },
    });
    expect((await engineer.get(`/v1/installed-units/${unit.id}`)).body.dates).toEqual([]);
    const signed = await sign(commissioning);
    expect(signed).toMatchObject({ status: 'signed', signature: { signerName: 'Sample Owner' } });
    await sign(await drawnUp(unit.id, { kind: 'acceptance', heldOn: '2026-03-10' }));
    expect((await engineer.get(`/v1/installed-units/${unit.id}`)).body.dates).toMatchObject([
      { kind: 'ACCEPTANCE', day: '2026-03-10' },
      { kind: 'COMMISSIONING', day: '2026-02-03', evidence: `${commissioning.number} · 1` },
    ]);
    const order = await aWorkOrder(world, { engineer, unit });
    expect(order.determination).toMatchObject({ lastCoveredDay: '2027-03-10' });
    const scanned = await engineer.get(`/v1/scans?text=${commissioning.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'site-document', id: commissioning.id, state: 'signed' });
  });

  test('a correction is signed again, and the earlier date stays in the history (S038, S008)', async () => {
    const unit = await aUnitAtHand();
    const first = await sign(await drawnUp(unit.id));
    const body = { ...said, heldOn: '2026-02-13', reason: 'the month was misread' };
    const later = await engineer.post(path(first, 'revision'), body).expect(201);
    expect(later.body).toMatchObject({ number: first.number, revision: 2, status: 'drawn_up' });
    const again = await engineer.post(path(first, 'revision'), body).expect(409);
    expect(again.body.type).toBe(problem('correction-under-way'));
    const days = async () => (await engineer.get(`/v1/installed-units/${unit.id}`)).body.dates;
    expect(await days()).toMatchObject([{ day: '2026-02-03' }]);
    await engineer.post(path(later.body, 'withdrawal')).expect(200);
    const third = await engineer.post(path(first, 'revision'), body).expect(201);
    await sign(third.body);
    expect(await days()).toMatchObject([{ day: '2026-02-13', evidence: `${first.number} · 3` }]);
    const history = (await engineer.get(`/v1/installed-units/${unit.id}/history`)).body.dates;
    expect(history.map((date: { day: string }) => date.day)).toEqual(['2026-02-13', '2026-02-03']);
    expect((await engineer.get(`/v1/site-documents/${first.id}`)).body).toMatchObject({ status: 'superseded' });
    const listed = await engineer.get(`/v1/site-documents?unitId=${unit.id}&status=signed`).expect(200);
    expect(listed.body.items).toMatchObject([{ revision: 3 }]);
  });

  test('nobody signs other content, twice, or with a picture that was used; two at once sign once', async () => {
    const unit = await aUnitAtHand();
    const document = await drawnUp(unit.id);
    const other = signature({ digest: 'a'.repeat(64) });
    expect((await engineer.post(path(document, 'signature'), other).expect(409)).body.type).toBe(
      problem('other-content'),
    );
    const blank = signature(document, { imagePng: aSignatureImage({ empty: true }) });
    await engineer.post(path(document, 'signature'), blank).expect(422);
    const used = signature(document);
    const answers = await Promise.all([
      engineer.post(path(document, 'signature'), used),
      engineer.post(path(document, 'signature'), signature(document)),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const winner = answers[0].status === 200 ? used.imagePng : undefined;
    const next = await drawnUp(unit.id);
    if (winner !== undefined) {
      const reused = signature(next, { imagePng: winner });
      expect((await engineer.post(path(next, 'signature'), reused).expect(409)).body.type).toBe(
        problem('signature-used'),
      );
    }
    await engineer.post(path(next, 'withdrawal')).expect(200);
    await engineer.post(path(next, 'signature'), signature(next)).expect(409);
    await engineer.post(path(next, 'revision'), { ...said, reason: 'x' }).expect(409);
  });

  test('engineers and stations see and draw up those of units they deal with, and no others (R15)', async () => {
    const document = await sign(await drawnUp((await aUnitAtHand()).id));
    const other = await world.person('engineer');
    for (const address of [`/v1/site-documents/${document.id}`, path(document, 'document.pdf')]) {
      await other.get(address).expect(404);
    }
    await other.post(path(document, 'revision'), { ...said, reason: 'x' }).expect(404);
    await other.get(`/v1/scans?text=${document.code}`).expect(404);
    expect((await other.get('/v1/site-documents').expect(200)).body.items).toEqual([]);
    const body = { kind: 'delivery', unitId: document.unitId, ...said };
    const refused = await other.post('/v1/site-documents', body).expect(403);
    expect(refused.body.type).toBe(problem('not-your-unit'));
  });

  test('refuses a day to come, an unknown unit, and who may not write', async () => {
    const unit = await aUnitAtHand();
    const body = { kind: 'delivery', unitId: unit.id, ...said };
    await engineer.post('/v1/site-documents', { ...body, heldOn: inDays(1) }).expect(422);
    await engineer.post('/v1/site-documents', { ...body, unitId: unit.customerId }).expect(422);
    await engineer.get(`/v1/site-documents/${unit.id}`).expect(404);
    await (await world.person('finance')).post('/v1/site-documents', body).expect(403);
  });

  test('the database takes no date from what nobody signed, and no other date than was signed (S038)', async () => {
    const unit = await aUnitAtHand();
    const document = await drawnUp(unit.id);
    const settle = (more: string) =>
      world.sqlAsApplication(
        `update site_document set status = 'signed', unit_date_id = (select max(id) from installed_unit_date) ${more}
          where id = $1`,
        [document.id],
      );
    await sign(await drawnUp((await aUnitAtHand()).id, { heldOn: '2026-01-01' }));
    await expect(settle('')).rejects.toMatchObject({ constraint: 'site_document_signed_by_customer' });
    await world.sqlAsApplication(
      `insert into site_document_signature (document_id, signer_name, relation, image, image_digest, pixels_digest, digest,
                                            signed_at, actor_id)
       values ($1, 'x', 'owner', 'x', encode(sha256('x'), 'hex'), 'x', $2, now() + interval '1 minute', $3)`,
      [document.id, document.digest, engineer.id],
    );
    await expect(settle('')).rejects.toMatchObject({ constraint: 'site_document_supplies_its_date' });
    await expect(
      world.sqlAsApplication(`update site_document set held_on = '2020-01-01' where id = $1`, [document.id]),
    ).rejects.toThrow(/permission denied/);
  });

  test('is printed in Chinese and English with barcode, digest and signature', async () => {
    const unit = await aUnitAtHand();
    const document = await sign(await drawnUp(unit.id));
    const text = pdfText(await documentOf(engineer.get(path(document, 'document.pdf'))));
    expect(text).toContain(document.number);
    expect(text).toContain('调试确认 Commissioning');
    expect(text).toContain(document.digest);
    expect(text).toContain('Sample Owner');
  });
});
