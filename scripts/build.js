/* Builds dist/: every TypeScript file of src, bench and demo, their assets, the migrations and the contract. */
const { createHash } = require('node:crypto');
const { mkdir, readFile, rename, rm, copyFile, writeFile } = require('node:fs/promises');
const { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');

const root = join(__dirname, '..');
const output = join(root, 'dist');
const stampFile = join(output, '.stamp');
const generated = join(root, 'src', 'app', 'generated');
const routesStampFile = join(generated, '.stamp');

/** What reaches dist. */
const trees = ['src', 'bench', 'demo', 'migrations'];
const singles = ['ormconfig.ts', 'package.json', 'openapi/openapi.json'];
/** What decides how it gets there. */
const recipe = ['.swcrc', 'package-lock.json', 'openapi/tsoa.json', 'openapi/contract.js'];
const makers = ['scripts/build.js', 'scripts/openapi.js'];

/** Builds what is out of date; answers whether anything was. */
async function build({ ifStale = false } = {}) {
  if (ifStale && !isStale()) return false;
  await rm(stampFile, { force: true });
  await generateRoutes();
  const stamp = stampOfInputs();
  const inputs = inputFiles();
  const written = new Set((await Promise.all(inputs.map(emit))).flat());
  removeAllBut(written, output);
  // Last, so that a build that was interrupted is a stale one.
  writeFileSync(stampFile, stamp);
  return true;
}

/** Looks at names, sizes and times only: an unchanged tree must start at once. */
function isStale() {
  return !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stampOfInputs();
}

function stampOfInputs() {
  const hash = createHash('sha256');
  for (const file of [...inputFiles(), ...existing(recipe), ...existing(makers)]) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function inputFiles() {
  return [...trees.flatMap((tree) => filesBelow(join(root, tree))), ...existing(singles)];
}

function existing(files) {
  return files.filter((file) => existsSync(join(root, file)));
}

/** Paths from the root; of what is generated only the code counts. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    const isLeftOut = entry.name.startsWith('.') || (folder === generated && !entry.name.endsWith('.ts'));
    return isLeftOut ? [] : [relative(root, path)];
  });
}

/** tsoa loads a whole compiler (seconds), and most changes touch nothing that it reads. */
async function generateRoutes() {
  const hasContract = existsSync(join(root, 'openapi', 'tsoa.json')) && existsSync(join(root, 'scripts', 'openapi.js'));
  const sources = filesBelow(join(root, 'src'));
  if (!hasContract || !sources.some((file) => file.endsWith('.controller.ts'))) return;
  if (existsSync(routesStampFile) && readFileSync(routesStampFile, 'utf8') === stampOfContract(sources)) return;
  await require('./openapi').generate({ write: true });
  recordRoutes();
}

/** Notes that the routes were generated from the sources as they are now. */
function recordRoutes() {
  if (existsSync(generated)) writeFileSync(routesStampFile, stampOfContract(filesBelow(join(root, 'src'))));
}

/** By content, since it survives a switch of branches: what tsoa reads, and what it made of it. */
function stampOfContract(sources) {
  const hash = createHash('sha256');
  const results = ['src/app/generated/routes.ts', 'openapi/openapi.json'];
  for (const file of [...sources, ...existing(recipe), ...existing(makers), 'package.json', ...existing(results)]) {
    const text = readFileSync(join(root, file), 'utf8');
    const isRead = !file.startsWith('src') || file.endsWith('.controller.ts') || declaresTypes(text);
    if (isRead || results.includes(file)) hash.update(`${file}\0${text}\0`);
  }
  return hash.digest('hex');
}

function declaresTypes(text) {
  return /^export (declare )?(interface|type|enum|class|abstract class)\b/m.test(text);
}

/** Writes what one input becomes; answers the files written. */
async function emit(file) {
  const source = join(root, file);
  const target = join(output, file);
  await mkdir(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) {
    await replace(target, (draft) => copyFile(source, draft));
    return [target];
  }
  if (file.endsWith('.d.ts')) return [];
  const { transform } = require('@swc/core');
  const script = target.replace(/\.ts$/, '.js');
  const { code, map } = await transform(await readFile(source, 'utf8'), {
    filename: source,
    configFile: join(root, '.swcrc'),
    sourceFileName: relative(dirname(target), source).split(sep).join('/'),
  });
  const name = script.slice(script.lastIndexOf(sep) + 1);
  await replace(script, (draft) => writeFile(draft, `${code}\n//# sourceMappingURL=${name}.map\n`));
  await replace(`${script}.map`, (draft) => writeFile(draft, map));
  return [script, `${script}.map`];
}

/** A process that reads it at this moment sees the old file or the new one, never half of it. */
async function replace(target, write) {
  const draft = `${target}.${process.pid}`;
  await write(draft);
  await rename(draft, target);
}

/** A source that is gone must not live on as a compiled file that something still requires. */
function removeAllBut(written, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeAllBut(written, path);
    else if (!written.has(path)) rmSync(path);
  }
  if (folder !== output && readdirSync(folder).length === 0) rmdirSync(folder);
}

module.exports = { build, isStale, recordRoutes };

if (require.main === module) {
  build({ ifStale: process.argv.includes('--if-stale') }).catch((error) => {
    console.error(`The build failed: ${error.message ?? error}`);
    process.exitCode = 1;
  });
}
