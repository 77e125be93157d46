import { aModel } from '../support/catalog';
import { type Caller, World } from '../support/world';
import { aPolicyBody } from '../support/workorders';

describe('Warranty policies over the API', () => {
  let world: World;
  let supervisor: Caller;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date('2026-03-10T12:00:00+08:00') });
    supervisor = await world.person('supervisor');
  });
  afterAll(() => world.close());

  const added = async (body: object, scope?: object) =>
    (await supervisor.post('/v1/warranty-policies', { body, scope }).expect(201)).body;
  const activated = async (id: string, status = 200) =>
    (await supervisor.post(`/v1/warranty-policies/${id}/activation`).expect(status)).body;
  const pointers = (answer: { body: { errors: { pointer: string }[] } }) =>
    answer.body.errors.map((fault) => fault.pointer).sort();

  test('a policy is added as a draft under its own number, put in force, and retired', async () => {
    const body = aPolicyBody();
    const draft = await added(body, { categories: ['boiler'] });
    expect(draft).toMatchObject({
      number: body.id,
      versionNumber: 1,
      status: 'draft',
      scope: { categories: ['boiler'], brands: null, modelIds: null },
      body: { ...body, version: '1' },
    });
    expect(await activated(draft.id)).toMatchObject({ status: 'active', activatedAt: '2026-03-10T04:00:00.000Z' });
    await activated(draft.id, 409);
    const retired = await supervisor.post(`/v1/warranty-policies/${draft.id}/retirement`).expect(200);
    expect(retired.body.status).toBe('retired');
    await supervisor.post(`/v1/warranty-policies/${draft.id}/retirement`).expect(409);
    await activated(draft.id, 409);
    const read = await supervisor.get(`/v1/warranty-policies/${draft.id}`).expect(200);
    expect(read.body.status).toBe('retired');
  });

  test('every fault of a policy is named at once, and nothing is added', async () => {
    const faulty = aPolicyBody({
      id: '',
      start: { basis: [], combine: 'FIRST_KNOWN' },
      terms: [{ id: 'w', covers: 'WHOLE_UNIT', n: 1 }],
      valid_sale_from: '2026-01-01',
      valid_sale_to: '2025-01-01',
    });
    const answer = await supervisor.post('/v1/warranty-policies', { body: faulty }).expect(422);
    expect(pointers(answer)).toEqual(
      expect.arrayContaining(['/body/id', '/body/start/basis', '/body/valid_sale_to', '/body/terms/0/unit']),
    );
    const shape = await supervisor
      .post('/v1/warranty-policies', { body: { ...aPolicyBody(), colour: 'red', terms: 'none', roll: 'SOMETIMES' } })
      .expect(422);
    expect(pointers(shape)).toEqual(expect.arrayContaining(['/body/colour', '/body/roll', '/body/terms']));
    await supervisor.post('/v1/warranty-policies', { body: { ...aPolicyBody(), id: 'a\u0000b' } }).expect(422);
    await supervisor.post('/v1/warranty-policies', { body: aPolicyBody(), scope: { categories: [] } }).expect(422);
    const capped = aPolicyBody({ outer_cap: { basis: 'INVOICE', n: 6, unit: 'MONTH' } });
    expect(pointers(await supervisor.post('/v1/warranty-policies', { body: capped }).expect(422))).toEqual([
      '/body/outer_cap',
    ]);
  });

  test('a number is added once; its further versions are drafts until they replace the one in force', async () => {
    const body = aPolicyBody();
    const first = await added(body, { categories: ['oven'] });
    const again = await supervisor.post('/v1/warranty-policies', { body }).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:policy-version-exists');
    await activated(first.id);
    const versions = `/v1/warranty-policies/${first.id}/versions`;
    await supervisor.post(versions, { body: aPolicyBody() }).expect(422);
    const second = await supervisor.post(versions, { body, scope: { categories: ['oven'] } }).expect(201);
    expect(second.body).toMatchObject({ versionNumber: 2, status: 'draft', body: { version: '2' } });
    await activated(second.body.id);
    const listed = await supervisor.get(`/v1/warranty-policies?number=${body.id}`).expect(200);
    expect(listed.body.items.map((item: { status: string }) => item.status)).toEqual(['retired', 'active']);
  });

  test('versions for different sale dates are in force side by side', async () => {
    const body = aPolicyBody();
    const earlier = await added({ ...body, valid_sale_to: '2025-12-31' }, { categories: ['fan'] });
    const later = await supervisor
      .post(`/v1/warranty-policies/${earlier.id}/versions`, {
        body: { ...body, valid_sale_from: '2026-01-01' },
        scope: { categories: ['fan'] },
      })
      .expect(201);
    await activated(earlier.id);
    await activated(later.body.id);
    const active = await supervisor.get(`/v1/warranty-policies?number=${body.id}&status=active`).expect(200);
    expect(active.body.items).toHaveLength(2);
  });

  test('two policies of which a sale could not choose one are not both put in force, not even at the same moment', async () => {
    const model = await aModel(world, { category: 'pump' });
    const [one, other] = [
      await added(aPolicyBody(), { categories: ['pump'] }),
      await added(aPolicyBody(), { categories: ['pump'], modelIds: [model.id] }),
    ];
    const answers = await Promise.all(
      [one, other].map(({ id }) => supervisor.post(`/v1/warranty-policies/${id}/activation`)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const refused = answers.find((answer) => answer.status === 409)!;
    expect(refused.body).toMatchObject({
      type: 'urn:counterpart:problem:policy-overlaps',
      facts: { policies: [{ versionNumber: 1 }] },
    });
    await activated((await added(aPolicyBody({ priority: 5 }), { categories: ['pump'] })).id);
    await activated((await added(aPolicyBody(), { categories: ['mixer'] })).id);
  });

  test('a draft is changed with the version that was read; what is in force never changes, not even in SQL', async () => {
    const body = aPolicyBody();
    const draft = await added(body, { categories: ['lamp'] });
    const path = `/v1/warranty-policies/${draft.id}`;
    const longer = { ...body, terms: [{ id: 'w', covers: 'WHOLE_UNIT', n: 2, unit: 'YEAR' }] };
    const change = { body: longer, scope: { categories: ['lamp'] } };
    await supervisor.put(path, change, '"v9"').expect(412);
    const changed = await supervisor.put(path, change, '"v1"').expect(200);
    expect(changed.body).toMatchObject({ version: 2, body: longer });
    await supervisor.put(path, { body: aPolicyBody() }, '"v2"').expect(422);
    await activated(draft.id);
    const refused = await supervisor.put(path, change, '"v3"').expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:policy-not-draft');
    await expect(
      world.sqlAsApplication(`update warranty_policy set body = '{}' where id = $1`, [draft.id]),
    ).rejects.toThrow(/not changed/);
    await expect(
      world.sqlAsApplication(`update warranty_policy set status = 'draft' where id = $1`, [draft.id]),
    ).rejects.toThrow(/not changed/);
  });

  test('only a supervisor writes policies; everyone reads them', async () => {
    const engineer = await world.person('engineer');
    const draft = await added(aPolicyBody());
    await engineer.get(`/v1/warranty-policies/${draft.id}`).expect(200);
    await engineer.get('/v1/warranty-policies?limit=1').expect(200);
    await engineer.post('/v1/warranty-policies', { body: aPolicyBody() }).expect(403);
    await engineer.post(`/v1/warranty-policies/${draft.id}/activation`).expect(403);
    await supervisor.get('/v1/warranty-policies/01912d68-783e-7a08-8dd5-3a5c1f4b2e10').expect(404);
  });

  describe('tried out', () => {
    const facts = {
      unit: { category: 'kettle' },
      dates: { INVOICE: '2025-06-01' },
      claim: { report_date: '2026-03-01', cause: 'MANUFACTURING_DEFECT' },
    };
    const tried = (body: object) => supervisor.post('/v1/warranty-classifications', body);

    test('a case is classified under stated, stored or active policies, and nothing is stored', async () => {
      const model = await aModel(world, { category: 'kettle' });
      const body = aPolicyBody();
      const draft = await added(body, { categories: ['kettle'] });
      const verdict = { outcome: 'WARRANTY', expiry_date: '2026-06-01', reasons: ['IN_PERIOD'], policy: body.id };
      expect((await tried({ facts, policies: [body] }).expect(200)).body).toMatchObject({ verdict, faults: [] });
      expect((await tried({ facts, policyIds: [draft.id] }).expect(200)).body).toMatchObject({ verdict });
      const none = (await tried({ facts, modelId: model.id }).expect(200)).body.verdict;
      expect(none).toMatchObject({ outcome: 'REVIEW', reasons: ['NO_POLICY'] });
      await activated(draft.id);
      expect((await tried({ facts, modelId: model.id }).expect(200)).body).toMatchObject({ verdict });
      expect(await world.sql(`select from determination`)).toEqual([]);
    });

    test('what cannot be true in the facts is named beside the verdict', async () => {
      const early = { ...facts, claim: { ...facts.claim, report_date: '2025-01-01' } };
      const answer = (await tried({ facts: early, policies: [aPolicyBody()] }).expect(200)).body;
      expect(answer.verdict).toMatchObject({ outcome: 'REVIEW', reasons: ['DATE_CONFLICT'] });
      expect(answer.faults).not.toEqual([]);
    });

    test('a case needs one source of policies, faultless ones, and real days', async () => {
      await tried({ facts }).expect(422);
      await tried({ facts, policies: [aPolicyBody()], modelId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10' }).expect(422);
      await tried({ facts, modelId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10' }).expect(422);
      await tried({ facts, policyIds: ['01912d68-783e-7a08-8dd5-3a5c1f4b2e10'] }).expect(422);
      const faulty = await tried({ facts, policies: [aPolicyBody({ terms: [] })] }).expect(422);
      expect(pointers(faulty)[0]).toMatch(/^\/policies\/0\/terms/);
      await tried({ facts: { ...facts, dates: { INVOICE: '2025-02-30' } }, policies: [aPolicyBody()] }).expect(422);
      await tried({ facts: { ...facts, colour: 'red' }, policies: [aPolicyBody()] }).expect(422);
    });
  });
});
