import { DatabaseClock } from '../../src/platform/clock';

describe("The clock that follows the database's", () => {
  /** A host and a database whose clocks are what the test says. */
  async function aClock(ahead = 0) {
    const start = Date.parse('2026-03-01T10:00:00Z');
    const times = { host: start };
    const clock = new DatabaseClock('Asia/Shanghai', () => times.host);
    const follow = (database: number) => clock.follow(async () => new Date(times.host + database));
    await follow(ahead);
    const after = (ms: number) => {
      times.host += ms;
      return clock.now().getTime() - start;
    };
    return { clock, follow, after };
  }

  test('says what the database would say', async () => {
    const { follow, after } = await aClock(3_600_000);
    expect(after(0)).toBe(3_600_000);
    await follow(3_600_400);
    expect(after(100)).toBe(3_600_500);
  });

  test('goes slower, and never back, until the database has caught up', async () => {
    const { follow, after } = await aClock(80);
    expect(after(0)).toBe(80);
    await follow(0);
    expect([after(10), after(10), after(100), after(80), after(10)]).toEqual([85, 90, 140, 200, 210]);
  });

  test('does not go back when the clock of the host does', async () => {
    const { after } = await aClock();
    expect([after(1_000), after(-500), after(100), after(2_000)]).toEqual([1_000, 1_000, 1_050, 2_600]);
  });

  test('is set back at once when it is far ahead', async () => {
    const { follow, after } = await aClock(86_400_000);
    expect(after(0)).toBe(86_400_000);
    await follow(0);
    expect(after(1_000)).toBe(1_000);
  });

  test('knows the day where the books are kept', async () => {
    const { clock, after } = await aClock();
    expect(clock.today()).toBe('2026-03-01');
    after(6 * 3_600_000);
    expect(clock.today()).toBe('2026-03-02');
  });
});
