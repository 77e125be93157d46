import { type Request, type RequestHandler, type Response } from 'express';
import { type PageOf } from '../../platform/page';
import { Problem } from '../../platform/problem';

const rowsAPage = 200;

/**
 * The pages of a list, each asked of the list's own route: its rights, its validation and its narrowing to what is the
 * caller's are those of the file, without being written twice.
 */
export async function* pagesOf(routes: RequestHandler, request: Request): AsyncGenerator<readonly unknown[]> {
  const address = new URL(request.originalUrl, 'http://list');
  address.searchParams.set('limit', String(rowsAPage));
  let cursor: string | undefined;
  do {
    if (cursor !== undefined) address.searchParams.set('cursor', cursor);
    const page = await answerOf(routes, request, `${address.pathname}${address.search}`);
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** What the route would answer to this address, as a value. */
function answerOf(routes: RequestHandler, request: Request, url: string): Promise<PageOf<unknown>> {
  return new Promise((resolve, reject) => {
    const standIn = {
      headersSent: false,
      set: () => standIn,
      status: () => standIn,
      json: (page: PageOf<unknown>) => resolve(page),
    };
    request.url = url;
    const refuse = (error?: unknown) =>
      reject((error as Error | undefined) ?? new Problem(404, 'no-such-address', 'No such address'));
    void routes(request, standIn as unknown as Response, refuse);
  });
}
