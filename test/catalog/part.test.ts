import { currentParts } from '../../src/catalog/part.queries';
import { type Part } from '../../src/catalog/part';
import { aModel, aNumber, aPart, aSupplier } from '../support/catalog';
import { World } from '../support/world';

const nothing = '01912d68-783e-7a08-8dd5-3a5c1f4b2e10';

describe('Parts', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const numbers = (body: { items: { number: string }[] }) => body.items.map((item) => item.number);
  const search = async (query: string) => numbers((await world.admin.get(`/v1/parts?${query}`).expect(200)).body);
  const supersede = (part: Part, by: string | null, etag = `"v${part.version}"`) =>
    world.admin.put(`/v1/parts/${part.id}/supersession`, { supersededById: by }, etag);

  describe('are found', () => {
    beforeAll(async () => {
      const supplier = await aSupplier(world, { number: 'SUP-F' });
      await aPart(world, { number: 'FAN-100', nameZh: '风扇电机', nameEn: 'Fan motor', makerNumber: 'MK-77' });
      await aPart(world, { number: 'FAN_200', nameZh: '水泵', nameEn: 'Pump', component: 'pump' });
      await aPart(world, { number: 'FAN-300', nameEn: 'Bearing 100%', supplierId: supplier.id, supplierNumber: 'S/9' });
    });

    test('by the beginning of their number, in which _ means itself', async () => {
      expect(await search('number=FAN')).toEqual(['FAN-100', 'FAN-300', 'FAN_200']);
      expect(await search('number=FAN_')).toEqual(['FAN_200']);
    });

    test.each([
      ['two Chinese characters of the name', 'text=电机', ['FAN-100']],
      ['one Chinese character', 'text=泵', ['FAN_200']],
      ['letters of any case inside a name', 'text=MOTOR', ['FAN-100']],
      ['signs that mean something to SQL', 'text=100%25', ['FAN-300']],
      ["the maker's number", 'makerNumber=MK-77', ['FAN-100']],
      ["the supplier's number", 'supplierNumber=S/9', ['FAN-300']],
      ['the component', 'component=pump', ['FAN_200']],
      ['nothing that is there', 'text=zeppelin', []],
    ])('by %s', async (_what, query, expected) => {
      expect(await search(`number=FAN&${query}`)).toEqual(expected);
    });

    test('page by page, without gap or repetition', async () => {
      const first = await world.admin.get('/v1/parts?number=FAN&limit=2').expect(200);
      expect(numbers(first.body)).toEqual(['FAN-100', 'FAN-300']);
      expect(await search(`number=FAN&limit=2&cursor=${first.body.next}`)).toEqual(['FAN_200']);
    });
  });

  test('a change states everything; retiring a part keeps it readable', async () => {
    const part = await aPart(world);
    const { nameZh, unit, component, supplierId, supplierNumber, makerNumber, serialNumbered, oldPartDays } = part;
    const change = {
      ...{ nameZh, unit, component, supplierId, supplierNumber, makerNumber, serialNumbered, oldPartDays },
      nameEn: 'Renamed',
      oldPartRule: 'always',
      active: false,
    };
    const changed = await world.admin.put(`/v1/parts/${part.id}`, change, '"v1"').expect(200);
    expect(changed.body).toMatchObject({ nameEn: 'Renamed', oldPartRule: 'always', active: false, version: 2 });
    expect(await search(`number=${part.number}&active=false`)).toEqual([part.number]);
    expect(await search(`number=${part.number}&active=true`)).toEqual([]);
  });

  test('unit and serial numbering stay once the part was in stock', async () => {
    const part = await aPart(world);
    const { nameZh, nameEn, component, supplierId, supplierNumber, makerNumber, oldPartRule, oldPartDays } = part;
    const change = {
      ...{ nameZh, nameEn, component, supplierId, supplierNumber, makerNumber, oldPartRule, oldPartDays },
      ...{ unit: 'cm', serialNumbered: true, active: true },
    };
    await world.admin.put(`/v1/parts/${part.id}`, change, '"v1"').expect(200);
    await world.sql(
      `insert into stock_balance (account_id, part_id, quantity, value, last_posted_on)
       values (account_for('custody', $1), $2, 0, 0, current_date)`,
      [world.admin.id, part.id],
    );
    const refused = await world.admin
      .put(`/v1/parts/${part.id}`, { ...change, serialNumbered: false }, '"v2"')
      .expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:part-was-stocked');
    await expect(world.sqlAsApplication(`update part set unit = 'ml' where id = $1`, [part.id])).rejects.toMatchObject({
      constraint: 'part_measure_fixed_once_stocked',
    });
  });

  describe('supersession (替代关系)', () => {
    test('leads from a part over its successors to what is supplied today', async () => {
      const [first, second, third] = [await aPart(world), await aPart(world), await aPart(world)];
      await supersede(first, second.id).expect(200);
      await supersede(second, third.id).expect(200);
      const chain = await world.admin.get(`/v1/parts/${first.id}/successors`).expect(200);
      expect(numbers(chain.body)).toEqual([first.number, second.number, third.number]);
      const current = await world.server.kernel.database.read((reader) =>
        currentParts(reader, [first.id, second.id, third.id, nothing]),
      );
      expect([...current.values()].map((part) => part.id)).toEqual([third.id, third.id, third.id]);
      expect(current.has(nothing)).toBe(false);
    });

    test('is taken back with null', async () => {
      const [first, second] = [await aPart(world), await aPart(world)];
      const stated = await supersede(first, second.id).expect(200);
      const taken = await supersede(stated.body, null).expect(200);
      expect(taken.body.supersededById).toBeNull();
    });

    test('by itself, by nothing known, or in a circle is refused', async () => {
      const [first, second, third] = [await aPart(world), await aPart(world), await aPart(world)];
      const itself = await supersede(first, first.id).expect(422);
      expect(itself.body.type).toBe('urn:counterpart:problem:superseded-by-itself');
      const unknown = await supersede(first, nothing).expect(422);
      expect(unknown.body.type).toBe('urn:counterpart:problem:unknown-reference');
      await supersede(first, second.id).expect(200);
      await supersede(second, third.id).expect(200);
      const circle = await supersede(third, first.id).expect(409);
      expect(circle.body.type).toBe('urn:counterpart:problem:circular-supersession');
      await expect(
        world.sqlAsApplication(`update part set superseded_by_id = $1 where id = $2`, [first.id, third.id]),
      ).rejects.toMatchObject({ constraint: 'part_supersession_ends' });
    });

    test('a circle is not closed by several people at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const ring = [await aPart(world), await aPart(world), await aPart(world)];
        const answers = await Promise.all(ring.map((part, index) => supersede(part, ring[(index + 1) % 3]!.id)));
        expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 409]);
      }
    });

    test('a chain has at most 50 parts', async () => {
      const supplied = [await aPart(world)];
      for (let step = 1; step <= 50; step += 1) {
        const part = await aPart(world);
        const answer = await supersede(part, supplied[0]!.id);
        if (step < 50) expect(answer.status).toBe(200);
        else expect(answer.body.type).toBe('urn:counterpart:problem:supersession-too-long');
        supplied.unshift(part);
      }
    });
  });

  test('substitutes hold in the direction they are stated, and the list replaces the one before', async () => {
    const [part, other, third] = [await aPart(world), await aPart(world), await aPart(world)];
    const path = `/v1/parts/${part.id}/substitutes`;
    await world.admin.put(path, { partIds: [other.id, third.id, other.id] }, '"v1"').expect(200);
    expect(numbers((await world.admin.get(path).expect(200)).body)).toEqual([other.number, third.number]);
    expect(numbers((await world.admin.get(`/v1/parts/${other.id}/substitutes`)).body)).toEqual([]);
    await world.admin.put(path, { partIds: [third.id] }, '"v2"').expect(200);
    expect(numbers((await world.admin.get(path)).body)).toEqual([third.number]);
    const itself = await world.admin.put(path, { partIds: [part.id] }, '"v3"').expect(422);
    expect(itself.body.type).toBe('urn:counterpart:problem:substitute-of-itself');
    const unknown = await world.admin.put(path, { partIds: [third.id, nothing] }, '"v3"').expect(422);
    expect(unknown.body.errors).toEqual([{ pointer: '/partIds/1', detail: 'there is no such part' }]);
    await world.admin.put(path, { partIds: [] }, '"v1"').expect(412);
    expect(numbers((await world.admin.get(path)).body)).toEqual([third.number]);
  });

  test('a part is found by the models it fits (适用机型)', async () => {
    const [part, model] = [await aPart(world), await aModel(world)];
    await world.admin.put(`/v1/parts/${part.id}/models`, { modelIds: [model.id] }, '"v1"').expect(200);
    expect(numbers((await world.admin.get(`/v1/parts/${part.id}/models`)).body)).toEqual([model.number]);
    expect(await search(`modelId=${model.id}`)).toEqual([part.number]);
    await world.admin.put(`/v1/parts/${part.id}/models`, { modelIds: [nothing] }, '"v2"').expect(422);
  });

  test('the support of a component comes before the general channel of the supplier (S035)', async () => {
    const supplier = await aSupplier(world, { contact: 'parts desk', supportChannel: 'hotline 1' });
    const board = await aPart(world, { supplierId: supplier.id, component: 'control_board' });
    const pump = await aPart(world, { supplierId: supplier.id, component: 'pump' });
    const components = [{ component: 'control_board', contact: null, supportChannel: 'board hotline' }];
    await world.admin.put(`/v1/suppliers/${supplier.id}/support`, { components }, '"v1"').expect(200);
    const forBoard = await world.admin.get(`/v1/parts/${board.id}/support`).expect(200);
    expect(forBoard.body).toMatchObject({ contact: 'parts desk', supportChannel: 'board hotline' });
    const forPump = await world.admin.get(`/v1/parts/${pump.id}/support`).expect(200);
    expect(forPump.body).toMatchObject({ contact: 'parts desk', supportChannel: 'hotline 1' });
    await world.admin.get(`/v1/parts/${(await aPart(world)).id}/support`).expect(404);
    const twice = { components: [...components, ...components] };
    await world.admin.put(`/v1/suppliers/${supplier.id}/support`, twice, '"v2"').expect(422);
    const empty = { components: [{ component: 'fan', contact: null, supportChannel: null }] };
    const refused = await world.admin.put(`/v1/suppliers/${supplier.id}/support`, empty, '"v2"').expect(422);
    expect(refused.body.type).toBe('urn:counterpart:problem:contact-required');
  });

  describe('prices', () => {
    test('hold from their day on; a correction counts and the earlier statement stays', async () => {
      const part = await aPart(world);
      const path = `/v1/parts/${part.id}/prices`;
      const finance = await world.person('finance');
      const state = (validFrom: string, amount: number, currency = 'CNY') =>
        finance.post(path, { currency, validFrom, amount }).expect(201);
      await state('2026-01-01', 1000);
      await state('2026-06-01', 1200);
      await state('2026-06-01', 1250);
      await state('2026-01-01', 150, 'EUR');
      const on = async (day: string) =>
        (await world.admin.get(`${path}?currency=CNY&on=${day}`).expect(200)).body.items.map(
          (price: { amount: number }) => price.amount,
        );
      expect(await on('2025-12-31')).toEqual([]);
      expect(await on('2026-05-31')).toEqual([1000]);
      expect(await on('2026-06-01')).toEqual([1250]);
      const all = await world.admin.get(path).expect(200);
      expect(all.body.items.map((price: { amount: number }) => price.amount)).toEqual([1250, 1200, 1000, 150]);
    });

    test('are whole and not negative, and not for clerks or engineers to state', async () => {
      const part = await aPart(world);
      const path = `/v1/parts/${part.id}/prices`;
      const price = { currency: 'CNY', validFrom: '2026-01-01', amount: 1 };
      for (const amount of [-1, 0.5]) await world.admin.post(path, { ...price, amount }).expect(422);
      await (await world.person('clerk')).post(path, price).expect(403);
      await world.admin.post(`/v1/parts/${nothing}/prices`, price).expect(404);
      await expect(
        world.sqlAsApplication(
          `insert into part_price (part_id, currency, valid_from, amount, actor_id) values ($1, 'CNY', '2026-01-01', -1, $1)`,
          [part.id],
        ),
      ).rejects.toMatchObject({ constraint: 'part_price_not_negative' });
    });
  });

  describe('kits (维修包)', () => {
    test('name the usual parts of a model and symptom, and what is supplied for them (S003, S093)', async () => {
      const [model, element, gasket, better] = [
        await aModel(world),
        await aPart(world, { number: aNumber('EL') }),
        await aPart(world, { number: aNumber('GA') }),
        await aPart(world, { number: aNumber('EL2') }),
      ];
      await supersede(element, better.id).expect(200);
      const lines = [
        { symptom: 'no hot water', partId: element.id, quantity: 1 },
        { symptom: 'no hot water', partId: gasket.id, quantity: 2 },
        { symptom: 'leaks', partId: gasket.id, quantity: 1 },
      ];
      await world.admin.put(`/v1/product-models/${model.id}/kit`, { lines }, '"v1"').expect(200);
      const kit = await world.admin.get(`/v1/product-models/${model.id}/kit?symptom=no%20hot%20water`).expect(200);
      expect(kit.body.items).toMatchObject([
        { partNumber: element.number, quantity: 1, supplyPartNumber: better.number, supplied: true },
        { partNumber: gasket.number, quantity: 2, supplyPartNumber: gasket.number, supplied: true },
      ]);
      expect((await world.admin.get(`/v1/product-models/${model.id}/kit`)).body.items).toHaveLength(3);
    });

    test('name a part once per symptom, and only parts that exist', async () => {
      const [model, part] = [await aModel(world), await aPart(world)];
      const line = { symptom: 'leaks', partId: part.id, quantity: 1 };
      const path = `/v1/product-models/${model.id}/kit`;
      const twice = await world.admin.put(path, { lines: [line, line] }, '"v1"').expect(422);
      expect(twice.body.errors[0].pointer).toBe('/lines/1');
      const unknown = await world.admin.put(path, { lines: [{ ...line, partId: nothing }] }, '"v1"').expect(422);
      expect(unknown.body.errors[0].pointer).toBe('/lines/0/partId');
      await world.admin.put(path, { lines: [{ ...line, quantity: 0 }] }, '"v1"').expect(422);
      expect((await world.admin.get(path)).body.items).toEqual([]);
    });
  });
});
