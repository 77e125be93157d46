/** Lets a plain node process require the TypeScript sources: node -r ./scripts/typescript-hook.js. */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const configFile = join(__dirname, '..', '.swcrc');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, configFile, sourceMaps: 'inline' });
  module._compile(code, filename);
};

/** Sources name what they load when first needed as it will be called once it is built: './server.js'. */
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, parent, ...more) {
  const ofSources = parent?.filename?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(name);
  return resolve.call(this, ofSources ? name.slice(0, -3) : name, parent, ...more);
};
