import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentences } from '../support/sentences';

const root = join(__dirname, '..', '..');

interface Row {
  id: string;
  shownBy: string[];
}

/** The rows of docs/requirements.md: id, what is asked, topic, the sentences of the tests that show it. */
function rows(): Row[] {
  return readFileSync(join(root, 'docs', 'requirements.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| S\d{3} \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => ({ id: cells[1]!, shownBy: cells[4]!.split('<br>').map((sentence) => sentence.trim()) }));
}

describe('docs/requirements.md', () => {
  test('has the 106 requirements of the field, each once', () => {
    const ids = rows().map((row) => row.id);
    expect(ids).toHaveLength(106);
    expect(new Set(ids).size).toBe(106);
  });

  test('names for each requirement tests that exist, or says that it is open', () => {
    const known = sentences();
    const unknown = rows().flatMap((row) =>
      row.shownBy
        .filter((sentence) => sentence !== 'open' && !known.has(sentence))
        .map((sentence) => `${row.id}: ${sentence}`),
    );
    expect(unknown).toEqual([]);
  });
});
