/* Holds the architecture: the order of the layers (src/layers.json), where Express and TypeORM may be, no cycles, names. */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const outside = ['test', 'bench', 'demo', 'scripts', 'dist'];
const emptyNames = /(^|[.-])(utils?|helpers?|managers?|common)([.-]|$)/i;

/** Checks the tree below `folder` and answers its violations, one sentence each. */
async function check(folder = root) {
  const layers = JSON.parse(readFileSync(join(folder, 'src', 'layers.json'), 'utf8'));
  const { cruise } = await import('dependency-cruiser');
  const { output } = await cruise(['src'], {
    baseDir: folder,
    ruleSet: { forbidden: rulesFor(layers) },
    validate: true,
    // Types are dependencies too: whoever reads a type of a later layer knows that layer.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  return [
    ...output.summary.violations.map(describe),
    ...output.modules.filter(isHttpOfPlatform).flatMap(({ source }) => expressValues(folder, source)),
    ...strangers(folder, layers),
    ...['src', ...outside.slice(0, -1)].flatMap((top) => emptyNamesBelow(folder, top)),
  ];
}

/** Why each import that is refused is refused. */
const reasons = {
  layers: 'a folder imports only folders that stand before it in src/layers.json',
  'product-only': 'the product knows nothing of what tests or measures it',
  cycles: 'the way leads back to where it began',
  express: 'Express belongs to controllers and src/app, its types also to src/platform/http*',
  typeorm: 'controllers know no database',
  pure: 'what decides a case depends on what it is told alone: no clock, no database, no HTTP',
};

/** What a pure function may know: its own kind, and names of types. */
const pureNeighbours = ['^src/warranty/(classification|checks)/', '^src/platform/types\\.ts$'];

/** The rules of dependency-cruiser, made from the one ordered list. */
function rulesFor(layers) {
  const isExpress = { path: '(^|node_modules/)(@types/)?express(-serve-static-core)?(/|$)' };
  const isTypeorm = { path: '(^|node_modules/)typeorm(/|$)' };
  const mayServe = ['\\.controller\\.ts$', '^src/app/', '^src/platform/http'];
  return [
    ...layers.slice(0, -1).map((layer, index) => {
      const later = layers.slice(index + 1).join('|');
      return rule('layers', { path: `^src/${layer}/` }, { path: `^src/(${later})/` });
    }),
    rule('product-only', { path: '^src/' }, { path: `^(${outside.join('|')})/` }),
    rule('cycles', { path: '^src/' }, { circular: true }),
    rule('express', { path: '^src/', pathNot: mayServe }, isExpress),
    rule('pure', { path: '^src/warranty/(classification|checks)/' }, { pathNot: pureNeighbours }),
    rule('typeorm', { path: '\\.controller\\.ts$' }, isTypeorm),
  ];
}

function rule(name, from, to) {
  return { name, severity: 'error', from, to };
}

/** Each folder of src has its place in the order, and no code stands beside the folders. */
function strangers(folder, layers) {
  return readdirSync(join(folder, 'src'))
    .filter((name) => name !== 'layers.json' && !layers.includes(name))
    .map((name) => `known-folders: src/${name} has no place in src/layers.json`);
}

function describe({ rule: { name }, from, to, cycle }) {
  const way = cycle ? ` (${[from, ...cycle.map((step) => step.name ?? step)].join(' → ')})` : '';
  return `${name}: ${from} must not import ${to}${way}: ${reasons[name]}`;
}

function isHttpOfPlatform({ source }) {
  return source.startsWith('src/platform/http');
}

/** Asked of the text: dependency-cruiser takes `import express, { type Express }` for an import of types. */
function expressValues(folder, source) {
  const text = readFileSync(join(folder, source), 'utf8');
  return [...text.matchAll(/^import (?!type\b)([^;]*?) from 'express'/gm)]
    .filter(([, names]) => !/^\{(\s*type \w+( as \w+)?,?)+\s*\}$/.test(names.trim()))
    .map(() => `express: ${source} must not import values of express: ${reasons.express}`);
}

/** Names that say nothing let everything in. */
function emptyNamesBelow(folder, path) {
  if (!existsSync(join(folder, path))) return [];
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${path}/${entry.name}`;
    const own = emptyNames.test(entry.name) ? [`tidy: ${inner} needs a name that says what it holds`] : [];
    return entry.isDirectory() ? [...own, ...emptyNamesBelow(folder, inner)] : own;
  });
}

module.exports = { check };

if (require.main === module) {
  check().then(
    (violations) => {
      for (const violation of violations) console.error(violation);
      if (violations.length > 0) process.exitCode = 1;
    },
    (error) => {
      console.error(error.message ?? error);
      process.exitCode = 1;
    },
  );
}
