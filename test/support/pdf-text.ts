import { inflateSync } from 'node:zlib';
import { type Test } from 'supertest';

/** The bytes of a file that is answered. */
export async function bytesOf(request: Test, mediaType: string): Promise<Buffer> {
  const answer = await request
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(200)
    .expect('Content-Type', mediaType);
  return answer.body as Buffer;
}

/** The bytes of a document that is answered. */
export async function documentOf(request: Test): Promise<Buffer> {
  return bytesOf(request, 'application/pdf');
}

/**
 * The text of a PDF as a reader finds it, line by line: through the font's own table of glyphs and letters, so that text
 * which only looks right is not found.
 */
export function pdfText(file: Buffer): string {
  const streams = streamsOf(file);
  const letters = new Map<number, string>();
  for (const stream of streams.filter((text) => text.includes('begincmap'))) readLetters(stream, letters);
  return streams
    .filter((text) => /\bBT\b/.test(text))
    .map((page) =>
      page
        .split('\nET')
        .map((block) => shownIn(block, letters))
        .join('\n'),
    )
    .join('\n');
}

export function pdfPages(file: Buffer): number {
  return file.toString('latin1').match(/\/Type \/Page\b/g)!.length;
}

function streamsOf(file: Buffer): string[] {
  const text = file.toString('latin1');
  return [...text.matchAll(/ obj\s*<<((?:(?!endobj)[^])*?)>>\s*stream\r?\n/g)].flatMap((match) => {
    const length = /\/Length (\d+)/.exec(match[1]!);
    if (!length || !match[1]!.includes('FlateDecode') || match[1]!.includes('/Image')) return [];
    const start = match.index + match[0].length;
    return [inflateSync(file.subarray(start, start + Number(length[1]))).toString('latin1')];
  });
}

/** `<0001> <0003> [<0041> <0042> <0043>]`: glyphs from 1 to 3 are A, B and C. */
function readLetters(stream: string, letters: Map<number, string>): void {
  for (const [, first, , list] of stream.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/gi)) {
    [...list!.matchAll(/<([0-9a-f\s]*)>/gi)].forEach(([, hex], nth) => {
      const utf16 = Buffer.from(hex!.replace(/\s/g, ''), 'hex').swap16();
      letters.set(parseInt(first!, 16) + nth, utf16.toString('utf16le'));
    });
  }
}

function shownIn(block: string, letters: Map<number, string>): string {
  return [...block.matchAll(/<([0-9a-f]+)>/gi)]
    .flatMap(([, hex]) => hex!.match(/.{4}/g) ?? [])
    .map((glyph) => letters.get(parseInt(glyph, 16)) ?? '')
    .join('');
}
