import { type Part } from '../../src/catalog/part';
import { aModel } from '../support/catalog';
import { sendCsv } from '../support/csv';
import { aGround, type Ground } from '../support/ledger';
import { anApprovedReport, aReplacement, type Job } from '../support/reports';
import { aCustodyHolding, aShelfHolding, type ReceiptBody } from '../support/stock';
import { aUnitBoughtOn, anActivePolicy, aWorkOrder } from '../support/workorders';
import { type Caller, type World } from '../support/world';
import { daysAgo } from '../support/days';

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
  const opening = `site,bin,part,quantity,value,serialNumbers\n${there.site},${there.bins[0]},${there.parts[0]},4,41,\n`;
  await sendCsv(world, people.clerk, '/v1/imports/opening-stock', opening).expect(201);
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

/** A signed and approved warranty report with one replacement, fitted out of custody, its old part owed. */
async function aFittedPiece(
  world: World,
  people: { engineer: Caller; supervisor: Caller },
  partId: string,
): Promise<{ reportId: string; replacementId: string; oldPartId: string }> {
  const model = await aModel(world);
  await anActivePolicy(world, { modelIds: [model.id] });
  const unit = await aUnitBoughtOn(world, daysAgo(40), { modelId: model.id });
  const order = await aWorkOrder(world, { engineer: people.engineer, unit });
  const part = (await world.admin.get(`/v1/parts/${partId}`).expect(200)).body as Part;
  const job: Job = { world, ...people, unit, order, part, serialNumbers: [] };
  const report = await anApprovedReport(job, { replacements: [aReplacement(job, { quantity: 2 })] });
  const replacementId = report.replacements[0]!.id;
  const owed = await world.sql<{ id: string }>(`select id from old_part where replacement_id = $1`, [replacementId]);
  return { reportId: report.id, replacementId, oldPartId: owed[0]!.id };
}
