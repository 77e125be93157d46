import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentences } from '../support/sentences';

const root = join(__dirname, '..', '..');

interface Rule {
  id: string;
  guards: string[];
  attempts: string[];
}

/** The rows of docs/rules.md: the rule, its guards, and the sentences of the tests that try to break it. */
function rules(): Rule[] {
  return readFileSync(join(root, 'docs', 'rules.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| R\d+ \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, id, , guards, overHttp, inSql]) => ({
      id: id!,
      guards: [...guards!.matchAll(/`(\w+)`/g)].map((guard) => guard[1]!),
      attempts: [overHttp!, inSql!].filter((sentence) => sentence !== 'none'),
    }));
}

describe('docs/rules.md', () => {
  test('has each rule of the chain once, and every one is tried', () => {
    expect(rules().map((rule) => rule.id)).toEqual('R1 R2 R3 R4 R5 R6 R7 R8 R14 R15 R18'.split(' '));
    expect(rules().filter((rule) => rule.attempts.length === 0)).toEqual([]);
    expect(rules().filter((rule) => rule.guards.length > 0 && rule.attempts.length < 2)).toEqual([]);
  });

  test('names tests that exist', () => {
    const known = sentences();
    expect(rules().flatMap((rule) => rule.attempts.filter((sentence) => !known.has(sentence)))).toEqual([]);
  });

  test('names guards that the migrations make', () => {
    const folder = join(root, 'migrations');
    const schema = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const unknown = rules().flatMap((rule) =>
      rule.guards.filter((guard) => !new RegExp(`\\b${guard}\\b`).test(schema)),
    );
    expect(unknown).toEqual([]);
  });
});
