/* npm run scan-storm -- --runs 100: the storm of ten scanners with 5,000 scans, so many times, each with a seed of its own. */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const args = process.argv.slice(2);
const isCall = args.length === 0 || (args.length === 2 && args[0] === '--runs' && /^[1-9]\d{0,5}$/.test(args[1]));
if (!isCall) {
  console.error('usage: npm run scan-storm [-- --runs N], N a whole number above 0 (default 10)');
  process.exit(2);
}
const runs = args[1] ?? '10';
const jest = [join(root, 'node_modules/jest/bin/jest.js'), 'test/scanning/storm.test.ts'];
const env = { ...process.env, SCAN_STORM_RUNS: runs, SCAN_STORM_SCANS: '5000' };
process.exitCode = spawnSync(process.execPath, jest, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
