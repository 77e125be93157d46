/* npm start: builds what is out of date, then runs the server in this very process, which the signals reach. */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { isStale } = require('./build');

const main = join(__dirname, '..', 'dist', 'src', 'app', 'main.js');

if (isStale()) buildApart();
require(main);

/** In a process of its own: the compilers would stay in the server's memory for as long as it runs. */
function buildApart() {
  if (!hasCompiler()) {
    if (existsSync(main)) return; // installed without the development tools: what was built is what there is
    console.error('Counterpart is not built, and its compiler is not installed: run `npm ci`.');
    process.exit(1);
  }
  console.log('Building …');
  const { status } = spawnSync(process.execPath, [join(__dirname, 'build.js')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function hasCompiler() {
  try {
    require.resolve('@swc/core');
    return true;
  } catch {
    return false;
  }
}
