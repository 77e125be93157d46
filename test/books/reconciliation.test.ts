import { expectBooksToBalance } from '../support/books';
import { countFaults, plant, type PlantedFault } from '../support/books-faults';
import { aPostedDifference } from '../support/counts';
import { aJob, anApprovedReport, signed, step } from '../support/reports';
import { World } from '../support/world';
import { aWorkedMonth, type WorkedMonth } from './worked-month';

interface Answer {
  holds: boolean;
  identities: {
    name: string;
    holds: boolean;
    rows: number;
    pieces: number;
    value: number;
    statementZh: string;
    statementEn: string;
    drillDown: string;
  }[];
}

describe('Reconciliation', () => {
  let world: World;
  let month: WorkedMonth;
  beforeAll(async () => {
    world = await World.open();
    month = await aWorkedMonth(world);
    await aPostedDifference(world);
  });
  // Each fault is taken out again: the books balance at the end of every test.
  afterEach(async () => {
    await expectBooksToBalance(world);
    expect((await reconcile()).holds).toBe(true);
  });
  afterAll(() => world.close());

  const reconcile = async () => (await month.supervisor.get('/v1/reconciliation').expect(200)).body as Answer;
  const resultOf = (answer: Answer, name: string) => answer.identities.find((one) => one.name === name)!;

  test('after a month with everything in it every identity holds, and zero means zero (S084, S087)', async () => {
    const answer = await reconcile();
    expect(answer.identities.filter((one) => !one.holds)).toEqual([]);
    expect(answer.identities.map((one) => one.rows + one.pieces + one.value)).toEqual(answer.identities.map(() => 0));
    expect(answer.identities.length).toBeGreaterThanOrEqual(13);
    for (const one of answer.identities) {
      expect(one.statementZh).toMatch(/[一-鿿]/);
      expect(one.statementEn).toMatch(/^[A-Z].*\.$/);
      expect((await month.supervisor.get(one.drillDown).expect(200)).body.items).toEqual([]);
    }
  });

  /** A fault, how it is taken out again, and the identity that must find it: its rows, pieces and value. */
  const shelf = () =>
    `account_id = (select id from stock_account where kind = 'shelf' and owner_id = '${month.ground.bins[0]}')`;
  const lastOnShelf = () =>
    `id = (select max(id) from stock_transfer where from_account_id = (select id from stock_account
       where kind = 'shelf' and owner_id = '${month.ground.bins[0]}'))`;
  const ofDocument = (id: string) =>
    `movement_id = (select id from stock_movement where document_id = '${id}' and reason = 'receive')`;
  const faults: PlantedFault[] = [
    [
      'a piece too many in a balance',
      'balances-equal-postings',
      () => `update stock_balance set quantity = quantity + 1 where ${shelf()}`,
      () => `update stock_balance set quantity = quantity - 1 where ${shelf()}`,
      1,
      1,
      0,
    ],
    [
      'a minor unit too few in a balance',
      'balances-equal-postings',
      () => `update stock_balance set value = value - 1 where ${shelf()}`,
      () => `update stock_balance set value = value + 1 where ${shelf()}`,
      1,
      0,
      1,
    ],
    [
      'a balance that has vanished',
      'balances-equal-postings',
      () =>
        `create table kept as select * from stock_balance where ${shelf()}; delete from stock_balance where ${shelf()}`,
      () => `insert into stock_balance select * from kept; drop table kept`,
      1,
      9,
      901,
    ],
    [
      'a last balance-after that is not the balance',
      'balances-equal-postings',
      () => `update stock_transfer set from_quantity_after = from_quantity_after + 5 where ${lastOnShelf()}`,
      () => `update stock_transfer set from_quantity_after = from_quantity_after - 5 where ${lastOnShelf()}`,
      1,
      5,
      0,
    ],
    [
      'a balance-after in the middle that breaks the chain',
      'chains-unbroken',
      () => `update stock_transfer set to_value_after = to_value_after + 7 where ${ofDocument(month.receipt.id)}`,
      () => `update stock_transfer set to_value_after = to_value_after - 7 where ${ofDocument(month.receipt.id)}`,
      2,
      0,
      14,
    ],
    [
      'a posting date that runs backwards',
      'chains-unbroken',
      () => `update stock_transfer set posting_date = posting_date - 9 where ${lastOnShelf()}`,
      () => `update stock_transfer set posting_date = posting_date + 9 where ${lastOnShelf()}`,
      1,
      0,
      0,
    ],
    [
      'value that came from nowhere',
      'value-conserved',
      () => `update stock_transfer set value = value + 11 where ${ofDocument(month.receipt.id)}`,
      () => `update stock_transfer set value = value - 11 where ${ofDocument(month.receipt.id)}`,
      1,
      0,
      11,
    ],
    [
      'a unit that is in another place than its pieces',
      'serial-units-in-one-place',
      () =>
        `update serial_unit set account_id = (select id from stock_account where kind = 'custody' limit 1) where id = '${month.serialReceipt.lines[0]!.units[0]!.id}'`,
      () =>
        `update serial_unit u set account_id = (select to_account_id from stock_transfer t where t.unit_id = u.id) where id = '${month.serialReceipt.lines[0]!.units[0]!.id}'`,
      3,
      3,
      0,
    ],
    [
      'a receipt that says more than was posted',
      'receipts-posted',
      () =>
        `update receipt_line set quantity = quantity + 2, value = value + 5 where receipt_id = '${month.receipt.id}'`,
      () =>
        `update receipt_line set quantity = quantity - 2, value = value - 5 where receipt_id = '${month.receipt.id}'`,
      1,
      2,
      5,
    ],
    [
      'a promise of pieces that do not lie reserved',
      'reservations-held',
      () => `update reservation set quantity = quantity + 3`,
      () => `update reservation set quantity = quantity - 3`,
      1,
      3,
      0,
    ],
    [
      'a requisition that says more was issued than was',
      'requisitions-issued',
      () =>
        `update requisition_line set issued_quantity = issued_quantity + 1 where requisition_id = '${month.requisitionId}'`,
      () =>
        `update requisition_line set issued_quantity = issued_quantity - 1 where requisition_id = '${month.requisitionId}'`,
      1,
      1,
      0,
    ],
    [
      'an issue that hands out more than was posted',
      'issues-posted',
      () => `update issue_line set quantity = quantity + 1 where issue_id = '${month.issueId}'`,
      () => `update issue_line set quantity = quantity - 1 where issue_id = '${month.issueId}'`,
      1,
      1,
      0,
    ],
    [
      'a transfer that lost its missing piece',
      'transfers-under-way',
      () => `update transfer_line set received_quantity = 3 where transfer_id = '${month.transferId}'`,
      () => `update transfer_line set received_quantity = 2 where transfer_id = '${month.transferId}'`,
      1,
      1,
      0,
    ],
    [
      'a piece in custody that no document explains',
      'custody-explained',
      () => `update unused_return_line set quantity = quantity + 1 where unused_return_id = '${month.unusedReturnId}'`,
      () => `update unused_return_line set quantity = quantity - 1 where unused_return_id = '${month.unusedReturnId}'`,
      1,
      1,
      0,
    ],
    [
      'fitted pieces whose report has no signature (R5)',
      'fitted-on-signed-reports',
      () => `update report_signature set digest = 'other' where report_id = '${month.reportId}'`,
      () =>
        `update report_signature set digest = (select r.digest from service_report r where r.id = report_id) where report_id = '${month.reportId}'`,
      1,
      2,
      194,
    ],
    [
      'fitted pieces whose report is not approved (R5)',
      'fitted-on-signed-reports',
      () => `update service_report set status = 'signed' where id = '${month.reportId}'`,
      () => `update service_report set status = 'approved' where id = '${month.reportId}'`,
      1,
      2,
      194,
    ],
    [
      'fitted pieces that were posted under another billing than the report says',
      'fitted-on-signed-reports',
      () => `update replacement set billing = 'PAID' where id = '${month.replacementId}'`,
      () => `update replacement set billing = 'WARRANTY' where id = '${month.replacementId}'`,
      2,
      4,
      194,
    ],
    [
      'a replacement whose old part has vanished (R8)',
      'replacements-have-their-old-part',
      () => `create table kept as select * from old_part; delete from old_part`,
      () => `insert into old_part select * from kept; drop table kept`,
      1,
      2,
      0,
    ],
    [
      'an old part that is owed no more and was never received (R8)',
      'old-custody-is-owed',
      () =>
        `update old_part set status = 'waived', waiver_reason = 'none', waived_on = current_date, decided_by_id = '${month.supervisor.id}'`,
      () => `update old_part set status = 'owed', waiver_reason = null, waived_on = null, decided_by_id = null`,
      1,
      2,
      0,
    ],
    ...countFaults,
  ];

  test.each(faults)('%s is found: %s', async (_what, name, fault, undo, rows, pieces, value) => {
    await plant(world, fault());
    try {
      const answer = await reconcile();
      expect(answer.holds).toBe(false);
      expect(resultOf(answer, name)).toMatchObject({ holds: false, rows, pieces, value });
      const listed = await month.supervisor.get(resultOf(answer, name).drillDown).expect(200);
      expect(listed.body.items).toHaveLength(rows);
    } finally {
      await plant(world, undo());
    }
  });

  test('a corrected report leaves the books whole at every step: taken back, signed again, approved again (S021)', async () => {
    const job = await aJob(world);
    const approved = await anApprovedReport(job);
    expect((await reconcile()).identities.filter((one) => !one.holds)).toEqual([]);
    const revision = await step(job.supervisor, approved, 'revision', { reason: 'wrong cause' });
    expect((await reconcile()).identities.filter((one) => !one.holds)).toEqual([]);
    await step(job.supervisor, await signed(job, await step(job.engineer, revision, 'completion')), 'approval', {
      approved: true,
    });
    expect((await reconcile()).identities.filter((one) => !one.holds)).toEqual([]);
  });

  test('each identity has a fault here that it alone is asked to find', async () => {
    const { identities } = await reconcile();
    const planted = new Set(faults.map(([, name]) => name));
    expect(identities.map((one) => one.name).filter((name) => !planted.has(name))).toEqual([]);
  });

  test('a drill-down names the account, the part and both figures, page by page', async () => {
    await plant(world, `update stock_balance set quantity = quantity + 1`);
    try {
      const first = await month.supervisor.get('/v1/reconciliation/balances-equal-postings?limit=1').expect(200);
      expect(first.body.items[0]).toMatchObject({ partId: expect.any(String), accountKind: expect.any(String) });
      expect(first.body.items[0].foundQuantity - first.body.items[0].expectedQuantity).toBe(1);
      const path = `/v1/reconciliation/balances-equal-postings?limit=1&cursor=${first.body.next}`;
      const second = await month.supervisor.get(path).expect(200);
      expect(second.body.items[0].key > first.body.items[0].key).toBe(true);
    } finally {
      await plant(world, `update stock_balance set quantity = quantity - 1`);
    }
  });

  test('an unknown identity is not found, and engineers and stations do not read the books (R15)', async () => {
    await month.supervisor.get('/v1/reconciliation/nonsense').expect(404);
    await month.engineer.get('/v1/reconciliation').expect(403);
    const station = await world.person('station', { siteId: month.ground.site });
    await station.get('/v1/reconciliation/balances-equal-postings').expect(403);
    await (await world.person('auditor')).get('/v1/reconciliation').expect(200);
  });
});
