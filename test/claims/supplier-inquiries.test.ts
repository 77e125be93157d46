import { type NewSupplierInquiry, type SupplierInquiry } from '../../src/claims/supplier-inquiry';
import { aPart, aSupplier } from '../support/catalog';
import { aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;
const hour = 3_600_000;

describe('Suppliers in jobs', () => {
  let world: World;
  let engineer: Caller;
  let supervisor: Caller;
  let order: { id: string };
  let supplier: { id: string; number: string };
  /** How far the clock runs ahead. */
  let ahead = 0;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date(Date.now() + ahead) });
    [engineer, supervisor] = await Promise.all([world.person('engineer'), world.person('supervisor')]);
    order = await aWorkOrder(world, { engineer });
    supplier = await aSupplier(world, { contact: 'Sample desk', supportChannel: 'support@supplier.invalid' });
  });
  afterAll(() => world.close());

  const opened = async (overrides: Partial<NewSupplierInquiry> = {}): Promise<SupplierInquiry> => {
    const about = overrides.partId === undefined ? { component: 'engine', supplierId: supplier.id } : {};
    const body = { workOrderId: order.id, question: 'oil in the coolant: known?', ...about, ...overrides };
    return (await engineer.post('/v1/supplier-inquiries', body).expect(201)).body;
  };
  const path = (inquiry: { id: string }, step: string) => `/v1/supplier-inquiries/${inquiry.id}/${step}`;
  const letter = { channel: 'email', words: 'Please answer within 12 hours. 请在 12 小时内答复。' };
  const isOverdue = async (inquiry: { id: string }): Promise<boolean> => {
    const { items } = (await supervisor.get(`/v1/supplier-inquiries?overdue=true&workOrderId=${order.id}`)).body;
    return items.some((item: { id: string }) => item.id === inquiry.id);
  };

  test('the supplier of a component is a state of the job with a twelve-hour answer limit, overdue when it passes (S091)', async () => {
    const part = await aPart(world, { supplierId: supplier.id, component: 'engine' });
    const inquiry = await opened({ partId: part.id });
    expect(inquiry).toMatchObject({
      ...{ number: expect.stringMatching(/^SIQ-\d{4}-\d{6}$/), code: expect.stringMatching(/^SQ/), status: 'opened' },
      ...{ supplierNumber: supplier.number, supportChannel: 'support@supplier.invalid', component: 'engine' },
    });
    const contacted = (await engineer.post(path(inquiry, 'contact'), letter).expect(200)).body as SupplierInquiry;
    expect(contacted).toMatchObject({ status: 'contacted', dueAt: contacted.answerDueAt, overdue: false });
    expect(Date.parse(contacted.answerDueAt!) - Date.parse(contacted.contactedAt!)).toBe(12 * hour);
    ahead += 12 * hour - 60_000;
    expect(await isOverdue(inquiry)).toBe(false);
    ahead += 2 * 60_000;
    expect(await isOverdue(inquiry)).toBe(true);
    const reminded = await engineer.post(path(inquiry, 'contact'), letter).expect(200);
    expect(reminded.body).toMatchObject({ answerDueAt: contacted.answerDueAt, overdue: true });
    const answer = { channel: 'fax', words: 'known; send the old part', position: 'accepts' };
    const answers = await Promise.all([1, 2].map(() => engineer.post(path(inquiry, 'answer'), answer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const settled = (await engineer.get(`/v1/supplier-inquiries/${inquiry.id}`)).body;
    expect(settled).toMatchObject({ status: 'answered', position: 'accepts', answeredInTime: false, dueAt: null });
    expect(await isOverdue(inquiry)).toBe(false);
    const scanned = await engineer.get(`/v1/scans?text=${inquiry.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'supplier-inquiry', state: 'answered' });
  });

  test('it is written to within twelve hours, and what was written is archived as it was (S092)', async () => {
    const inquiry = await opened({ openedAt: new Date(Date.now() + ahead - 11 * hour).toISOString() });
    expect(Date.parse(inquiry.contactDueAt) - Date.parse(inquiry.openedAt)).toBe(12 * hour);
    expect(await isOverdue(inquiry)).toBe(false);
    const late = await opened({ openedAt: new Date(Date.now() + ahead - 13 * hour).toISOString() });
    expect(await isOverdue(late)).toBe(true);
    const contacted = await engineer.post(path(inquiry, 'contact'), letter).expect(200);
    expect(contacted.body).toMatchObject({
      contactedInTime: true,
      letters: [{ direction: 'sent', words: letter.words, digest: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect((await engineer.post(path(late, 'contact'), letter).expect(200)).body.contactedInTime).toBe(false);
    await expect(world.sqlAsApplication(`update supplier_letter set words = 'other'`)).rejects.toThrow(
      /permission denied/,
    );
    const open = await opened();
    await expect(
      world.sqlAsApplication(
        `update supplier_inquiry set status = 'contacted', contacted_at = now() + interval '3 days',
                answer_due_at = now() + interval '3 days 12 hours', due_at = now() + interval '3 days 12 hours' where id = $1`,
        [open.id],
      ),
    ).rejects.toMatchObject({ constraint: 'supplier_inquiry_in_writing' });
    await expect(
      world.sqlAsApplication(
        `insert into supplier_inquiry (id, code, number, work_order_id, engineer_id, supplier_id, question, opened_at,
                                       contact_due_at, due_at, actor_id)
         select gen_random_uuid(), 'x', 'x', work_order_id, engineer_id, supplier_id, 'x', now(), now() + interval '1 day',
                now() + interval '1 day', actor_id from supplier_inquiry where id = $1`,
        [open.id],
      ),
    ).rejects.toMatchObject({ constraint: 'supplier_inquiry_twelve_hours' });
  });

  test('one step after the other, in writing; who gives up says why', async () => {
    const inquiry = await opened();
    const answer = { channel: 'email', words: 'no', position: 'declines' };
    expect((await engineer.post(path(inquiry, 'answer'), answer).expect(409)).body.type).toBe(
      problem('supplier-inquiry-in-other-state'),
    );
    await engineer.post(path(inquiry, 'contact'), { ...letter, channel: 'phone' }).expect(422);
    await engineer.post(path(inquiry, 'contact'), { ...letter, writtenAt: '2020-01-01T00:00:00Z' }).expect(422);
    await engineer.post(path(inquiry, 'contact'), letter).expect(200);
    await engineer.post(path(inquiry, 'answer'), { ...answer, writtenAt: '2020-01-01T00:00:00Z' }).expect(422);
    await engineer.post(path(inquiry, 'closure'), { reason: 'repaired' }).expect(403);
    await supervisor.post(path(inquiry, 'closure'), { reason: 'repaired without it' }).expect(200);
    await engineer.post(path(inquiry, 'contact'), letter).expect(409);
  });

  test('refuses what names nobody or nothing, and shows engineers their own only (R15)', async () => {
    const body = { workOrderId: order.id, question: 'why?' };
    await engineer.post('/v1/supplier-inquiries', body).expect(422);
    await engineer.post('/v1/supplier-inquiries', { ...body, component: 'engine' }).expect(422);
    await engineer.post('/v1/supplier-inquiries', { ...body, partId: order.id }).expect(422);
    await engineer.post('/v1/supplier-inquiries', { ...body, partId: (await aPart(world)).id }).expect(422);
    const unknown = { ...body, component: 'engine', supplierId: order.id };
    await engineer.post('/v1/supplier-inquiries', unknown).expect(422);
    const tomorrow = new Date(Date.now() + ahead + 24 * hour).toISOString();
    await engineer.post('/v1/supplier-inquiries', { ...unknown, openedAt: tomorrow }).expect(422);
    const inquiry = await opened();
    const other = await world.person('engineer');
    await other.get(`/v1/supplier-inquiries/${inquiry.id}`).expect(404);
    await other.post(path(inquiry, 'contact'), letter).expect(404);
    await other.post('/v1/supplier-inquiries', { ...unknown, supplierId: supplier.id }).expect(404);
    await (await world.person('auditor')).post(path(inquiry, 'contact'), letter).expect(403);
  });
});
