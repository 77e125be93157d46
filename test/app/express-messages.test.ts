import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import express from 'express';
import { messagesOf } from '../../src/app/express-messages';

describe('requests and responses', () => {
  let server: Server;
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('have the prototypes of the application before Express sees them', async () => {
    const app = express();
    app.get('/', (request, response) => void response.json({ is: request.accepts('json'), app: request.app === app }));
    const made: [IncomingMessage, ServerResponse][] = [];
    server = createServer(messagesOf(app), (request, response) => {
      made.push([request, response]);
      expect(Object.getPrototypeOf(request)).toBe(app.request);
      expect(Object.getPrototypeOf(response)).toBe(app.response);
      app(request as express.Request, response as express.Response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await answer.json()).toEqual({ is: 'json', app: true });
    expect(made).toHaveLength(1);
  });
});
