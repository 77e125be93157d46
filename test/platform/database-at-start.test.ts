import { createServer, type Server, type Socket } from 'node:net';
import { type AddressInfo } from 'node:net';
import pg from 'pg';
import { untilDatabaseAccepts } from '../../src/platform/database-at-start';

const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const int16 = (value: number) => Buffer.from(Uint8Array.of(value >> 8, value & 255));
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string) => Buffer.from(`${value}\0`);
const cell = (value: string) => Buffer.concat([int32(value.length), Buffer.from(value)]);
const ready = message('Z', Buffer.from('I'));

/** As much of a PostgreSQL of that version as it takes to be asked for it: no server so old can be installed here. */
async function anOldPostgres(version: string, major: string): Promise<{ url: string; server: Server }> {
  const answer = (columns: readonly string[], values: readonly string[]) =>
    Buffer.concat([
      message('T', int16(columns.length), ...columns.map((name) => Buffer.concat([text(name), Buffer.alloc(6), int32(25), int16(0xffff), int32(-1), int16(0)]))), // prettier-ignore
      message('D', int16(values.length), ...values.map(cell)),
      message('C', text('SELECT 1')),
      ready,
    ]);
  const serve = (socket: Socket) => {
    let greeted = false;
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (!greeted) {
        greeted = true;
        socket.write(
          Buffer.concat([message('R', int32(0)), message('S', text('server_version'), text(version)), ready]),
        );
      } else if (data.toString('latin1', 0, 1) === 'Q') {
        socket.write(answer(['version', 'major', 'encoding'], [version, major, 'UTF8']));
      }
    });
  };
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `postgres://sample:sample@127.0.0.1:${port}/sample` };
}

describe('A database of the user’s own', () => {
  test('that is older than PostgreSQL 15 is refused in one sentence that names both versions', async () => {
    const { server, url } = await anOldPostgres('13.14', '13');
    try {
      await expect(untilDatabaseAccepts(url)).rejects.toThrow(
        'the database of DATABASE_URL is PostgreSQL 13.14, and 15 or newer is needed',
      );
    } finally {
      server.close();
    }
  });

  test('that cannot hold Chinese text is refused in one sentence; the server of these tests is taken', async () => {
    const url = process.env['TEST_POSTGRES_URL']!;
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    const name = `latin_${process.pid}`;
    await owner.query(`create database ${name} encoding 'LATIN1' locale 'C' template template0`);
    try {
      const latin = new URL(url);
      latin.pathname = `/${name}`;
      await expect(untilDatabaseAccepts(latin.toString())).rejects.toThrow(/has the encoding LATIN1.*UTF8/);
      await expect(untilDatabaseAccepts(url)).resolves.toBeUndefined();
    } finally {
      await owner.query(`drop database ${name}`);
      await owner.end();
    }
  });

  test('that is not there is refused with the reason', async () => {
    await expect(untilDatabaseAccepts('postgres://sample:sample@127.0.0.1:1/sample')).rejects.toThrow(
      /cannot be used \(.*ECONNREFUSED.*\); start it, or correct DATABASE_URL/,
    );
  });
});
