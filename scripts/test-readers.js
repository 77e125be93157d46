/*
 * npm run test:readers: symbols, labels, sheets and documents read by zbar, libdmtx and zxing; 1,000 damaged ones; a long
 * fuzz. From Debian: zbar-tools, dmtx-utils, poppler-utils; where one is missing, it fails.
 */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const env = { READERS: 'all', DAMAGED_PICTURES: '1000', FUZZED_TEXTS: '1000000', ...process.env };
const jest = [
  join(root, 'node_modules/jest/bin/jest.js'),
  '--testMatch',
  '**/test/readers/*.readers.ts',
  // In turn, these are left to npm test, which has fewer pictures and texts.
  ...(env.READERS === 'all' ? ['**/test/barcodes/damage.test.ts', '**/test/barcodes/fuzz.test.ts'] : []),
];
process.exitCode = spawnSync(process.execPath, jest, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
