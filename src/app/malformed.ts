import { type Socket } from 'node:net';
import { Problem } from '../platform/problem';
import { newId } from '../platform/id';

/** What Node itself refuses before there is a request (malformed HTTP, headers too large) is a problem document too. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = problemOf(error.code);
  const body = JSON.stringify(problem.toDocument(newId()));
  const reason = `${problem.status} ${problem.title}`;
  socket.end(
    `HTTP/1.1 ${reason}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return new Problem(431, 'headers-too-large', 'Request headers too large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem(408, 'request-timeout', 'Request timeout');
  return new Problem(400, 'malformed-request', 'Malformed request', 'This is not HTTP as RFC 9110 has it.');
}
