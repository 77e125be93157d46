import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { findServerProcesses, isAlive } from '../../src/platform/embedded-postgres.processes';

const checkout = join(__dirname, '..', '..');
const parent = mkdtempSync(join(tmpdir(), 'counterpart-test-'));
const dataFolder = join(parent, 'postgres');
const cluster = join(dataFolder, 'cluster');
// The run's own server lives where only root may enter; this one where everybody may.
chmodSync(parent, 0o755);

let server: EmbeddedPostgres;

async function ask<T extends pg.QueryResultRow>(sql: string, url = server.url): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function eventually<T>(work: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const result = await Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        if (Date.now() > deadline) throw error;
        return undefined;
      });
    if (result) return result;
    if (Date.now() > deadline) throw new Error('It did not come about in ten seconds.');
    await sleep(10);
  }
}

/** Another process that starts the server and says so; it can be killed without any chance to tidy up. */
function launchElsewhere(folder: string, durable = true): { child: ChildProcess; output: () => string } {
  const script = `require(process.argv[1]).startEmbeddedPostgres({ dataFolder: process.argv[2], durable: ${durable} })
    .then((server) => { console.log('pid', server.pid); setInterval(() => {}, 1000); }, (error) => console.log(error.message))`;
  const child = spawn(
    process.execPath,
    ['-r', './scripts/typescript-hook.js', '-e', script, join(checkout, 'src/platform/embedded-postgres.ts'), folder],
    { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const chunks: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
  return { child, output: () => chunks.join('') };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Leaves a running server behind whose launcher was killed; answers its process. */
async function leaveBehind(durable = true): Promise<number> {
  const { child, output } = launchElsewhere(dataFolder, durable);
  const pid = Number((await eventually(() => /^pid (\d+)/.exec(output())))[1]);
  await kill(child);
  return pid;
}

function start(options: { supervise?: boolean; port?: number } = {}): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataFolder, durable: true, ...options });
}

async function stop(): Promise<void> {
  await server.stop();
  expect(findServerProcesses(cluster)).toEqual([]);
}

describe('The embedded PostgreSQL', () => {
  afterAll(async () => {
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  });

  test('a first start that was killed half-way is taken up again from the beginning', async () => {
    const { child } = launchElsewhere(dataFolder);
    await eventually(
      () => existsSync(dataFolder) && readdirSync(dataFolder).some((name) => name.startsWith('cluster.new')),
    );
    await kill(child);
    expect(existsSync(cluster)).toBe(false);

    server = await start();
    expect(server.isNew).toBe(true);
    expect(readdirSync(dataFolder).sort()).toEqual(['cluster', 'launcher.lock', 'password', 'port', 'postgres.log']);
    expect(statSync(join(dataFolder, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(cluster).mode & 0o777).toBe(0o700);
  });

  test('it is durable, speaks UTF-8, listens on loopback only and asks for the password', async () => {
    const [settings] =
      await ask(`select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
      current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`);
    expect(settings).toEqual({ fsync: 'on', encoding: 'UTF8', addresses: '127.0.0.1', sockets: '' });
    const stranger = new URL(server.url);
    stranger.password = 'guess';
    await expect(ask('select 1', stranger.toString())).rejects.toMatchObject({ code: '28P01' });
    await ask(`create table kept (word text)`);
    await ask(`insert into kept values ('备件')`);
  });

  test('a folder that can have no folders in it is refused at once, not tried for ever', async () => {
    const starting = startEmbeddedPostgres({ dataFolder: '/proc/sample/postgres', durable: false });
    await expect(starting).rejects.toThrow('The data folder /proc/sample/postgres cannot be written by this user (');
  });

  test('a second launcher over the same folder is refused in one sentence, also from another process', async () => {
    const sentence = `The data folder ${dataFolder} is in use by another Counterpart (process ${process.pid}); stop that one first.`;
    await expect(start()).rejects.toThrow(sentence);
    const { child, output } = launchElsewhere(dataFolder);
    await eventually(() => output().includes(sentence));
    await kill(child);
    expect(await ask('select word from kept')).toHaveLength(1);
  });

  test('nothing runs after a stop, and the next start has the same address and the same rows', async () => {
    const { url, pid } = server;
    await stop();
    expect(isAlive(pid)).toBe(false);
    server = await start();
    expect(server).toMatchObject({ url, isNew: false, isAdopted: false });
    expect(await ask('select word from kept')).toEqual([{ word: '备件' }]);
    await stop();
  });

  test('supervised, it comes back on the same port with every committed row each time it is killed', async () => {
    server = await start({ supervise: true });
    for (const word of ['first', 'second']) {
      await ask(`insert into kept values ('${word}')`);
      const { pid } = server;
      process.kill(pid, 'SIGKILL');
      await eventually(() => server.pid !== pid);
      expect(await eventually(() => ask(`select 1 from kept where word = '${word}'`))).toHaveLength(1);
    }
    await stop();
  });

  test('stopped in the middle of a supervised restart, it stays stopped', async () => {
    server = await start({ supervise: true });
    process.kill(server.pid, 'SIGKILL');
    await sleep(20);
    await stop();
    await sleep(200);
    expect(findServerProcesses(cluster)).toEqual([]);
  });

  test('a server whose launcher was killed is taken over and stopped like our own', async () => {
    const pid = await leaveBehind();
    expect(isAlive(pid)).toBe(true);
    server = await start({ supervise: true });
    expect(server).toMatchObject({ pid, isAdopted: true });
    expect(await ask('select word from kept')).toHaveLength(3);

    process.kill(pid, 'SIGKILL');
    await eventually(() => server.pid !== pid);
    expect(await ask('select word from kept')).toHaveLength(3);
    await stop();
  });

  test('a server left behind that runs otherwise than asked for is replaced, not taken over', async () => {
    const pid = await leaveBehind(false);
    server = await start();
    expect(server.isAdopted).toBe(false);
    expect(isAlive(pid)).toBe(false);
    expect(await ask(`select current_setting('fsync') as fsync`)).toEqual([{ fsync: 'on' }]);
    await stop();
  });

  test('a postmaster.pid left by a power cut does not stop it, even if a stranger has that number now', async () => {
    writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`);
    server = await start();
    expect(await ask('select word from kept')).toHaveLength(3);
    await stop();
  });

  test('a taken port is answered by another one, or by a sentence if that very port was asked for', async () => {
    const { port } = server;
    const squatter = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    await expect(start({ port })).rejects.toThrow(`Port ${port} for PostgreSQL is in use by another program.`);
    server = await start();
    expect(server.port).not.toBe(port);
    expect(await ask('select word from kept')).toHaveLength(3);
    await new Promise((resolve) => squatter.close(resolve));
    await stop();
  });
});
