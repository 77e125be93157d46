import { connect } from 'node:net';
import { World } from '../support/world';

describe('What is not HTTP is a problem document too', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const address = () => new URL(world.baseUrl);
  /** Writes bytes to a bare connection and reads what comes back until it is closed. */
  const exchange = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(address().port), address().hostname, () => socket.write(bytes));
      socket.on('data', (data: Buffer) => (answer += data.toString('utf8')));
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
    });
  const expectRawProblem = (answer: string, status: number, kind: string) => {
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body).type).toBe(`urn:counterpart:problem:${kind}`);
  };

  test.each([
    ['no HTTP', 'HELLO\r\n\r\n'],
    ['a TLS greeting', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n'],
    ['a header without a name', 'GET /livez HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
    ['two lengths', 'POST /v1/sites HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}'],
    [
      'a length and chunks',
      'POST /v1/sites HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('%s is 400', async (_what, bytes) => {
    expectRawProblem(await exchange(bytes), 400, 'malformed-request');
  });

  test('headers of more than 16 KB are 431', async () => {
    const answer = await exchange(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
    expectRawProblem(answer, 431, 'headers-too-large');
  });

  test('a request without a host is refused', async () => {
    const answer = await exchange('GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('a connection that is closed in the middle of a body harms nobody', async () => {
    const socket = connect(Number(address().port), address().hostname);
    socket.write(
      `POST /v1/sites HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${world.admin.key}\r\nIdempotency-Key: half\r\n` +
        `Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"number":"H-1",`,
    );
    await new Promise<void>((resolve) => socket.end(() => resolve()));
    await world.admin.get('/v1/sites').expect(200);
  });
});
