import { randomUUID } from 'node:crypto';
import { aGround, type Ground } from '../support/ledger';
import { plant } from '../support/books-faults';
import { aCustodyHolding, aShelfHolding, type ReceiptBody } from '../support/stock';
import { type Caller, type World } from '../support/world';

/** Everything that can happen to a part, once: the books have something to say about each step. */
export interface WorkedMonth {
  ground: Ground;
  there: Ground;
  engineer: Caller;
  clerk: Caller;
  supervisor: Caller;
  receipt: ReceiptBody;
  serialReceipt: ReceiptBody;
  requisitionId: string;
  issueId: string;
  transferId: string;
  unusedReturnId: string;
  writeOffId: string;
  reportId: string;
  replacementId: string;
  oldPartId: string;
}

export async function aWorkedMonth(world: World): Promise<WorkedMonth> {
  const ground = await aGround(world, { bins: 2 });
  const there = await aGround(world);
  const serial = await aGround(world, { serialNumbered: true });
  const [engineer, clerk, supervisor] = await Promise.all(
    (['engineer', 'clerk', 'supervisor'] as const).map((role) => world.person(role)),
  );
  const people = { engineer: engineer!, clerk: clerk!, supervisor: supervisor! };
  const [partId, binId] = [ground.parts[0]!, ground.bins[0]!];
  const receipt = await aShelfHolding(people.clerk, ground, 20, { value: 2003 });
  const serialReceipt = await aShelfHolding(people.clerk, serial, 2, { serialNumbers: ['M1', 'M2'] });
  await aCustodyHolding(people.engineer, people.supervisor, partId, 1, { value: 77 });
  const cancelled = await aShelfHolding(people.clerk, ground, 3);
  await people.supervisor.post(`/v1/receipts/${cancelled.id}/reversal`, { reason: 'entered twice' }).expect(201);

  const asked = { siteId: ground.site, needBy: '2099-01-01', opinion: 'needed', lines: [{ partId, quantity: 8 }] };
  const requisition = (await people.engineer.post('/v1/requisitions', asked).expect(201)).body;
  await people.supervisor.post(`/v1/requisitions/${requisition.id}/approval`).expect(200);
  const lines = [{ lineId: requisition.lines[0].id, quantity: 6 }];
  const issue = (await people.clerk.post('/v1/issues', { requisitionId: requisition.id, lines }).expect(201)).body;

  const sent = { fromSiteId: ground.site, toSiteId: there.site, lines: [{ partId, binId, quantity: 3 }] };
  const transfer = (await people.clerk.post('/v1/transfers', sent).expect(201)).body;
  const arrived = [{ lineNumber: 1, receivedQuantity: 2, binId: there.bins[0], shortageReason: 'one missing' }];
  await people.clerk.post(`/v1/transfers/${transfer.id}/receipt`, { lines: arrived }).expect(200);

  const back = [{ partId, quantity: 1, outcome: 'unused', binId: ground.bins[1] }];
  const returned = { engineerId: people.engineer.id, siteId: ground.site, lines: back };
  const unusedReturn = (await people.clerk.post('/v1/unused-returns', returned).expect(201)).body;
  const gone = { engineerId: people.engineer.id, reason: 'lost', lines: [{ partId, quantity: 1 }] };
  const writeOff = (await people.engineer.post('/v1/write-offs', gone).expect(201)).body;
  await people.supervisor.post(`/v1/write-offs/${writeOff.id}/approval`).expect(200);

  const fitted = await aFittedPiece(world, people, partId);
  return {
    ground,
    there,
    ...people,
    receipt,
    serialReceipt,
    requisitionId: requisition.id,
    issueId: issue.id,
    transferId: transfer.id,
    unusedReturnId: unusedReturn.id,
    writeOffId: writeOff.id,
    ...fitted,
  };
}

/** A signed and approved report with one replacement, fitted out of custody, its old part owed. */
async function aFittedPiece(
  world: World,
  people: { engineer: Caller; supervisor: Caller },
  partId: string,
): Promise<{ reportId: string; replacementId: string; oldPartId: string }> {
  const [reportId, replacementId, oldPartId] = [randomUUID(), randomUUID(), randomUUID()];
  const [engineer, supervisor] = [people.engineer.id, people.supervisor.id];
  const digest = 'ab'.repeat(32);
  await plant(
    world,
    `insert into service_report (id, code, number, work_order_id, engineer_id, status, document_date, cause_code, cause,
       work_done, test_result, content, digest, completed_at, completed_by_id, repaired, accepted_at, decided_at, decided_by_id)
     values ('${reportId}', 'RP-${reportId}', 'RPT-${reportId}', gen_random_uuid(), '${engineer}', 'approved', current_date,
       'WEAR', 'worn', 'replaced', 'runs', '{}', '${digest}', now(), '${engineer}', true, now(), now(), '${supervisor}');
     insert into report_signature (report_id, signer_name, relation, image, image_digest, digest, consent_text, signed_at, actor_id)
     values ('${reportId}', 'Sample signer', 'owner', '\\x00', '${reportId}', '${digest}', 'I agree', now(), '${engineer}');
     insert into replacement (id, report_id, line_number, reason, part_id, quantity, replaced_at, old_part_id, old_quantity, billing)
     values ('${replacementId}', '${reportId}', 1, 'worn', '${partId}', 2, now(), '${partId}', 2, 'WARRANTY');
     select post_movement(m.reason, 'service-report', '${reportId}', current_date, current_date, '${supervisor}',
              array[('${partId}', account_for(m.from_kind, m.from_owner), account_for(m.to_kind, m.to_owner), 2, 0, null)::stock_line])
       from (values ('fit', 'custody', '${engineer}'::uuid, 'fitted_warranty', '00000000-0000-0000-0000-000000000000'::uuid),
                    ('remove', 'removed', '00000000-0000-0000-0000-000000000000', 'old_custody', '${engineer}'))
              as m (reason, from_kind, from_owner, to_kind, to_owner);
     insert into old_part (id, code, replacement_id, part_id, quantity, engineer_id, due_on)
     values ('${oldPartId}', 'OP-${oldPartId}', '${replacementId}', '${partId}', 2, '${engineer}', current_date + 30)`,
  );
  return { reportId, replacementId, oldPartId };
}
