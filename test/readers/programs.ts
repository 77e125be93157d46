import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Grey, portable } from '../barcodes/distortions';
import { readPicture } from '../barcodes/reader';

/** Programs of others: zxing-cpp from npm; zbar, libdmtx and poppler from Debian (zbar-tools, dmtx-utils, poppler-utils). */
export type Reader = 'zxing' | 'zbar' | 'libdmtx';

/** What a reader found: the characters, FNC1 between them as GS; and whether an FNC1 at the beginning says that they are GS1's. */
export interface Reading {
  text: string;
  gs1: boolean;
}

/** What the reader finds on each of the pictures. */
export async function readAll(reader: Reader, pictures: readonly Grey[]): Promise<Reading[][]> {
  if (pictures.length === 0) return [];
  if (reader === 'zxing') return inTurn(pictures.map(portable), byZxing);
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-readers-'));
  try {
    const files = pictures.map((picture, nth) => {
      const file = join(folder, `${nth}.pgm`);
      writeFileSync(file, portable(picture));
      return file;
    });
    return reader === 'zbar' ? byZbar(files) : files.map(byLibdmtx);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pages of a PDF as poppler prints them with so many dots to the inch, as portable grey maps. */
export function printedPages(pdf: Buffer, dpi: number): Buffer {
  return poppler('pdftoppm', ['-gray', '-r', String(dpi), '-'], pdf);
}

/** A word of a PDF where poppler finds it, in points from the top left corner of its page. */
export interface PlacedWord {
  page: number;
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function wordsOf(pdf: Buffer): PlacedWord[] {
  const pages = poppler('pdftotext', ['-bbox', '-', '-'], pdf).toString('utf8').split('<page ').slice(1);
  const word = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<\/word>/g;
  return pages.flatMap((words, page) =>
    [...words.matchAll(word)].map(([, ...found]) => {
      const [left, top, right, bottom] = found.slice(0, 4).map(Number) as [number, number, number, number];
      return { page, text: unescaped(found[4]!), left, top, right, bottom };
    }),
  );
}

/** Which fonts a PDF names, and whether it carries them. */
export function fontsOf(pdf: Buffer): { name: string; embedded: boolean }[] {
  const file = join(mkdtempSync(join(tmpdir(), 'counterpart-readers-')), 'fonts.pdf');
  try {
    writeFileSync(file, pdf);
    const rows = poppler('pdffonts', [file]).toString('utf8').trim().split('\n').slice(2);
    return rows.map((row) => ({
      name: row.split(' ')[0]!,
      embedded: /\byes +(yes|no) +(yes|no) +\d+ +\d+$/.test(row),
    }));
  } finally {
    rmSync(dirname(file), { recursive: true, force: true });
  }
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
  return text.replace(/&\w+;/g, (sign) => signs[sign] ?? sign);
}

function poppler(program: string, args: readonly string[], input?: Buffer): Buffer {
  try {
    return execFileSync(program, args, { input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'ignore'] });
  } catch (error) {
    throw new Error(`${program} cannot be run; it is in Debian's poppler-utils.`, { cause: error });
  }
}

async function byZxing(picture: Buffer): Promise<Reading[]> {
  const found = await readPicture(picture);
  return found.map(({ text, identifier }) => ({ text, gs1: [']C1', ']Q3', ']d2'].includes(identifier) }));
}

function byZbar(files: readonly string[]): Reading[][] {
  // It finds nothing on some pictures, and says so with 4.
  const xml = run('zbarimg', ['--quiet', '--xml', '-Sdisable', '-Scode128.enable', '-Sqrcode.enable', ...files], [4]);
  const found = new Map(files.map((file) => [file, [] as Reading[]]));
  for (const [, file, symbols] of xml.matchAll(/<source href='([^']*)'>([^]*?)<\/source>/g)) {
    for (const [, about, format, data] of symbols!.matchAll(
      /<symbol ([^>]*)><data( format='base64')?[^>]*><!\[CDATA\[([^]*?)\]\]><\/data><\/symbol>/g,
    )) {
      const text = format ? Buffer.from(data!, 'base64').toString('latin1') : data!;
      found.get(file!)!.push({ text, gs1: about!.includes("modifiers='GS1'") });
    }
  }
  return files.map((file) => found.get(file)!);
}

function byLibdmtx(file: string): Reading[] {
  // It finds nothing, and says so with 1.
  const text = run('dmtxread', ['--newline', '--gs1=29', '--stop-after=1', '--milliseconds=3000', file], [1]);
  if (text === '') return [];
  const gs1 = text.startsWith('\x1d');
  return [{ text: text.slice(gs1 ? 1 : 0, -1), gs1 }];
}

/** A program that is missing, or ends in a way that nobody expects, is no program that found nothing. */
function run(program: string, args: readonly string[], nothingFound: readonly number[]): string {
  try {
    return execFileSync(program, args, { encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 });
  } catch (error) {
    const { status, stdout } = error as { status: number | null; stdout?: string };
    if (status !== null && nothingFound.includes(status)) return stdout ?? '';
    throw new Error(`${program} cannot be run; it is in Debian's zbar-tools or dmtx-utils.`, { cause: error });
  }
}

async function inTurn<From, To>(all: readonly From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const done: To[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}
