import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type PrintJob } from '../../src/labels/printing/print-job';
import { PrintQueue, usualTimes } from '../../src/labels/printing/print-queue';
import { sendToPrinter } from '../../src/labels/printing/printer-connection';
import { aCrew, aStockedSite, type Crew, type StockedSite } from '../support/stocked';
import { eventually, SamplePrinter, type PrinterManner } from '../support/sample-printer';
import { type Caller, World } from '../support/world';

let printerNumber = 0;
const quick = { connectMs: 2_000, silenceMs: 300, firstRetryMs: 30, longestRetryMs: 60, attempts: 4, lookEveryMs: 25 };

describe('The print queue', () => {
  let world: World;
  let crew: Crew;
  let site: StockedSite;
  let codes: string[];
  const on: SamplePrinter[] = [];
  beforeAll(async () => {
    world = await World.open({ printing: quick });
    crew = await aCrew(world);
    site = await aStockedSite(world, [0, 0]);
    const parts = await world.sql<{ code: string }>(`select code from part order by number`);
    codes = parts.map(({ code }) => code);
  });
  afterAll(async () => {
    await world.close();
    for (const printer of on) await printer.off();
  });

  async function aPrinter(manner: PrinterManner = 'ready', more: object = {}) {
    const printer = await SamplePrinter.on(manner);
    on.push(printer);
    const body = { number: `ZP-${(printerNumber += 1)}`, name: 'Sample printer', dpi: '203', size: '60x40', ...more };
    const answer = await world.admin
      .post('/v1/printers', { host: '127.0.0.1', port: printer.port, answersStatus: manner !== 'quiet', ...body })
      .expect(201);
    return { printer, id: answer.body.id as string, etag: '"v1"' };
  }
  const print = async (printerId: string, more: object = {}, who: Caller = crew.clerk): Promise<PrintJob> =>
    (await who.post('/v1/print-jobs', { printerId, codes, ...more }).expect(201)).body as PrintJob;
  const jobAs = (id: string, ...states: PrintJob['status'][]) =>
    eventually(
      async () => (await crew.clerk.get(`/v1/print-jobs/${id}`).expect(200)).body as PrintJob,
      (job) => states.includes(job.status),
    );

  test.each(['ready', 'quiet'] as const)('labels reach a %s printer, and are recorded as printed', async (manner) => {
    const { printer, id } = await aPrinter(manner);
    const before = (await crew.clerk.get(`/v1/labels/${codes[0]}`).expect(200)).body.printed as number;
    const job = await print(id, { copies: 2 });
    expect(job).toMatchObject({ codes, copies: 2, printerId: id, requestedById: crew.clerk.id });
    expect(await jobAs(job.id, 'sent')).toMatchObject({ attempts: 1, reason: null, nextAttemptAt: null });
    expect(printer.received.join('').match(/\^XA[^]*?\^XZ/g)).toHaveLength(2);
    expect(printer.received.join('')).toContain('^PQ2^XZ');
    const after = await crew.clerk.get(`/v1/labels/${codes[0]}`).expect(200);
    expect(after.body.printed).toBe(before + 2);
    const prints = await crew.clerk.get(`/v1/labels/${codes[0]}/prints?limit=1`).expect(200);
    expect(prints.body.items).toMatchObject([
      { printJobId: job.id, batchId: null, copies: 2, size: '60x40', printedById: crew.clerk.id },
    ]);
  });

  test('looking at a label is no print; printing again is another', async () => {
    const { id } = await aPrinter();
    const printed = async () => (await crew.clerk.get(`/v1/labels/${codes[1]}`).expect(200)).body.printed as number;
    const before = await printed();
    await crew.clerk.get(`/v1/labels/${codes[1]}/image`).expect(200);
    expect(await printed()).toBe(before);
    for (const nth of [1, 2]) {
      await jobAs((await print(id, { codes: [codes[1]] })).id, 'sent');
      expect(await printed()).toBe(before + nth);
    }
  });

  test('a printer that is off is tried again and visibly waited for; when it comes on, everything comes, in order', async () => {
    const { printer, id } = await aPrinter();
    await printer.off();
    const first = await print(id, { codes: [codes[0]] });
    const second = await print(id, { codes: [codes[1]] });
    const waiting = await eventually(
      async () => (await crew.clerk.get(`/v1/print-jobs/${first.id}`).expect(200)).body as PrintJob,
      (job) => job.reason !== null,
    );
    expect(waiting).toMatchObject({ reason: 'unreachable', reasonDetail: 'ECONNREFUSED' });
    await world.sql(`update print_job set attempts = 0, status = 'queued' where id = $1`, [first.id]);
    const again = await SamplePrinter.on('ready', printer.port);
    on.push(again);
    await crew.clerk.post(`/v1/print-jobs/${first.id}/retry`);
    await jobAs(second.id, 'sent');
    await jobAs(first.id, 'sent');
    const said = again.received.join('');
    expect(said.indexOf(codes[0]!)).toBeLessThan(said.indexOf(codes[1]!));
    expect(again.labels).toBe(2);
  });

  test('what cannot be sent for long fails with its reason, and is printed when a person says so', async () => {
    const { printer, id } = await aPrinter('out of labels');
    const job = await print(id);
    expect(await jobAs(job.id, 'failed')).toMatchObject({
      attempts: 4,
      reason: 'not-ready',
      reasonDetail: 'The printer has no labels left.',
    });
    expect(printer.labels).toBe(0);
    printer.manner = 'ready';
    await crew.clerk.post(`/v1/print-jobs/${job.id}/retry`).expect(200);
    await jobAs(job.id, 'sent');
    expect(printer.labels).toBe(2);
  });

  test('a printer that takes connections and never reads holds up nothing but itself', async () => {
    const { id } = await aPrinter('mute');
    const stuck = await print(id);
    const { id: other, printer } = await aPrinter();
    const passing = await print(other);
    await jobAs(passing.id, 'sent');
    expect(printer.labels).toBe(2);
    await crew.clerk.get('/v1/labels').expect(200);
    expect(await jobAs(stuck.id, 'failed')).toMatchObject({ reason: 'no-answer' });
  });

  test.each([
    ['hanging up', true],
    ['hanging up', false],
    ['breaking off', true],
    ['breaking off', false],
  ] as const)(
    'a printer that is %s (answers its status: %s) is never taken for one that printed',
    async (manner, answersStatus) => {
      const { printer, id } = await aPrinter(manner, { answersStatus });
      const before = (await crew.clerk.get(`/v1/labels/${codes[0]}`).expect(200)).body.printed as number;
      const job = await print(id);
      const stuck = await eventually(
        async () => (await crew.clerk.get(`/v1/print-jobs/${job.id}`).expect(200)).body as PrintJob,
        ({ status, attempts }) => status === 'failed' || attempts > 1,
      );
      expect(stuck.status).not.toBe('sent');
      expect(stuck.reason).not.toBeNull();
      expect((await crew.clerk.get(`/v1/labels/${codes[0]}`).expect(200)).body.printed).toBe(before);
      printer.manner = answersStatus ? 'ready' : 'quiet';
      const waiting = await jobAs(job.id, 'failed', 'sent');
      if (waiting.status === 'failed') await crew.clerk.post(`/v1/print-jobs/${job.id}/retry`).expect(200);
      await jobAs(job.id, 'sent');
      expect(printer.labels).toBe(2);
    },
  );

  test('a printer that never ends the connection may have printed: a person decides, nothing is printed twice by itself', async () => {
    const { printer, id } = await aPrinter('deaf', { answersStatus: false });
    const job = await print(id);
    expect(await jobAs(job.id, 'failed')).toMatchObject({ attempts: 1, reason: 'unconfirmed' });
    expect(printer.labels).toBe(2);
  });

  test('a waiting job can be cancelled, a sent one cannot', async () => {
    const { printer, id } = await aPrinter();
    await printer.off();
    const job = await print(id);
    await eventually(
      async () => (await crew.clerk.post(`/v1/print-jobs/${job.id}/cancellation`)).status,
      (status) => status === 200,
    );
    expect(await jobAs(job.id, 'cancelled')).toMatchObject({ sentAt: null });
    const again = await SamplePrinter.on('ready', printer.port);
    on.push(again);
    const next = await print(id);
    await jobAs(next.id, 'sent');
    for (const step of ['cancellation', 'retry']) {
      const refused = await crew.clerk.post(`/v1/print-jobs/${next.id}/${step}`).expect(409);
      expect(refused.body.facts).toEqual({ status: 'sent' });
    }
    expect(again.labels).toBe(2);
  });

  test('a job whose server died is sent when its lease has run out (at least once)', async () => {
    const { printer, id, etag } = await aPrinter();
    const change = { number: undefined, name: 'Sample printer', host: '127.0.0.1', dpi: '203', size: '60x40' };
    const whole = { ...change, port: printer.port, siteId: null, answersStatus: true };
    await world.admin.put(`/v1/printers/${id}`, { ...whole, active: false }, etag).expect(200);
    const job = await print(id);
    // As a server leaves it that is killed while it sends.
    await world.sql(
      `update print_job set status = 'sending', attempts = 1, next_attempt_at = now() + interval '1 hour' where id = $1`,
      [job.id],
    );
    await world.admin.put(`/v1/printers/${id}`, { ...whole, active: true }, '"v2"').expect(200);
    await world.sql(`update print_job set next_attempt_at = now() - interval '1 second' where id = $1`, [job.id]);
    expect(await jobAs(job.id, 'sent')).toMatchObject({ attempts: 2 });
    expect(printer.labels).toBe(2);
  });

  test('twenty jobs of five printers, sent by two servers at once: each once, each printer in order', async () => {
    const second = new PrintQueue(world.server.kernel, { ...usualTimes, ...quick }, () => undefined);
    second.work.start();
    const printers = await Promise.all(Array.from({ length: 5 }, () => aPrinter()));
    const jobs: PrintJob[] = [];
    for (let round = 0; round < 4; round += 1) {
      for (const { id } of printers) jobs.push(await print(id, { codes: [codes[round % 2]], copies: round + 1 }));
    }
    for (const job of jobs) await jobAs(job.id, 'sent');
    for (const { printer } of printers) {
      const counts = printer.received.join('').match(/(\^PQ\d)?\^XZ/g);
      expect(counts).toEqual(['^XZ', '^PQ2^XZ', '^PQ3^XZ', '^PQ4^XZ']);
    }
    await second.stop();
  });

  test('the same request sent again prints once (R14)', async () => {
    const { printer, id } = await aPrinter();
    const key = randomUUID();
    const ask = () => crew.clerk.post('/v1/print-jobs', { printerId: id, codes }, key).expect(201);
    const [first, second] = [await ask(), await ask()];
    expect(second.body.id).toBe(first.body.id);
    await jobAs(first.body.id as string, 'sent');
    expect(printer.labels).toBe(2);
  });

  test('what cannot be printed is refused, every fault at once', async () => {
    const { id } = await aPrinter();
    const refused = await crew.clerk
      .post('/v1/print-jobs', { printerId: id, codes: [codes[0], newCode('part'), 'rubbish'] })
      .expect(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/codes/1', '/codes/2']);
    await crew.clerk.post('/v1/print-jobs', { printerId: id, codes: [] }).expect(422);
    await crew.clerk.post('/v1/print-jobs', { printerId: id, codes, copies: 0 }).expect(422);
    await crew.clerk.post('/v1/print-jobs', { printerId: id, codes, template: 'old-part-tag' }).expect(422);
    await crew.clerk.post('/v1/print-jobs', { printerId: randomUUID(), codes }).expect(404);
  });

  test('only administrators define printers, and only on ports that are allowed', async () => {
    const body = { number: 'ZP-X', name: 'x', host: '127.0.0.1', port: 9100, dpi: '203', size: '60x40' };
    for (const who of [crew.clerk, crew.supervisor, crew.engineer]) await who.post('/v1/printers', body).expect(403);
    const refused = await world.admin.post('/v1/printers', { ...body, port: 80 }).expect(422);
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/port' });
    for (const host of ['http://x/', 'a b', '-x', '']) {
      await world.admin.post('/v1/printers', { ...body, host }).expect(422);
    }
    await world.admin.post('/v1/printers', { ...body, siteId: randomUUID() }).expect(422);
    await world.admin.post('/v1/printers', body).expect(201);
    await world.admin.post('/v1/printers', body).expect(409);
  });

  test('nobody sees or cancels what is not theirs (R15)', async () => {
    const { id } = await aPrinter();
    const mine = await print(id, {}, crew.engineer);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/print-jobs/${mine.id}`).expect(404);
    await stranger.post(`/v1/print-jobs/${mine.id}/cancellation`).expect(404);
    expect((await stranger.get('/v1/print-jobs').expect(200)).body.items).toEqual([]);
    expect((await crew.engineer.get('/v1/print-jobs').expect(200)).body.items).toHaveLength(1);
    const station = await world.person('station', { siteId: site.siteId });
    await station.get(`/v1/printers/${id}`).expect(404);
    await station.post('/v1/print-jobs', { printerId: id, codes }).expect(404);
    const own = await aPrinter('ready', { siteId: site.siteId });
    await jobAs((await print(own.id, {}, station)).id, 'sent');
    const auditor = await world.person('auditor');
    await auditor.post('/v1/print-jobs', { printerId: id, codes }).expect(403);
    await auditor.get('/v1/print-jobs').expect(200);
  });
});

describe('The connection to a printer', () => {
  const patience = { connectMs: 500, silenceMs: 200 };

  test.each(['169.254.169.254', '0.0.0.0', '224.0.0.1', '::', '::ffff:169.254.169.254'])(
    'is never made to %s, which is no printer',
    async (host) => {
      const outcome = await sendToPrinter({ host, port: 9100, answersStatus: true }, '^XA^XZ', patience);
      expect(outcome).toMatchObject({ sent: false, reason: 'address-refused' });
    },
  );

  test('a printer that stops reading in the middle of much is not waited for for ever', async () => {
    const printer = await SamplePrinter.on('mute');
    const address = { host: '127.0.0.1', port: printer.port, answersStatus: false };
    const outcome = await sendToPrinter(address, 'x'.repeat(30_000_000), patience);
    expect(outcome).toMatchObject({ sent: false, reason: 'unconfirmed' });
    await printer.off();
  });

  test('the stop of the server ends it, and nothing was printed', async () => {
    const printer = await SamplePrinter.on('mute');
    const stop = new AbortController();
    const address = { host: '127.0.0.1', port: printer.port, answersStatus: true };
    const sending = sendToPrinter(address, '^XA^XZ', { connectMs: 5_000, silenceMs: 60_000 }, stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(await sending).toMatchObject({ sent: false, reason: 'interrupted' });
    await printer.off();
  });
});
