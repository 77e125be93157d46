import { LineStream, ReaderGone } from '../../src/platform/line-stream';

const aLine = { text: 'x'.repeat(8_000) };
const failed = (error: unknown) => ({ failed: String(error) });
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('A body of lines that is made while it is read', () => {
  test('the writer waits for the reader: no more is made than fits the buffer', async () => {
    let made = 0;
    const lines = new LineStream(async (write) => {
      for (; made < 100; made += 1) await write([aLine]);
    }, failed);
    for (let i = 0; i < 50; i += 1) await turn();
    expect(made).toBeLessThan(20);
    let read = 0;
    for await (const chunk of lines) read += String(chunk).split('\n').length - 1;
    expect([made, read]).toEqual([100, 100]);
  });

  test('who goes away stops the writer', async () => {
    let ended: unknown;
    const lines = new LineStream(async (write) => {
      try {
        for (;;) await write([aLine]);
      } catch (error) {
        ended = error;
        throw error;
      }
    }, failed);
    await turn();
    lines.destroy();
    for (let i = 0; i < 5; i += 1) await turn();
    expect(ended).toBeInstanceOf(ReaderGone);
  });

  test('a failure becomes the last line', async () => {
    const lines = new LineStream(async (write) => {
      await write([{ n: 1 }]);
      throw new Error('broken');
    }, failed);
    let text = '';
    for await (const chunk of lines) text += String(chunk);
    expect(text).toBe('{"n":1}\n{"failed":"Error: broken"}\n');
  });
});
