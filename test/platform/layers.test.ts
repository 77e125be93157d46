import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';

const checker = join(__dirname, '..', '..', 'scripts', 'layers.js');

/** Runs the checker over a small tree; in a process of its own, since its engine is an ES module. */
function violationsOf(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-layers-'));
  try {
    const layers = { 'src/layers.json': '["platform", "catalog", "stock", "app"]' };
    for (const [path, text] of Object.entries({ ...layers, ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const script = `require(process.argv[1]).check(process.argv[2]).then((all) => console.log(JSON.stringify(all)))`;
    const said = execFileSync(process.execPath, ['-e', script, checker, folder], { encoding: 'utf8' });
    // Where a folder above the temporary one holds modules, they are named by their way there.
    return JSON.parse(said.replaceAll(/import [^ "]*node_modules\/(express|typeorm)\/[^ ":]*/g, 'import $1'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A tree in which nothing is wrong. */
const sound = {
  'src/platform/clock.ts': `export const clock = 1;`,
  'src/platform/http-context.ts': `import { type Request } from 'express';\nexport type Context = Request;`,
  'src/catalog/part.ts': `import { clock } from '../platform/clock';\nexport interface Part { id: typeof clock }`,
  'src/catalog/part.controller.ts': `import { type Request } from 'express';\nexport type R = Request;`,
  'src/catalog/part.entity.ts': `import { EntitySchema } from 'typeorm';\nexport const part = EntitySchema;`,
  'src/stock/bin.ts': `import { type Part } from '../catalog/part';\nexport type Bin = Part;`,
  'src/app/http.ts': `import express, { type Express } from 'express';\nexport const app: Express = express();`,
};

describe('The layers of the code', () => {
  test('a sound tree passes, also while folders of the list are absent', () => {
    expect(violationsOf(sound)).toEqual([]);
    expect(violationsOf({ 'src/platform/clock.ts': sound['src/platform/clock.ts'] })).toEqual([]);
  });

  test('everything that breaks the order is named, each by its rule', () => {
    const violations = violationsOf({
      ...sound,
      'src/platform/early.ts': `import { type Bin } from '../stock/bin';\nexport type Early = Bin;`,
      'src/platform/http-values.ts': `import express, { type Express } from 'express';\nexport const e: Express = express();`,
      'src/catalog/part.service.ts': `import { type Request } from 'express';\nexport type S = Request;`,
      'src/catalog/other.controller.ts': `import { type DataSource } from 'typeorm';\nexport type D = DataSource;`,
      'src/stock/hen.ts': `import { egg } from './egg';\nexport const hen = () => egg;`,
      'src/stock/egg.ts': `import { hen } from './hen';\nexport const egg = () => hen;`,
      'src/stock/tested.ts': `import { sample } from '../../test/sample';\nexport const tested = sample;`,
      'test/sample.ts': `export const sample = 1;`,
      'src/attic/old.ts': `export const old = 1;`,
      'src/loose.ts': `export const loose = 1;`,
      'src/stock/bin-utils.ts': `export const nothing = 1;`,
      'test/helpers/start.ts': `export const start = 1;`,
    });
    const expected = [
      'layers: src/platform/early.ts must not import src/stock/bin.ts',
      'express: src/platform/http-values.ts must not import values of express',
      'express: src/catalog/part.service.ts must not import express',
      'typeorm: src/catalog/other.controller.ts must not import typeorm',
      'product-only: src/stock/tested.ts must not import test/sample.ts',
      'known-folders: src/attic has no place',
      'known-folders: src/loose.ts has no place',
      'tidy: src/stock/bin-utils.ts',
      'tidy: test/helpers',
    ];
    for (const sentence of expected) expect(violations).toContainEqual(expect.stringContaining(sentence));
    const others = violations.filter((violation) => !expected.some((sentence) => violation.includes(sentence)));
    expect(others).toEqual([expect.stringMatching(/^cycles: .*(hen\.ts → .*egg\.ts|egg\.ts → .*hen\.ts)/)]);
  });
});
