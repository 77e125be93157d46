import { World } from '../support/world';

describe('The organisation', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  const path = '/v1/organisation';

  test('everybody reads the settings, the administrator alone changes them, against the version that was read', async () => {
    const clerk = await world.person('clerk');
    const read = await clerk.get(path).expect(200);
    expect(read.body).toEqual({
      baseCurrency: 'CNY',
      reservationDays: 14,
      answerDays: 90,
      countTolerancePieces: 0,
      countToleranceValue: 0,
      overdueOldPartsLimit: 5,
      timeZone: 'Asia/Shanghai',
      version: 1,
    });
    const asked = { baseCurrency: 'CNY', reservationDays: 21, answerDays: 90 };
    await clerk.put(path, asked, read.headers['etag']!).expect(403);
    const changed = await world.admin.put(path, asked, read.headers['etag']!).expect(200);
    expect(changed.body).toMatchObject({ reservationDays: 21, version: 2 });
    const stale = await world.admin.put(path, asked, read.headers['etag']!).expect(412);
    expect(stale.body.type).toBe('urn:counterpart:problem:changed-meanwhile');
    const wrong = await world.admin
      .put(path, { baseCurrency: 'euro', reservationDays: 0, answerDays: 0 }, changed.headers['etag']!)
      .expect(422);
    expect(wrong.body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/answerDays',
      '/baseCurrency',
      '/reservationDays',
    ]);
  });

  test('the currency is chosen before the first amount and stays from then on', async () => {
    const etag = async () => (await world.admin.get(path).expect(200)).headers['etag']!;
    const first = await world.admin
      .put(path, { baseCurrency: 'EUR', reservationDays: 14, answerDays: 90 }, await etag())
      .expect(200);
    expect(first.body.baseCurrency).toBe('EUR');
    const tariff = {
      validFrom: '2026-01-01',
      labourBasis: 'PER_JOB',
      labourAmount: 1,
      travelAmount: 1,
      taxBasisPoints: 0,
    };
    await world.admin.post('/v1/tariffs', tariff).expect(201);
    const refused = await world.admin
      .put(path, { baseCurrency: 'CNY', reservationDays: 14, answerDays: 90 }, await etag())
      .expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:currency-in-use');
    await world.admin.put(path, { baseCurrency: 'EUR', reservationDays: 7, answerDays: 90 }, await etag()).expect(200);
    const around = world.sqlAsApplication(`update organisation set base_currency = 'CNY'`);
    await expect(around).rejects.toMatchObject({ constraint: 'organisation_currency_fixed_once_used' });
  });
});
