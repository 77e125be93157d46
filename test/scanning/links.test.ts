import { newCode, prefixes, type RecordKind } from '../../src/barcodes/code';
import { type ScannedRecord } from '../../src/scanning/scan';
import { scannableKinds } from '../../src/scanning/record-kinds';
import { aWorkedMonth, type WorkedMonth } from '../books/worked-month';
import { anAcceptedQuotation } from '../support/charges';
import { anOwedOldPart } from '../support/old-parts';
import { aJob } from '../support/reports';
import { aCrew, anApprovedRequisition, aRequisition, aStockedSite } from '../support/stocked';
import { type Caller, World } from '../support/world';

describe('What may be done next with what was scanned', () => {
  let world: World;
  let month: WorkedMonth;
  beforeAll(async () => {
    world = await World.open();
    month = await aWorkedMonth(world);
  });
  afterAll(() => world.close());

  const scan = async (who: Caller, code: string) =>
    (await who.get(`/v1/scans?text=${encodeURIComponent(code)}`).expect(200)).body as ScannedRecord;
  const linkOf = (record: ScannedRecord, rel: string) => {
    const link = record.links.find((each) => each.rel === rel);
    if (!link) throw new Error(`no ${rel} among ${record.links.map((each) => each.rel).join(', ')}`);
    return link;
  };
  const codeOf = async (table: string, id: string) =>
    (await world.sql<{ code: string }>(`select code from ${table} where id = $1`, [id]))[0]!.code;
  const relsOf = async (who: Caller, code: string) => (await scan(who, code)).links.map((link) => link.rel);

  test('every link of every kind of record, for every role, leads where it says', async () => {
    const job = await aJob(world, { cover: 'expired', quoted: false });
    await anAcceptedQuotation(job);
    await aRequisition({ ...month }, { siteId: month.ground.site, parts: [] }, [
      { partId: month.ground.parts[0]!, quantity: 1 },
    ]);
    const bound = { siteId: month.ground.site };
    const callers: Record<string, Caller> = { administrator: world.admin, engineer: month.engineer };
    for (const role of ['clerk', 'supervisor', 'finance', 'auditor'] as const) callers[role] = await world.person(role);
    callers['station'] = await world.person('station', bound);
    callers['clerk of a site'] = await world.person('clerk', bound);
    const followed: string[] = [];
    for (const [kind, known] of Object.entries(scannableKinds)) {
      const codes = await world.sql<{ code: string }>(`select code from ${known.table} order by id desc limit 2`);
      for (const [name, caller] of Object.entries(callers)) {
        for (const { code } of codes) {
          const answer = await caller.get(`/v1/scans?text=${code}`);
          if (answer.status === 404) continue;
          for (const link of (answer.body as ScannedRecord).links) {
            const reached =
              link.method === 'GET'
                ? await caller.get(link.href)
                : await caller.post(link.href, { ...link.body, isNotAField: 1 });
            // Where a body is read, a field too many is refused after the route was found and the right was granted.
            if (reached.status !== 200 && !(link.method === 'POST' && reached.status === 422)) {
              throw new Error(`${name}, ${kind}: ${link.method} ${link.href} answers ${reached.status}`);
            }
            followed.push(`${kind} ${link.rel}`);
          }
        }
      }
    }
    const always = [
      'part',
      'bin',
      'site',
      'serial-unit',
      'requisition',
      'issue',
      'transfer',
      'service-report',
      'old-part',
    ];
    expect(followed).toEqual(expect.arrayContaining(always.map((kind) => `${kind} self`)));
    expect(new Set(followed).size).toBeGreaterThan(40);
  });

  test('a code of any kind that no record has is unknown', async () => {
    for (const kind of Object.keys(prefixes) as RecordKind[]) {
      await world.admin.get(`/v1/scans?text=${newCode(kind)}`).expect(404);
    }
  });

  test('a clerk issues what is reserved by following the link, and only the receiver may acknowledge it', async () => {
    const crew = await aCrew(world);
    const site = await aStockedSite(world, [5]);
    const asked = await anApprovedRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 3 }]);
    const code = await codeOf('requisition', asked.id);
    const link = linkOf(await scan(crew.clerk, code), 'issue');
    const issue = (await crew.clerk.post(link.href, link.body).expect(201)).body;
    expect(issue.lines).toMatchObject([{ quantity: 3 }]);
    expect(await relsOf(crew.clerk, code)).not.toContain('issue');
    expect(await relsOf(crew.clerk, issue.code)).toEqual(['self']);
    expect(await relsOf(world.admin, issue.code)).toEqual(['self']);
    const acknowledge = linkOf(await scan(crew.engineer, issue.code), 'acknowledge');
    await crew.engineer.post(acknowledge.href, acknowledge.body).expect(200);
    expect(await relsOf(crew.engineer, issue.code)).toEqual(['self']);
  });

  test('an owed old part is received by following the link, by anybody but the one who owes it (R4)', async () => {
    const owed = await anOwedOldPart(await aJob(world));
    const link = linkOf(await scan(month.clerk, owed.code), 'receive');
    const body = { ...link.body, siteId: month.ground.site };
    await month.clerk.post(link.href, body).expect(200);
    expect(await relsOf(month.clerk, owed.code)).toEqual(['self', 'reverse-receipt', 'dispose']);
    const own = await anOwedOldPart(await aJob(world, { engineer: await world.person(['engineer', 'clerk']) }));
    expect(await relsOf(month.clerk, own.code)).toContain('receive');
    const debtor = await world.sql<{ engineer_id: string }>(`select engineer_id from old_part where id = $1`, [own.id]);
    expect(debtor[0]!.engineer_id).toBe(own.engineerId);
  });

  test('nobody is offered to decide about what they asked for themselves (R4)', async () => {
    const both = await world.person(['engineer', 'supervisor']);
    const site = await aStockedSite(world, [5]);
    const lines = [{ partId: site.parts[0]!.id, quantity: 1 }];
    const body = { siteId: site.siteId, engineerId: both.id, needBy: '2099-01-01', opinion: 'needed', lines };
    const asked = (await both.post('/v1/requisitions', body).expect(201)).body;
    const code = await codeOf('requisition', asked.id);
    expect(await relsOf(both, code)).not.toContain('approve');
    expect(await relsOf(month.supervisor, code)).toContain('approve');
  });
});
