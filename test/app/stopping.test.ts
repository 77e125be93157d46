import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findServerProcesses } from '../../src/platform/embedded-postgres.processes';

const checkout = join(__dirname, '..', '..');
const dataFolder = mkdtempSync(join(tmpdir(), 'counterpart-test-'));
chmodSync(dataFolder, 0o755);

interface Running {
  child: ChildProcess;
  port: number;
  ended: Promise<number | null>;
}

describe('Ctrl-C', () => {
  let key = '';
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

  /** The product as a process of its own, over one data folder. */
  async function started(): Promise<Running> {
    const child = spawn(process.execPath, ['-r', './scripts/typescript-hook.js', 'src/app/main.ts'], {
      cwd: checkout,
      env: { ...process.env, PORT: '0', DATA_FOLDER: dataFolder, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    let output = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += String(chunk);
        if (/Data .*\n/.test(output) && (key !== '' || /cpk_\S+\n/.test(output))) resolve();
      });
    });
    key ||= /cpk_\S+/.exec(output)![0];
    return { child, port: Number(/127\.0\.0\.1:(\d+)/.exec(output)![1]), ended };
  }

  /** An import of which the first half has been sent. */
  async function halfSent(port: number, numbers: string): Promise<{ sending: ClientRequest; answer: Promise<number> }> {
    const headers = { Authorization: `Bearer ${key}`, 'Idempotency-Key': numbers, 'Content-Type': 'text/csv' };
    const sending = request({ host: '127.0.0.1', port, path: '/v1/imports/parts', method: 'POST', headers });
    const answer = new Promise<number>((resolve) => {
      sending.on('error', () => resolve(0));
      sending.on('response', (response: IncomingMessage) => {
        response.resume().on('end', () => resolve(response.statusCode!));
      });
    });
    await new Promise<void>((resolve) => sending.write('number,nameEn\n', () => resolve()));
    // Until the server has read so much, it is no request to it.
    await sleep(100);
    return { sending, answer };
  }

  test('a request that has begun is answered first; then nothing is left running', async () => {
    const { child, port, ended } = await started();
    const { sending, answer } = await halfSent(port, 'FIRST');
    child.kill('SIGINT');
    await sleep(300);
    expect(child.exitCode).toBeNull();
    sending.end('FIRST-1,Sample part\n');
    expect(await answer).toBe(201);
    expect(await ended).toBe(0);
    expect(findServerProcesses(join(dataFolder, 'postgres', 'cluster'))).toEqual([]);
  });

  test('a second one waits for nobody, and yet leaves no PostgreSQL behind', async () => {
    const { child, port, ended } = await started();
    const { sending, answer } = await halfSent(port, 'SECOND');
    child.kill('SIGINT');
    await sleep(100);
    child.kill('SIGINT');
    await sleep(100);
    sending.end('SECOND-1,Sample part\n');
    expect(await ended).toBe(0);
    expect(findServerProcesses(join(dataFolder, 'postgres', 'cluster'))).toEqual([]);
    expect([0, 201, 503]).toContain(await answer);
  });
});
