import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import layers from '../../src/layers.json';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');

describe('docs/architecture.md', () => {
  test('names the layers in the order that is checked', () => {
    const line = page.split('\n').find((text) => text.startsWith('`platform` <')) ?? '';
    expect([...line.matchAll(/`([a-z]+)`/g)].map((match) => match[1])).toEqual(layers);
  });

  test('says of every layer that exists what it holds', () => {
    const missing = layers
      .filter((layer) => existsSync(join(root, 'src', layer)))
      .filter((layer) => !page.includes(`| \`${layer}\` |`));
    expect(missing).toEqual([]);
  });

  test('leads only to files that exist', () => {
    const targets = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'].flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(/\]\(([^)#]+)\)/g)]
        .map((match) => match[1]!)
        .filter((target) => !/^https?:/.test(target))
        .map((target) => join(root, file, '..', target));
    });
    expect(targets.filter((target) => !existsSync(target))).toEqual([]);
  });
});
