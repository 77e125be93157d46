import { randomUUID } from 'node:crypto';
import createClient, { type Client } from 'openapi-fetch';
import { aSignatureImage } from '../support/signature-image';
import { World } from '../support/world';
import { type paths } from './generated/api';
import { daysAgo } from '../support/days';

type Api = Client<paths>;

describe('A client generated from the contract', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const clientOf = (key: string): Api =>
    createClient<paths>({ baseUrl: `${world.baseUrl}/v1`, headers: { Authorization: `Bearer ${key}` } });
  const key = () => ({ header: { 'Idempotency-Key': randomUUID() } });
  /** The data of an answer; a refusal fails the test with what it says. */
  async function told<T>(answer: Promise<{ data?: T; error?: unknown }>): Promise<T> {
    const { data, error } = await answer;
    if (data === undefined) throw new Error(JSON.stringify(error));
    return data;
  }

  test('drives the whole chain, from the receipt to books that balance', async () => {
    const admin = clientOf(world.admin.key);
    const staff = async (role: 'engineer' | 'clerk' | 'supervisor' | 'finance') => {
      const { id, key: secret } = await world.person(role);
      return { id, api: clientOf(secret) };
    };
    const [engineer, clerk, supervisor, finance] = [
      await staff('engineer'),
      await staff('clerk'),
      await staff('supervisor'),
      await staff('finance'),
    ];

    const site = await told(
      admin.POST('/sites', { params: key(), body: { number: 'WH-1', name: 'Sample warehouse', kind: 'warehouse' } }),
    );
    const bin = await told(admin.POST('/bins', { params: key(), body: { siteId: site.id, number: 'A-01-1' } }));
    const supplier = await told(
      admin.POST('/suppliers', { params: key(), body: { number: 'SUP-1', name: 'Sample supplier' } }),
    );
    const part = await told(
      clerk.api.POST('/parts', {
        params: key(),
        body: { number: 'CB-100', nameZh: '控制板', nameEn: 'Control board', oldPartRule: 'always', oldPartDays: 30 },
      }),
    );
    const receipt = await told(
      clerk.api.POST('/receipts', {
        params: key(),
        body: {
          kind: 'supplier_delivery',
          supplierId: supplier.id,
          siteId: site.id,
          lines: [{ partId: part.id, binId: bin.id, quantity: 3, value: 30000 }],
        },
      }),
    );
    expect(receipt.number).toMatch(/^RCP-\d{4}-\d{6}$/);

    const model = await told(
      admin.POST('/product-models', {
        params: key(),
        body: { number: 'WH-9', nameEn: 'Water heater', category: 'water_heater' },
      }),
    );
    const policy = await told(
      supervisor.api.POST('/warranty-policies', {
        params: key(),
        body: {
          scope: { modelIds: [model.id] },
          body: {
            id: 'SAMPLE-ONE-YEAR',
            start: { basis: ['INVOICE'], combine: 'FIRST_KNOWN' },
            terms: [{ id: 'whole', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR' }],
          },
        },
      }),
    );
    await told(
      supervisor.api.POST('/warranty-policies/{id}/activation', { params: { path: { id: policy.id }, ...key() } }),
    );
    const customer = await told(
      admin.POST('/customers', { params: key(), body: { number: 'C-1', name: 'Sample Customer' } }),
    );
    const unit = await told(
      admin.POST('/installed-units', {
        params: key(),
        body: {
          modelId: model.id,
          serialNumber: 'SN-1',
          customerId: customer.id,
          dates: [{ kind: 'INVOICE', day: daysAgo(40) }],
        },
      }),
    );
    const order = await told(
      clerk.api.POST('/work-orders', {
        params: key(),
        body: { unitId: unit.id, engineerId: engineer.id, siteId: site.id, fault: 'does not heat' },
      }),
    );

    const requisition = await told(
      engineer.api.POST('/requisitions', {
        params: key(),
        body: {
          workOrderId: order.id,
          siteId: site.id,
          needBy: '2099-01-01',
          lines: [{ partId: part.id, quantity: 2 }],
        },
      }),
    );
    const approved = await told(
      supervisor.api.POST('/requisitions/{id}/approval', {
        params: { path: { id: requisition.id }, ...key() },
        body: {},
      }),
    );
    expect(approved.lines[0]).toMatchObject({ reservedQuantity: 2, backorderedQuantity: 0 });
    const issue = await told(
      clerk.api.POST('/issues', {
        params: key(),
        body: { requisitionId: requisition.id, lines: [{ lineId: approved.lines[0]!.id, quantity: 2 }] },
      }),
    );
    await told(engineer.api.POST('/issues/{id}/acknowledgement', { params: { path: { id: issue.id }, ...key() } }));
    const readiness = await told(
      engineer.api.GET('/work-orders/{id}/readiness', { params: { path: { id: order.id } } }),
    );
    expect(readiness.ready).toBe(true);

    const draft = await told(
      engineer.api.POST('/service-reports', {
        params: key(),
        body: {
          workOrderId: order.id,
          causeCode: 'MANUFACTURING_DEFECT',
          cause: 'the board failed',
          workDone: 'replaced the board',
          testResult: 'heats again',
          prevention: 'none needed',
          replacements: [{ reason: 'failed', partId: part.id, quantity: 1 }],
        },
      }),
    );
    const path = { path: { id: draft.id } };
    const completed = await told(
      engineer.api.POST('/service-reports/{id}/completion', { params: { ...path, ...key() } }),
    );
    await told(
      engineer.api.POST('/service-reports/{id}/acceptance', {
        params: { ...path, ...key() },
        body: { repaired: true },
      }),
    );
    await told(
      engineer.api.POST('/service-reports/{id}/signature', {
        params: { ...path, ...key() },
        body: {
          signerName: 'Sample Owner',
          relation: 'owner',
          imagePng: aSignatureImage(),
          digest: completed.digest!,
          consentText: 'I have checked the work.',
        },
      }),
    );
    const report = await told(
      supervisor.api.POST('/service-reports/{id}/approval', {
        params: { ...path, ...key() },
        body: { approved: true },
      }),
    );
    expect(report.status).toBe('approved');
    expect(report.replacements[0]!.billing).toBe('WARRANTY');

    const back = await told(
      clerk.api.POST('/unused-returns', {
        params: key(),
        body: {
          engineerId: engineer.id,
          siteId: site.id,
          lines: [{ partId: part.id, binId: bin.id, quantity: 1, outcome: 'unused' }],
        },
      }),
    );
    expect(back.number).toBeTruthy();
    const books = await told(finance.api.GET('/reconciliation'));
    expect(books.identities.filter((identity) => !identity.holds)).toEqual([]);
  });
});
