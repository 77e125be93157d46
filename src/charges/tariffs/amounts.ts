/**
 * The arithmetic of paid work, in whole minor units. Three roundings, each half up, and no other: a part's share of the
 * value it comes from, hours of work, and the tax, once on the sum. The database computes shares and tax as well.
 */

/** The share of `quantity` pieces where `held` pieces are worth `value`. */
export function shareOf(value: number, quantity: number, held: number): number {
  return halfUp(BigInt(value) * BigInt(quantity), BigInt(held));
}

/** What so many minutes cost at a rate by the hour. */
export function labourFor(ratePerHour: number, minutes: number): number {
  return halfUp(BigInt(ratePerHour) * BigInt(minutes), 60n);
}

/** The tax on a sum; a rate of 1300 basis points is 13 %. */
export function taxOn(net: number, basisPoints: number): number {
  return halfUp(BigInt(net) * BigInt(basisPoints), 10_000n);
}

/** Neither side is below zero. */
function halfUp(dividend: bigint, divisor: bigint): number {
  return Number((2n * dividend + divisor) / (2n * divisor));
}

/** An amount as people read it: `CNY 128.50`. */
export function moneyText(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const sign = amount < 0 ? '-' : '';
  const figures = Math.abs(amount)
    .toString()
    .padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  return `${currency} ${sign}${whole}${digits > 0 ? `.${figures.slice(-digits)}` : ''}`;
}

/** How many digits the minor unit of a currency has (ISO 4217). */
function minorDigits(currency: string): number {
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}
