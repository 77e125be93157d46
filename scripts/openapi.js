/* Generates the routes and the OpenAPI document from the controllers. `--check` only compares and lints. */
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const documentFile = join(root, 'openapi', 'openapi.json');
const settings = require('../openapi/tsoa.json');

/** Writes src/app/generated/routes.ts and, with `write`, openapi/openapi.json; answers the document's text. */
async function generate({ write }) {
  process.chdir(root);
  const { generateRoutes, generateSpec } = require('tsoa');
  const { complete } = require('../openapi/contract.js');
  const { name, version, description, license } = require('../package.json');
  const folder = join(root, 'src', 'app', 'generated');
  mkdirSync(folder, { recursive: true });
  const { compilerOptions, spec, routes, ...common } = settings;
  const metadata = await generateSpec(
    { ...common, ...spec, outputDirectory: folder, name, version, description, license },
    compilerOptions,
    [],
  );
  await generateRoutes({ ...common, ...routes }, compilerOptions, [], fixedPathsFirst(metadata));
  const text = JSON.stringify(complete(JSON.parse(readFileSync(join(folder, 'openapi.json'), 'utf8'))), null, 1) + '\n';
  if (write) writeFileSync(documentFile, text);
  await writeClientTypes(JSON.parse(text));
  return text;
}

/** The types of a client, from the contract alone: a test drives the chain with them. */
async function writeClientTypes(document) {
  const { default: typesOf, astToString } = require('openapi-typescript');
  const folder = join(root, 'test', 'client', 'generated');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'api.d.ts'), astToString(await typesOf(document)));
}

/** Routes answer in the order they are registered: /parts/short of one controller must come before /parts/{id} of another. */
function fixedPathsFirst(metadata) {
  const isFixed = (controller) => controller.methods.every((method) => !method.path.includes('{'));
  const { controllers } = metadata;
  return { ...metadata, controllers: [...controllers.filter(isFixed), ...controllers.filter((one) => !isFixed(one))] };
}

async function check() {
  const text = await generate({ write: false });
  if (!existsSync(documentFile) || readFileSync(documentFile, 'utf8') !== text) {
    throw new Error('openapi/openapi.json does not match the controllers: run `npm run openapi` and commit it.');
  }
  const cli = join(root, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const lint = spawnSync(
    process.execPath,
    [cli, 'lint', documentFile, '--config', join(root, 'openapi', 'redocly.yaml')],
    {
      stdio: 'inherit',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  );
  if (lint.status !== 0) throw new Error('openapi/openapi.json does not pass its lint.');
}

module.exports = { generate };
if (require.main === module) {
  const work = process.argv.includes('--check') ? check() : generate({ write: true });
  work.catch((error) => {
    console.error(error.message ?? error);
    process.exit(1);
  });
}
