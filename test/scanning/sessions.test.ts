import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type ScanSession } from '../../src/scanning/sessions/scan-session';
import { expectBooksToBalance } from '../support/books';
import { aSession, codeOf, Scanner, verdicts } from '../support/scanning';
import {
  aCrew,
  anApprovedRequisition,
  aRequisition,
  aStockedSite,
  type Crew,
  pieces,
  type StockedSite,
} from '../support/stocked';
import { World } from '../support/world';

describe('Scan sessions', () => {
  let world: World;
  let crew: Crew;
  let site: StockedSite;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
    site = await aStockedSite(world, [50, 50]);
  });
  afterAll(async () => {
    await expectBooksToBalance(world);
    await world.close();
  });

  const partCode = (index: number, of = site) => codeOf(world, 'part', of.parts[index]!.id);
  const anIssue = async (quantities: number[]) => {
    const lines = quantities.map((quantity, index) => ({ partId: site.parts[index]!.id, quantity }));
    const requisition = await anApprovedRequisition(crew, site, lines);
    const session = await aSession(crew.clerk, { purpose: 'issue', requisitionId: requisition.id });
    return { requisition, session, scanner: new Scanner(crew.clerk, session) };
  };
  const read = async (session: { id: string }) =>
    (await crew.clerk.get(`/v1/scan-sessions/${session.id}`).expect(200)).body as ScanSession;
  const postSession = (session: { id: string }, body = {}) =>
    crew.clerk.post(`/v1/scan-sessions/${session.id}/posting`, body);

  test('a requisition is issued by scanning: running totals, what is missing, posted once', async () => {
    const { requisition, session, scanner } = await anIssue([3, 2]);
    expect(session).toMatchObject({ status: 'open', purpose: 'issue', documentId: requisition.id });
    expect(session.totals).toEqual({ expected: 5, scanned: 0, missing: 5, refused: 0, waiting: 0 });
    const first = await scanner.scan(await partCode(0), `${await partCode(1)}\r\n`);
    expect(verdicts(first)).toEqual(['accepted', 'accepted']);
    expect(first.totals).toMatchObject({ scanned: 2, missing: 3 });
    await scanner.scan({ text: await partCode(0), quantity: 2 });
    expect((await read(session)).lines.map(({ scanned, missing }) => [scanned, missing])).toEqual([
      [3, 0],
      [1, 1],
    ]);
    const posted = (await postSession(session).expect(200)).body as ScanSession;
    expect(posted).toMatchObject({ status: 'posted', documents: [{ kind: 'issue' }], totals: { missing: 1 } });
    const issue = await crew.clerk.get(`/v1/issues/${posted.documents[0]!.id}`).expect(200);
    expect(issue.body.lines.map((line: { quantity: number }) => line.quantity)).toEqual([3, 1]);
    const again = await postSession(session).expect(409);
    expect(again.body).toMatchObject({ type: 'urn:counterpart:problem:session-ended' });
    const late = await crew.clerk
      .post(`/v1/scan-sessions/${session.id}/scans`, { device: 'late', scans: [{ sequence: 1, text: 'x' }] })
      .expect(409);
    expect(late.body.facts).toMatchObject({ status: 'posted' });
    expect(await read(session)).toEqual(posted);
  });

  test('of ten that post at the same moment, one does', async () => {
    const { session, scanner } = await anIssue([4]);
    await scanner.scan({ text: await partCode(0), quantity: 4 });
    const before = await pieces(world, 'custody', site.parts[0]!.id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => postSession(session)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
    expect(await pieces(world, 'custody', site.parts[0]!.id)).toBe(before + 4);
  });

  test('what does not belong here is answered at the scan, kept, and counts nothing', async () => {
    const { session, scanner } = await anIssue([2]);
    const other = await aStockedSite(world, [5, 5, 5, 5]);
    const asked = site.parts[0]!.id;
    const [substitute, older, newer] = [other.parts[1]!.id, other.parts[2]!.id, other.parts[3]!.id];
    await world.sql(`insert into part_substitute values ($1, $2)`, [asked, substitute]);
    await world.sql(`update part set superseded_by_id = $1 where id = $2`, [asked, older]);
    await world.sql(`update part set superseded_by_id = $1 where id = $2`, [newer, asked]);
    const answer = await scanner.scan(
      await partCode(0, other),
      await codeOf(world, 'part', substitute),
      await codeOf(world, 'part', older),
      await codeOf(world, 'part', newer),
      { text: await partCode(0), quantity: 3 },
      'never heard of',
      newCode('part'),
      'AB\u0001CD',
      'x'.repeat(4096),
      (await partCode(0)).slice(0, -1) + '%',
      await codeOf(world, 'site', site.siteId),
      await codeOf(world, 'bin', other.parts[0]!.binId),
      '',
    );
    expect(verdicts(answer)).toEqual([
      ...['not-asked', 'substitute', 'superseded', 'successor', 'over-quantity', 'unknown-code', 'unknown-code'],
      ...['control-character', 'too-long', 'unknown-code', 'not-a-part', 'bin-of-another-site', 'empty'],
    ]);
    expect(answer.scans.every(({ sentence }) => /\w+ \w+/.test(sentence!))).toBe(true);
    expect(answer.totals).toMatchObject({ scanned: 0, refused: 13 });
    const log = await crew.supervisor.get(`/v1/scan-sessions/${session.id}/scans?outcome=refused&limit=5`).expect(200);
    expect(log.body.items).toHaveLength(5);
    expect(log.body.next).toBeDefined();
    await world.sql(`update part set superseded_by_id = null`);
    const nothing = await postSession(session).expect(409);
    expect(nothing.body.type).toBe('urn:counterpart:problem:nothing-scanned');
  });

  test('a scan sent again counts once; another content under its number is refused and nothing is taken', async () => {
    const { session, scanner } = await anIssue([5]);
    const text = await partCode(0);
    const first = await scanner.send([{ sequence: 1, text }]);
    expect(await scanner.send([{ sequence: 1, text }])).toEqual(first);
    await scanner.send([
      { sequence: 1, text },
      { sequence: 2, text },
      { sequence: 2, text },
    ]);
    expect((await read(session)).totals.scanned).toBe(2);
    const scans = [
      { sequence: 2, text, quantity: 2 },
      { sequence: 3, text },
    ];
    const refused = await crew.clerk
      .post(`/v1/scan-sessions/${session.id}/scans`, { device: scanner.device, scans })
      .expect(409);
    expect(refused.body).toMatchObject({ type: 'urn:counterpart:problem:sequence-reused', facts: { sequences: [2] } });
    expect((await read(session)).totals.scanned).toBe(2);
    expect(await new Scanner(crew.clerk, session, 'other').send([{ sequence: 1, text }])).toMatchObject({
      totals: { scanned: 3 },
    });
  });

  test('what arrives out of order waits for its turn; posting waits for missing numbers unless told otherwise', async () => {
    const { session, scanner } = await anIssue([5]);
    const text = await partCode(0);
    const early = await scanner.send([
      { sequence: 2, undo: true },
      { sequence: 5, text },
      { sequence: 3, text },
    ]);
    expect(verdicts(early)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(early.missingNumbers).toEqual([1, 4]);
    const filled = await scanner.send([{ sequence: 1, text }]);
    expect(filled.scans.map(({ sequence, outcome }) => `${sequence} ${outcome}`)).toEqual([
      '1 undone',
      '2 undo',
      '3 accepted',
    ]);
    expect(filled).toMatchObject({ missingNumbers: [4], totals: { scanned: 1, waiting: 1 } });
    const refused = await postSession(session).expect(409);
    expect(refused.body).toMatchObject({
      type: 'urn:counterpart:problem:scans-missing',
      facts: { devices: [{ device: scanner.device, judgedTo: 3, missingNumbers: [4] }] },
    });
    const posted = await postSession(session, { withoutMissingNumbers: true }).expect(200);
    expect(posted.body.totals).toMatchObject({ scanned: 2, waiting: 0 });
  });

  test('undo takes back the last accepted piece of its own device, again and again', async () => {
    const { session, scanner } = await anIssue([5, 5]);
    const other = new Scanner(crew.clerk, session, 'other');
    await scanner.scan(await partCode(0), await partCode(1), 'rubbish');
    await other.scan(await partCode(0));
    const undone = await scanner.scan({ undo: true });
    expect(undone.totals.scanned).toBe(2);
    expect((await read(session)).lines.map((line) => line.scanned)).toEqual([2, 0]);
    const more = await scanner.scan({ undo: true }, { undo: true }, await partCode(1), { undo: true });
    expect(verdicts(more)).toEqual(['undone', 'undo', 'nothing-to-undo', 'undone', 'undo']);
    expect(more.totals.scanned).toBe(1);
  });

  test('units are scanned one by one, each once, and only those that are meant', async () => {
    const serial = await aStockedSite(world, [3, 1], { serialNumbered: true });
    const requisition = await anApprovedRequisition(crew, serial, [{ partId: serial.parts[0]!.id, quantity: 2 }]);
    const session = await aSession(crew.clerk, { purpose: 'issue', requisitionId: requisition.id });
    const scanner = new Scanner(crew.clerk, session);
    const units = await world.sql<{ id: string; code: string; serial_number: string }>(
      `select id, code, serial_number from serial_unit where part_id = $1 order by id`,
      [serial.parts[0]!.id],
    );
    const [stranger] = await world.sql<{ code: string }>(`select code from serial_unit where part_id = $1`, [
      serial.parts[1]!.id,
    ]);
    const part = await partCode(0, serial);
    const answer = await scanner.scan(
      part,
      { text: part, serialNumber: 'NO-SUCH' },
      units[0]!.code,
      units[0]!.serial_number,
      { text: part, serialNumber: units[1]!.serial_number },
      stranger!.code,
      units[2]!.code,
    );
    expect(verdicts(answer)).toEqual([
      ...['unit-needed', 'wrong-serial', 'accepted', 'unit-scanned-before', 'accepted', 'not-asked', 'over-quantity'],
    ]);
    const posted = (await postSession(session).expect(200)).body as ScanSession;
    const issue = await crew.clerk.get(`/v1/issues/${posted.documents[0]!.id}`).expect(200);
    expect(issue.body.lines.map((line: { unitId: string }) => line.unitId).sort()).toEqual(
      [units[0]!.id, units[1]!.id].sort(),
    );
  });

  test('a session that is given up posts nothing and takes nothing more', async () => {
    const { session, scanner } = await anIssue([5]);
    await scanner.scan(await partCode(0));
    await crew.clerk.post(`/v1/scan-sessions/${session.id}/closure`, {}).expect(422);
    const closed = await crew.clerk
      .post(`/v1/scan-sessions/${session.id}/closure`, { note: 'van is gone' })
      .expect(200);
    expect(closed.body).toMatchObject({ status: 'closed', note: 'van is gone', documents: [] });
    await expect(scanner.scan(await partCode(0))).rejects.toThrow(/409/);
    await postSession(session).expect(409);
    const open = await crew.clerk.get('/v1/scan-sessions?status=closed').expect(200);
    expect(open.body.items.map(({ id }: ScanSession) => id)).toContain(session.id);
  });

  test('who may not do it without scanning may not do it by scanning (R15)', async () => {
    const { requisition, session } = await anIssue([1]);
    const asked = { purpose: 'issue', requisitionId: requisition.id };
    await crew.engineer.post('/v1/scan-sessions', asked).expect(403);
    await crew.supervisor.post('/v1/scan-sessions', asked).expect(403);
    const elsewhere = await aStockedSite(world, [1]);
    const station = await world.person('station', { siteId: elsewhere.siteId });
    await station.post('/v1/scan-sessions', asked).expect(404);
    await station.get(`/v1/scan-sessions/${session.id}`).expect(404);
    await station.post(`/v1/scan-sessions/${session.id}/posting`).expect(404);
    await station
      .post(`/v1/scan-sessions/${session.id}/scans`, { device: 'd', scans: [{ sequence: 1, text: 'x' }] })
      .expect(404);
    expect((await station.get('/v1/scan-sessions').expect(200)).body.items).toEqual([]);
  });

  test('a session is started only on what it can be about, and every fault is said at once', async () => {
    const waiting = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const start = (body: object) => crew.clerk.post('/v1/scan-sessions', body);
    await start({ purpose: 'issue', requisitionId: waiting.id }).expect(409);
    await start({ purpose: 'issue', requisitionId: randomUUID() }).expect(404);
    const faulty = await start({ purpose: 'issue', toSiteId: site.siteId, supplierId: randomUUID() }).expect(422);
    expect(faulty.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/requisitionId',
      '/toSiteId',
      '/supplierId',
    ]);
    await start({ purpose: 'inventory' }).expect(422);
    const lines = [{ partId: randomUUID(), quantity: 1, value: 1 }];
    await start({ purpose: 'receipt', siteId: site.siteId, supplierId: randomUUID(), lines }).expect(422);
  });

  test.each([
    { device: 'a b', scans: [{ sequence: 1, text: 'x' }] },
    { device: 'd', scans: [] },
    { device: 'd', scans: [{ sequence: 0, text: 'x' }] },
    { device: 'd', scans: [{ sequence: 1.5, text: 'x' }] },
    { device: 'd', scans: [{ sequence: 1 }] },
    { device: 'd', scans: [{ sequence: 1, text: 'x', undo: true }] },
    { device: 'd', scans: [{ sequence: 1, text: 'x', quantity: 0 }] },
    { device: 'd', scans: [{ sequence: 1, text: 'x'.repeat(4097) }] },
    { device: 'd', scans: Array.from({ length: 501 }, (_, index) => ({ sequence: index + 1, text: 'x' })) },
  ])('a burst that is none is refused whole, case %#', async (burst) => {
    const { session } = await anIssue([1]);
    await crew.clerk.post(`/v1/scan-sessions/${session.id}/scans`, burst).expect(422);
    expect((await read(session)).totals).toMatchObject({ refused: 0, waiting: 0 });
  });

  test('no SQL of the application changes, moves or loses a scan, or reopens a session', async () => {
    const { session, scanner } = await anIssue([5]);
    await scanner.scan(await partCode(0));
    await crew.clerk.post(`/v1/scan-sessions/${session.id}/closure`, { note: 'sample' }).expect(200);
    for (const statement of [
      `delete from scan`,
      `update scan set text = 'x'`,
      `update scan set quantity = 2`,
      `update scan set sequence = 9`,
      `delete from scan_session`,
      `update scan_session set document_id = null`,
    ]) {
      await expect(world.sqlAsApplication(statement)).rejects.toThrow(/permission denied/);
    }
    await expect(
      world.sqlAsApplication(`update scan_session set status = 'open' where id = $1`, [session.id]),
    ).rejects.toMatchObject({ constraint: 'scan_session_ended_once' });
    await expect(
      world.sqlAsApplication(
        `insert into scan (session_id, device, sequence, text, actor_id) values ($1, 'd', 1, 'x', $1)`,
        [session.id],
      ),
    ).rejects.toMatchObject({ constraint: 'scan_into_open_session' });
    await expect(
      world.sqlAsApplication(`update scan set outcome = 'undone' where session_id = $1`, [session.id]),
    ).rejects.toMatchObject({ constraint: 'scan_into_open_session' });
  });
});
