import {
  addDuration,
  firstOfNextMonth,
  formatDay,
  isWeekend,
  localDate,
  parseDay,
  parseLocalTime,
} from '../../src/warranty/classification/calendar-days';

const day = (text: string) => parseDay(text) ?? NaN;

const plus = (date: string, n: number, unit: 'DAY' | 'MONTH' | 'YEAR') => {
  const step = addDuration(day(date), { n, unit });
  return [formatDay(step.day), step.clamped];
};

describe('calendar days', () => {
  it('agree with the UTC calendar of the runtime over eight hundred years', () => {
    for (let number = -146_097; number < 146_097; number += 1) {
      const date = formatDay(number);
      if (date !== new Date(number * 86_400_000).toISOString().slice(0, 10) || parseDay(date) !== number) {
        throw new Error(`${number} is not ${date}`);
      }
    }
  });

  it.each([
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-4-3',
    '25-04-03',
    'yesterday',
    '',
    '2025-01-01T00:00',
  ])('do not know %j', (text) => expect(parseDay(text)).toBeNull());

  it('knows the weekend', () => {
    const week = ['2025-06-13', '2025-06-14', '2025-06-15', '2025-06-16', '1969-12-27', '1969-12-29'];
    expect(week.map((text) => isWeekend(day(text)))).toEqual([false, true, true, false, true, false]);
  });

  it.each([
    ['2025-01-31', 1, 'MONTH', '2025-02-28', true],
    ['2025-01-31', 2, 'MONTH', '2025-03-31', false],
    ['2024-02-29', 1, 'YEAR', '2025-02-28', true],
    ['2024-02-29', 4, 'YEAR', '2028-02-29', false],
    ['2024-12-15', 1, 'MONTH', '2025-01-15', false],
    ['2023-12-31', 2, 'MONTH', '2024-02-29', true],
    ['2024-01-15', 365, 'DAY', '2025-01-14', false],
  ] as const)('%s + %i %s = %s', (from, n, unit, to, clamped) => expect(plus(from, n, unit)).toEqual([to, clamped]));

  it('snaps to the first of the next month, over the year end too', () => {
    expect(formatDay(firstOfNextMonth(day('2019-07-18')))).toBe('2019-08-01');
    expect(formatDay(firstOfNextMonth(day('2019-12-01')))).toBe('2020-01-01');
  });

  it('reads local date-times without offset, and nothing else', () => {
    expect(parseLocalTime('2024-03-01')).toEqual({ day: day('2024-03-01'), minutes: 0 });
    expect(parseLocalTime('2024-03-01T10:30')).toEqual({ day: day('2024-03-01'), minutes: 630 });
    expect(parseLocalTime('2024-03-01T24:00')).toEqual({ day: day('2024-03-01'), minutes: 1440 });
    for (const text of ['2024-03-01T10:30:00Z', '2024-03-01T25:00', '2024-03-01T24:01', '2024-02-30T10:00']) {
      expect(parseLocalTime(text)).toBeNull();
    }
  });

  it.each([
    ['2025-03-18T16:30:00Z', 'Asia/Shanghai', '2025-03-19'],
    ['2025-03-18T15:59:59Z', 'Asia/Shanghai', '2025-03-18'],
    ['2025-03-18T23:30:00+08:00', 'Asia/Shanghai', '2025-03-18'],
    // The hour that does not exist, and the one that exists twice.
    ['2025-03-30T00:59:59Z', 'Europe/Berlin', '2025-03-30'],
    ['2025-03-29T23:00:00Z', 'Europe/Berlin', '2025-03-30'],
    ['2025-10-25T22:00:00Z', 'Europe/Berlin', '2025-10-26'],
    ['2025-10-26T22:59:59Z', 'Europe/Berlin', '2025-10-26'],
    // Samoa skipped 2011-12-30.
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['2025-01-01T05:00:00Z', 'America/New_York', '2025-01-01'],
    ['2025-01-01T04:59:59Z', 'America/New_York', '2024-12-31'],
  ])('%s in %s is %s', (instant, zone, date) => expect(localDate(instant, zone)).toBe(parseDay(date)));

  it.each([
    ['2025-03-18T16:30:00', 'Asia/Shanghai'],
    ['2025-02-30T16:30:00Z', 'Asia/Shanghai'],
    ['2025-03-18T16:30:00Z', 'Mars/Olympus'],
    ['2025-03-18T16:30:00Z', undefined],
    ['now', 'Asia/Shanghai'],
  ])('does not guess the date of %s in %s', (instant, zone) => expect(localDate(instant, zone)).toBeNull());
});
