import fc from 'fast-check';
import { labourFor, moneyText, shareOf, taxOn } from '../../src/charges/tariffs/amounts';

const money = fc.integer({ min: 0, max: 1_000_000_000_000 });

describe('The arithmetic of paid work', () => {
  test('rounds half up, to whole minor units', () => {
    expect([shareOf(1001, 2, 4), shareOf(1000, 2, 3), shareOf(1000, 1, 3), shareOf(0, 5, 7)]).toEqual([
      501, 667, 333, 0,
    ]);
    expect([labourFor(6000, 90), labourFor(1, 29), labourFor(1, 30)]).toEqual([9000, 0, 1]);
    expect([taxOn(12667, 1300), taxOn(50, 100), taxOn(49, 100), taxOn(7, 0)]).toEqual([1647, 1, 0, 0]);
  });

  test('is exact where floating point is not', () => {
    expect(shareOf(9_007_199_254_740_991, 999_999_999, 1_000_000_000)).toBe(9_007_199_245_733_792);
    expect(taxOn(4_503_599_627_370_495, 10_000)).toBe(4_503_599_627_370_495);
  });

  test('is never further from the exact value than half a minor unit, and the whole is the whole', () => {
    const held = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(money, held, held, (value, first, second) => {
        const [quantity, all] = [Math.min(first, second), Math.max(first, second)];
        const share = BigInt(shareOf(value, quantity, all));
        const doubled = 2n * (share * BigInt(all) - BigInt(value) * BigInt(quantity));
        expect(doubled <= BigInt(all) && doubled > -BigInt(all)).toBe(true);
        expect(shareOf(value, all, all)).toBe(value);
      }),
    );
  });

  test('a larger sum is never taxed less', () => {
    fc.assert(
      fc.property(money, money, fc.integer({ min: 0, max: 10_000 }), (one, other, rate) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(taxOn(less, rate)).toBeLessThanOrEqual(taxOn(more, rate));
      }),
    );
  });

  test('amounts are written as people read them, whatever the minor unit of the currency', () => {
    expect(moneyText(12850, 'CNY')).toBe('CNY 128.50');
    expect(moneyText(5, 'CNY')).toBe('CNY 0.05');
    expect(moneyText(-150, 'EUR')).toBe('EUR -1.50');
    expect(moneyText(1500, 'JPY')).toBe('JPY 1500');
    expect(moneyText(1500, 'KWD')).toBe('KWD 1.500');
  });
});
