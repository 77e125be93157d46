import { inLanes } from '../../demo/lanes';

describe('Lanes', () => {
  /** Works the items, in turns of the event loop, and tells what began and ended when, and how many at a time. */
  async function worked(items: readonly string[], lanes: number, thingsOf?: (item: string) => string[]) {
    const told: string[] = [];
    let atOnce = 0;
    let most = 0;
    const work = async (item: string) => {
      most = Math.max(most, (atOnce += 1));
      told.push(`${item} begins`);
      for (let turn = 0; turn < item.length; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      told.push(`${item} ends`);
      atOnce -= 1;
    };
    await inLanes(items, lanes, work, thingsOf);
    return { told, most };
  }

  test('work each item once, and so many at a time', async () => {
    const items = ['aaaa', 'bbb', 'cc', 'd', 'eee'];
    const { told, most } = await worked(items, 3);
    expect(told.filter((line) => line.endsWith('ends')).sort()).toEqual(items.map((item) => `${item} ends`));
    expect(most).toBe(3);
  });

  test('work what is about the same thing one after the other, in the order of the list', async () => {
    const { told } = await worked(['long job on x', 'y', 'x', 'xy'], 4, (item) => item.match(/[xy]/g)!);
    const place = (line: string) => told.indexOf(line);
    expect(place('y begins')).toBeLessThan(place('long job on x ends'));
    expect(place('x begins')).toBeGreaterThan(place('long job on x ends'));
    expect(place('xy begins')).toBeGreaterThan(Math.max(place('x ends'), place('y ends')));
  });

  test('end with the first error', async () => {
    const work = (item: string) => (item === 'b' ? Promise.reject(new Error('b failed')) : Promise.resolve());
    await expect(inLanes(['a', 'b', 'c'], 2, work, () => ['the same'])).rejects.toThrow('b failed');
  });
});
