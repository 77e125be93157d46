import { cannotListen } from '../../src/app/listening';

describe('A server that cannot listen', () => {
  test.each([
    ['EADDRINUSE', 'another program listens on port 80 of sample-host; stop it, or set another PORT.'],
    ['EACCES', 'this user may not listen on port 80; set PORT to one above 1023.'],
    ['EADDRNOTAVAIL', 'HOST "sample-host" is not an address of this machine (EADDRNOTAVAIL)'],
    ['ENOTFOUND', 'HOST "sample-host" is not an address of this machine (ENOTFOUND)'],
  ])('by %s names the setting to change, not a database that went away', (code, sentence) => {
    const failure = cannotListen(Object.assign(new Error('listen'), { code }), 80, 'sample-host');
    expect(failure.message).toContain(sentence);
    expect(failure.cause).toMatchObject({ code });
  });
});
