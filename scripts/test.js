/* npm test: everything that must hold, in order, up to the first failure. What follows `npm test --` goes to jest. */
const { spawn } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { build, recordRoutes } = require('./build');

const root = join(__dirname, '..');

/** The tools' own entry files: no shell and no npx between us and their exit codes. */
const tools = {
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  eslint: 'node_modules/eslint/bin/eslint.js',
  tsc: 'node_modules/typescript/bin/tsc',
  jest: 'node_modules/jest/bin/jest.js',
  openapi: 'scripts/openapi.js',
  layers: 'scripts/layers.js',
};

/** What runs at this moment: a signal to npm reaches only this process, and must end all. */
const running = new Set();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

function run(script, args, options) {
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, ...options });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

async function main() {
  // First, because it writes the routes, which the type checks of the whole application read.
  const contract = check('OpenAPI: drift and lint', tools.openapi, ['--check']);
  const format = check('Format', tools.prettier, ['--check', '--log-level', 'warn', '.']);
  await report(contract);
  recordRoutes();
  await report(format);

  // One long and two short ones: side by side they keep both cores of a small machine busy.
  const lint = check('Lint', tools.eslint, ['.']);
  const types = check('Types', tools.tsc, ['-p', 'tsconfig.json', '--noEmit']);
  const layers = types.then(() => check('Layers', tools.layers, []));
  for (const step of [lint, types, layers]) await report(step);

  heading('Tests');
  await build({ ifStale: true });
  process.exitCode = await runJest(process.argv.slice(2));
}

/** Runs a check to its end, keeping its output until its turn to be shown. */
function check(name, script, args) {
  if (!existsSync(join(root, script))) return Promise.resolve({ name, status: 0, output: 'not here yet', seconds: 0 });
  const begin = Date.now();
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = run(script, args, { env: { ...process.env, ...colours }, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      const seconds = (Date.now() - begin) / 1000;
      resolve({ name, status: code ?? signal, output: Buffer.concat(chunks).toString().trim(), seconds });
    });
  });
}

async function report(step) {
  const { name, status, output, seconds } = await step;
  heading(`${name} (${seconds.toFixed(1)} s)`);
  if (output) console.log(output);
  if (status === 0) return;
  console.error(`${name} failed.`);
  for (const child of running) child.kill();
  process.exit(1);
}

function heading(text) {
  console.log(`\n== ${text}`);
}

/** Jest's own summary, and after it one plain line that a program can read. */
async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-jest-'));
  const resultFile = join(folder, 'result.json');
  try {
    const status = await new Promise((resolve) => {
      const child = run(tools.jest, ['--json', `--outputFile=${resultFile}`, ...args], { stdio: 'inherit' });
      child.once('close', (code) => resolve(code ?? 1));
    });
    if (!existsSync(resultFile)) return status || 1;
    const result = JSON.parse(readFileSync(resultFile, 'utf8'));
    // A file that could not even be loaded has no tests to count, and is a failure all the same.
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    console.log(`\n${result.numPassedTests} passed, ${failed} failed`);
    return status || (failed > 0 ? 1 : 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message ?? error);
  process.exitCode = 1;
});
