/* npm run scan-storm -- --runs 100: the storm of ten scanners with 5,000 scans, so many times, each with a seed of its own. */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const runs = process.argv[process.argv.indexOf('--runs') + 1] ?? '10';
const jest = [join(root, 'node_modules/jest/bin/jest.js'), 'test/scanning/storm.test.ts'];
const env = { ...process.env, SCAN_STORM_RUNS: /^\d+$/.test(runs) ? runs : '10', SCAN_STORM_SCANS: '5000' };
process.exitCode = spawnSync(process.execPath, jest, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
