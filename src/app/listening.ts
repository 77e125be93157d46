/**
 * Why the server could not listen, as one sentence that says which setting to change. Told apart from a database that
 * cannot be reached, whose errors have the same codes.
 */
export function cannotListen(error: unknown, port: number, host: string): Error {
  const { code } = error as NodeJS.ErrnoException;
  return new Error(sentence(code, port, host), { cause: error });
}

function sentence(code: string | undefined, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `another program listens on port ${port} of ${host}; stop it, or set another PORT.`;
  if (code === 'EACCES') return `this user may not listen on port ${port}; set PORT to one above 1023.`;
  return `HOST "${host}" is not an address of this machine (${code ?? 'unknown'}); 127.0.0.1 is the machine itself, 0.0.0.0 every network.`;
}
