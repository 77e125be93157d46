import { type Symbology } from '../../src/barcodes/rendering';
import { type Grey } from '../barcodes/distortions';
import { type Distance, onPaper, seen, type Spoiling, spoilings } from './pictures';
import { type Reader, readAll, type Reading } from './programs';

const matrixOnly = 'reads Data Matrix only';
const noMatrix = 'knows no Data Matrix';

/** Which program reads which symbology; where it does not, why. */
export const coverage: Record<Symbology, Record<Reader, 'reads' | typeof matrixOnly | typeof noMatrix>> = {
  code128: { zxing: 'reads', zbar: 'reads', libdmtx: matrixOnly },
  qrcode: { zxing: 'reads', zbar: 'reads', libdmtx: matrixOnly },
  datamatrix: { zxing: 'reads', zbar: noMatrix, libdmtx: 'reads' },
  'gs1-128': { zxing: 'reads', zbar: 'reads', libdmtx: matrixOnly },
  gs1qrcode: { zxing: 'reads', zbar: 'reads', libdmtx: matrixOnly },
  gs1datamatrix: { zxing: 'reads', zbar: noMatrix, libdmtx: 'reads' },
};

export const symbologies = Object.keys(coverage) as Symbology[];

/** The programs that read a symbology. */
export function readersOf(symbology: Symbology): Reader[] {
  const readers = Object.entries(coverage[symbology]) as [Reader, string][];
  return readers.filter(([, how]) => how === 'reads').map(([reader]) => reader);
}

/**
 * `npm run test:readers` reads every template in every size, symbology, resolution and spoiling (`READERS=all`). CI takes
 * turns: each template in each size with each resolution, in one of the symbologies that fit, spoilt in one way; so that
 * each way meets each template, each size, each symbology and each resolution.
 */
export const everything = process.env['READERS'] === 'all';

/** A print and what its symbol carries. */
export interface Print {
  name: string;
  symbology: Symbology;
  /** One pixel for each dot of the printer. */
  dots: Grey;
  dotsPerModule: number;
  expected: Reading;
  spoiling: Spoiling;
}

/**
 * A scanner is moved until it has read. Symbols alone have small modules and are looked at from nearby; labels have larger
 * ones. zbar and libdmtx take samples at fixed places, so that a module blurred by itself is read at some distances only.
 */
export const distances = {
  symbol: [
    [2, 1],
    [3, 1],
    [1, 1],
    [3, 2],
  ],
  label: [
    [1, 1],
    [3, 2],
    [1, 2],
    [1, 3],
    [2, 1],
    [3, 1],
  ],
} satisfies Record<string, readonly Distance[]>;

/**
 * What is not read as it was encoded, by each program that knows the symbology. Not to read at a first look is allowed, to
 * read anything else never is.
 */
export async function unread(prints: readonly Print[], from: readonly Distance[]): Promise<string[]> {
  const faults: string[] = [];
  for (const reader of ['zxing', 'zbar', 'libdmtx'] as const) {
    let left = prints.filter(({ symbology }) => coverage[symbology][reader] === 'reads');
    for (const distance of from) {
      const found = await readAll(
        reader,
        left.map((print) => spoilt(print, distance)),
      );
      left.forEach((print, nth) => {
        const wrong = found[nth]!.filter(({ text, gs1 }) => text !== print.expected.text || gs1 !== print.expected.gs1);
        for (const { text, gs1 } of wrong)
          faults.push(`${reader}, ${print.name}: WRONG ${JSON.stringify({ text, gs1 })}`);
      });
      left = left.filter((_, nth) => found[nth]!.length === 0);
    }
    faults.push(...left.map(({ name }) => `${reader}, ${name}: nothing`));
  }
  return faults;
}

function spoilt({ dots, dotsPerModule, spoiling }: Print, distance: Distance): Grey {
  const pixels = distance[0] / distance[1];
  // Paper around it, as a label has: readers look for the quiet zone and need an edge of something.
  const print = onPaper(seen(dots, distance), Math.ceil(8 * pixels));
  return spoilings[spoiling](print, Math.max(1, Math.round(dotsPerModule * pixels)));
}
