import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { type Change, spoilt, wrongBuilds } from '../../bench/faults/wrong-builds';

const root = join(__dirname, '..', '..');

/** What the build makes of a file (scripts/build.js). */
function built(file: string): string {
  if (!file.endsWith('.js')) return readFileSync(join(root, file), 'utf8');
  const source = join(root, file.replace(/\.js$/, '.ts'));
  return transformFileSync(source, { configFile: join(root, '.swcrc') }).code;
}

describe('the wrong builds that prove the harness of faults', () => {
  const changes: [string, Change][] = Object.entries(wrongBuilds).flatMap(([name, made]) =>
    made.map((change: Change): [string, Change] => [`${name}: ${change.from.trim().slice(0, 60)}`, change]),
  );

  it.each(changes)('still fit the code that they spoil: %s', (_, change) => {
    const text = built(change.file);
    expect(spoilt(change, text)).not.toBe(text);
  });
});
