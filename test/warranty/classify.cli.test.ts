import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classifyLines, main } from '../../src/warranty/classify.cli';
import { aCase, aPolicy } from './cases';

const line = (more: object = {}) =>
  JSON.stringify({ id: 'C-1', title: 'a case', policies: [aPolicy()], ...aCase(), ...more });

function run(text: string) {
  const out: string[] = [];
  const err: string[] = [];
  const code = classifyLines(text, { out: (one) => out.push(one), err: (one) => err.push(one) });
  return { code, out, err };
}

describe('classifying a case file', () => {
  it('prints one line a case and ignores empty lines', () => {
    const { code, out, err } = run(`${line()}\r\n\n${line({ id: 'C-2' })}\n`);
    expect([code, out.length, err]).toEqual([0, 2, []]);
    const answer = JSON.parse(out[1] ?? '') as { id: string; verdict: { outcome: string } };
    expect([answer.id, answer.verdict.outcome]).toEqual(['C-2', 'WARRANTY']);
  });

  it('compares what is expected, reasons as a set, and names each difference', () => {
    expect(
      run(line({ expected: { outcome: 'WARRANTY', reasons: ['IN_PERIOD'], entitlements: [], goodwill_pct: null } }))
        .code,
    ).toBe(0);
    const { code, err } = run(
      `\n${line({ expected: { outcome: 'PAID', reasons: ['IN_PERIOD', 'RESTARTED'], colour: 'red' } })}`,
    );
    expect(code).toBe(1);
    expect(err).toEqual([
      'line 2: C-1: outcome: expected "PAID", got "WARRANTY"',
      'line 2: C-1: reasons: expected ["IN_PERIOD","RESTARTED"], got ["IN_PERIOD"]',
      'line 2: C-1: colour: expected "red", got null',
    ]);
  });

  it('names bad lines and still answers the good ones', () => {
    const { code, out, err } = run(
      `{oops\n[]\n{"id":"x"}\n{"policies":[]}\n${line({ policies: [{ id: 'P' }] })}\n${line()}`,
    );
    expect([code, out.length]).toEqual([1, 1]);
    expect(err.map((text) => text.replace(/JSON: .*|classified: .*/, ''))).toEqual([
      'line 1: is not ',
      'line 2: is not an object',
      'line 3: has no list of policies',
      'line 4: has no claim',
      'line 5: C-1: cannot be ',
    ]);
  });

  it('tells which keys it does not know, and goes on: they are usually misspelt', () => {
    const misspelt = { ...aPolicy(), outer_capp: { n: 1 }, terms: [{ ...aPolicy().terms[0], labour: null }] };
    const more = { policies: [misspelt], source: 'kept beside the case', dates: { INVOICE: '2024-03-01' } };
    const { code, out, err } = run(
      line({ ...more, history: [{ type: 'UNIT_REPLACED', date: '2024-04-01', by: 'us' }] }),
    );
    expect([code, out.length]).toEqual([0, 1]);
    expect(err).toEqual([
      'line 1: C-1: note: /policies/0/terms/0/labour is not known and ignored',
      'line 1: C-1: note: /policies/0/outer_capp is not known and ignored',
      'line 1: C-1: note: /history/0/by is not known and ignored',
    ]);
  });

  it('knows every key of the published cases', () => {
    for (const file of ['vectors-open.jsonl', 'vectors-conventions.jsonl']) {
      const { code, err } = run(readFileSync(join(__dirname, file), 'utf8'));
      expect([code, err]).toEqual([0, []]);
    }
  });

  it('reads line ends of every system, and an empty file without a word', () => {
    expect(run(`${line()}\r${line()}\r\n${line()}`)).toMatchObject({ code: 0, err: [] });
    expect(run('')).toEqual({ code: 0, out: [], err: [] });
  });

  it('reads the file it is called with, and says how to call it otherwise', () => {
    const err: string[] = [];
    const output = { out: () => undefined, err: (one: string) => err.push(one) };
    const folder = mkdtempSync(join(tmpdir(), 'cases-'));
    const file = join(folder, 'cases.jsonl');
    writeFileSync(file, `\uFEFF${line()}\n`);
    expect(main([file], output)).toBe(0);
    expect(main([join(folder, 'none.jsonl')], output)).toBe(2);
    expect(main([], output)).toBe(2);
    expect(err).toHaveLength(2);
    expect(err[1]).toMatch(/^usage: /);
    rmSync(folder, { recursive: true });
  });
});
