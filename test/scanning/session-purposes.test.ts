import { newCode } from '../../src/barcodes/code';
import { type ScanSession } from '../../src/scanning/sessions/scan-session';
import { expectBooksToBalance } from '../support/books';
import { aSupplier } from '../support/catalog';
import { anOwedOldPart } from '../support/old-parts';
import { aJob } from '../support/reports';
import { aSession, codeOf, Scanner, verdicts } from '../support/scanning';
import { aCustodyHolding } from '../support/stock';
import { aCrew, aStockedSite, type Crew, pieces } from '../support/stocked';
import { World } from '../support/world';

describe('Scanning for each purpose', () => {
  let world: World;
  let crew: Crew;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
  });
  afterAll(async () => {
    await expectBooksToBalance(world);
    await world.close();
  });

  const post = async (session: { id: string }, body = {}) => {
    const answer = await crew.clerk.post(`/v1/scan-sessions/${session.id}/posting`, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body as ScanSession;
  };
  const binCode = (id: string) => codeOf(world, 'bin', id);
  const partCode = (id: string) => codeOf(world, 'part', id);

  test('a delivery is received into bins, each line at its share of what it cost, units by their serial numbers', async () => {
    const site = await aStockedSite(world, [0, 0]);
    const [part, other] = [site.parts[0]!, site.parts[1]!];
    await world.sql(`update part set serial_numbered = true where id = $1`, [other.id]);
    const supplier = await aSupplier(world);
    const session = await aSession(crew.clerk, {
      ...{ purpose: 'receipt', siteId: site.siteId, supplierId: supplier.id, deliveryNote: 'DN-1' },
      lines: [
        { partId: part.id, quantity: 3, value: 100 },
        { partId: other.id, quantity: 2, value: 50 },
      ],
    });
    const scanner = new Scanner(crew.clerk, session);
    const answer = await scanner.scan(
      await partCode(part.id),
      await binCode(part.binId),
      await partCode(part.id),
      await binCode(other.binId),
      await partCode(part.id),
      await partCode(other.id),
      { text: await partCode(other.id), serialNumber: 'DEL-1' },
      { text: await partCode(other.id), serialNumber: 'DEL-1' },
      { text: await partCode(part.id), quantity: 2 },
    );
    expect(verdicts(answer)).toEqual([
      ...['bin-needed', 'bin', 'accepted', 'bin', 'accepted', 'unit-needed', 'accepted', 'unit-scanned-before'],
      'over-quantity',
    ]);
    const posted = await post(session);
    const receipt = (await crew.clerk.get(`/v1/receipts/${posted.documents[0]!.id}`).expect(200)).body;
    expect(receipt).toMatchObject({ deliveryNote: 'DN-1', supplierId: supplier.id });
    expect(receipt.lines.map((line: { quantity: number; value: number }) => [line.quantity, line.value])).toEqual([
      [1, 33],
      [1, 33],
      [1, 25],
    ]);
    const again = await aSession(crew.clerk, {
      ...{ purpose: 'receipt', siteId: site.siteId, supplierId: supplier.id },
      lines: [{ partId: other.id, quantity: 1, value: 25 }],
    });
    const twice = { text: await partCode(other.id), serialNumber: 'DEL-1' };
    const refused = await new Scanner(crew.clerk, again).scan(await binCode(other.binId), twice);
    expect(verdicts(refused)).toEqual(['bin', 'unit-here-already']);
  });

  test('parts are sent and received by scanning; what is missing needs a reason', async () => {
    const [from, to] = [await aStockedSite(world, [10]), await aStockedSite(world, [0])];
    const part = from.parts[0]!;
    const sending = await aSession(crew.clerk, {
      ...{ purpose: 'transfer-sending', siteId: from.siteId, toSiteId: to.siteId },
    });
    const sent = await new Scanner(crew.clerk, sending).scan(
      { text: await partCode(part.id), quantity: 4 },
      { text: await partCode(part.id), quantity: 7 },
      await partCode(to.parts[0]!.id),
    );
    expect(verdicts(sent)).toEqual(['accepted', 'over-quantity', 'over-quantity']);
    const transfer = (await post(sending)).documents[0]!;
    const receiving = await aSession(crew.clerk, { purpose: 'transfer-receipt', transferId: transfer.id });
    expect(receiving.totals).toMatchObject({ expected: 4 });
    const arrived = await new Scanner(crew.clerk, receiving).scan(
      await binCode(to.parts[0]!.binId),
      { text: await partCode(part.id), quantity: 3 },
      await partCode(to.parts[0]!.id),
    );
    expect(verdicts(arrived)).toEqual(['bin', 'accepted', 'not-asked']);
    await expect(post(receiving)).rejects.toThrow(/shortageReason/);
    const posted = await post(receiving, { shortageReason: 'box was open' });
    const read = (await crew.clerk.get(`/v1/transfers/${posted.documents[0]!.id}`).expect(200)).body;
    expect(read).toMatchObject({ status: 'short', lines: [{ receivedQuantity: 3, inTransitQuantity: 1 }] });
  });

  test('of a part in several bins it is said first from which it is taken', async () => {
    const [from, to] = [await aStockedSite(world, [5, 5]), await aStockedSite(world, [])];
    const [one, two] = [from.parts[0]!, from.parts[1]!];
    await world.sql(
      `select post_movement('opening', 'opening', gen_random_uuid(), current_date, current_date, $1,
         array[($2::uuid, account_for('opening'), account_for('shelf', $3), 2, 200, null)::stock_line])`,
      [world.admin.id, one.id, two.binId],
    );
    const lines = [{ partId: one.id, quantity: 6 }];
    const asked = { purpose: 'transfer-sending', siteId: from.siteId, toSiteId: to.siteId, lines } as const;
    const session = await aSession(crew.clerk, asked);
    const answer = await new Scanner(crew.clerk, session).scan(
      await partCode(one.id),
      await binCode(two.binId),
      { text: await partCode(one.id), quantity: 3 },
      { text: await partCode(one.id), quantity: 2 },
      await binCode(one.binId),
      { text: await partCode(one.id), quantity: 4 },
      await partCode(one.id),
      await partCode(two.id),
    );
    expect(verdicts(answer)).toEqual([
      ...['bin-needed', 'bin', 'not-in-this-bin', 'accepted', 'bin', 'accepted', 'over-quantity', 'not-asked'],
    ]);
    await post(session);
    expect(await pieces(world, 'in_transit', one.id)).toBe(6);
  });

  test('unused parts come back by scanning, in their true state, and to somebody else', async () => {
    const site = await aStockedSite(world, [0]);
    const part = site.parts[0]!;
    await aCustodyHolding(crew.engineer, crew.supervisor, part.id, 5);
    const asked = { purpose: 'unused-return', engineerId: crew.engineer.id, siteId: site.siteId } as const;
    const session = await aSession(crew.clerk, asked);
    const answer = await new Scanner(crew.clerk, session).scan(
      { text: await partCode(part.id), returned: 'bad_on_arrival' },
      await partCode(part.id),
      await binCode(part.binId),
      { text: await partCode(part.id), quantity: 3 },
      { text: await partCode(part.id), quantity: 2 },
    );
    expect(verdicts(answer)).toEqual(['accepted', 'bin-needed', 'bin', 'accepted', 'over-quantity']);
    await post(session);
    expect(await pieces(world, 'quarantine', part.id)).toBe(1);
    expect(await pieces(world, 'shelf', part.id)).toBe(3);
    const both = await world.person(['engineer', 'clerk']);
    await both.post('/v1/scan-sessions', { ...asked, engineerId: both.id }).expect(403);
  });

  test('old parts come back by their tags; another serial number than reported is taken in and recorded', async () => {
    const site = await aStockedSite(world, []);
    const job = await aJob(world, { engineer: crew.engineer, part: { serialNumbered: true } });
    const owed = await anOwedOldPart(job);
    const plain = await anOwedOldPart(await aJob(world, { engineer: crew.engineer }));
    const asked = { purpose: 'old-part-return', engineerId: crew.engineer.id, siteId: site.siteId } as const;
    const session = await aSession(crew.clerk, asked);
    expect(session.totals.expected).toBeGreaterThanOrEqual(2);
    const answer = await new Scanner(crew.clerk, session).scan(
      owed.code,
      { text: owed.code, serialNumber: 'SWAPPED-1' },
      owed.code,
      plain.code,
      await partCode(job.part.id),
      newCode('old-part'),
    );
    expect(verdicts(answer)).toEqual([
      ...['serial-needed', 'serial-differs', 'over-quantity', 'accepted', 'tag-needed', 'unknown-code'],
    ]);
    const posted = await post(session);
    expect(posted.documents.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(
      [owed, plain].map(({ id }) => `old-part ${id}`).sort(),
    );
    const received = await crew.clerk.get(`/v1/old-parts/${owed.id}`).expect(200);
    expect(received.body).toMatchObject({
      status: 'received',
      serialMatches: false,
      receivedSerialNumber: 'SWAPPED-1',
    });
  });
});
