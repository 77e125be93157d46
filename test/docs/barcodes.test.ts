import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prefixes } from '../../src/barcodes/code';
import { symbolSize } from '../../src/barcodes/rendering';
import { purposes } from '../../src/scanning/purposes/purposes';

const page = readFileSync(join(__dirname, '../../docs/barcodes.md'), 'utf8');

describe('docs/barcodes.md', () => {
  test('has exactly the letters and kinds of the code', () => {
    const told = [...page.matchAll(/`([A-Z]{2})` \| ([a-z-]+) /g)].map(([, letters, kind]) => [kind!, letters!]);
    expect(Object.fromEntries(told)).toEqual(prefixes);
    expect(new Set(Object.values(prefixes)).size).toBe(Object.keys(prefixes).length);
  });

  test('has the sizes of the symbols and every purpose of a session', () => {
    const code = 'PTC5RXK8QZN7A';
    expect(page).toContain(`${symbolSize(code, 'datamatrix').width} × ${symbolSize(code, 'datamatrix').height}`);
    expect(page).toContain(`${symbolSize(code, 'qrcode').width} × ${symbolSize(code, 'qrcode').height}`);
    for (const purpose of Object.keys(purposes)) expect(page).toContain(`\`${purpose}\``);
  });
});
