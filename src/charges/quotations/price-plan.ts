import { refuseUnknown } from '../../catalog/references';
import { pricesOn } from '../../catalog/part-price.queries';
import { type Fault, invalid, wrongState } from '../../platform/problem';
import { type Reader } from '../../platform/transaction';
import { labourFor, shareOf, taxOn } from '../tariffs/amounts';
import { type ChargePolicy, type PartsBasis } from '../tariffs/charge-policy';
import { baseCurrency, type StockValue, stockValuesOf } from './price-plan.queries';
import { type PriceSource, type QuotationPlan } from './quotation';
import { type Tariff } from '../tariffs/tariff';

/** A line with its price and what that rests on. */
export interface PricedLine {
  partId: string;
  quantity: number;
  source: PriceSource;
  sourceOwnerId: string | null;
  sourceQuantity: number;
  sourceValue: number;
  amount: number;
}

/** A plan with its price. */
export interface PricedPlan {
  partsBasis: PartsBasis;
  labourCharged: boolean;
  travelCharged: boolean;
  currency: string;
  lines: PricedLine[];
  partsAmount: number;
  labourMinutes: number | null;
  labourAmount: number;
  trips: number;
  travelAmount: number;
  netAmount: number;
  taxBasisPoints: number;
  taxAmount: number;
  totalAmount: number;
}

/** For whom, on which day and under which rules a plan is priced. */
export interface Pricing {
  engineerId: string;
  siteId: string | null;
  day: string;
  policy: ChargePolicy;
  tariff: Tariff;
}

/** Prices a plan as of this moment, or names everything that is wrong with it. */
export async function pricePlan(reader: Reader, plan: QuotationPlan, pricing: Pricing): Promise<PricedPlan> {
  const { policy, tariff } = pricing;
  const partsBasis = plan.partsBasis ?? policy.partsBasis;
  const labourCharged = plan.labourCharged ?? policy.labourCharged;
  const travelCharged = plan.travelCharged ?? policy.travelCharged;
  refuseFaults(plan, { labourCharged, travelCharged, tariff });
  const ids = plan.lines.map((line) => line.partId);
  await refuseUnknown(reader, 'part', ids, (index) => `/lines/${index}/partId`);
  const currency = await baseCurrency(reader);
  const lines =
    partsBasis === 'TARIFF'
      ? await fromPriceList(reader, plan, pricing.day, currency)
      : await atMaterialCost(reader, plan, pricing);
  const labourMinutes = plan.labourMinutes ?? null;
  const perHour = tariff.labourBasis === 'PER_HOUR';
  const labour = perHour ? labourFor(tariff.labourAmount, labourMinutes ?? 0) : tariff.labourAmount;
  const trips = travelCharged ? (plan.trips ?? 1) : 0;
  const partsAmount = lines.reduce((sum, line) => sum + line.amount, 0);
  const labourAmount = labourCharged ? labour : 0;
  const travelAmount = trips * tariff.travelAmount;
  const netAmount = partsAmount + labourAmount + travelAmount;
  if (!Number.isSafeInteger(netAmount * 2)) {
    throw invalid([{ pointer: '/lines', detail: 'the sum is too large to be an amount' }]);
  }
  const { taxBasisPoints } = tariff;
  const taxAmount = taxOn(netAmount, taxBasisPoints);
  return {
    ...{ partsBasis, labourCharged, travelCharged, currency, lines, partsAmount, labourMinutes, labourAmount, trips },
    ...{ travelAmount, netAmount, taxBasisPoints, taxAmount, totalAmount: netAmount + taxAmount },
  };
}

function refuseFaults(
  plan: QuotationPlan,
  basis: { labourCharged: boolean; travelCharged: boolean; tariff: Tariff },
): void {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  plan.lines.forEach(({ partId }, index) => {
    const id = partId.toLowerCase();
    if (seen.has(id))
      faults.push({ pointer: `/lines/${index}/partId`, detail: 'the part is quoted twice; state one line' });
    seen.add(id);
  });
  if (basis.labourCharged && basis.tariff.labourBasis === 'PER_HOUR' && plan.labourMinutes === undefined) {
    faults.push({
      pointer: '/labourMinutes',
      detail: 'labour is charged by the hour: say how long the work will take',
    });
  }
  if (!basis.travelCharged && (plan.trips ?? 0) > 0) {
    faults.push({ pointer: '/trips', detail: 'travel is not charged here; leave trips out' });
  }
  if (faults.length > 0) throw invalid(faults);
}

async function fromPriceList(
  reader: Reader,
  plan: QuotationPlan,
  day: string,
  currency: string,
): Promise<PricedLine[]> {
  const ids = plan.lines.map((line) => line.partId);
  const prices = new Map((await pricesOn(reader, ids, day, currency)).map((price) => [price.partId, price.amount]));
  const missing = ids.filter((id) => !prices.has(id.toLowerCase()));
  if (missing.length > 0) {
    const detail = `The price list has no ${currency} price of these parts on ${day}. State one, or quote at material cost.`;
    throw wrongState('no-price', detail, { partIds: missing });
  }
  return plan.lines.map(({ partId, quantity }) => {
    const price = prices.get(partId.toLowerCase())!;
    const source = { source: 'price_list' as const, sourceOwnerId: null, sourceQuantity: 1, sourceValue: price };
    return { partId, quantity, ...source, amount: shareOf(price, quantity, 1) };
  });
}

/** Pieces in the engineer's hands are what will be fitted; where they do not suffice, those at the site are. */
async function atMaterialCost(reader: Reader, plan: QuotationPlan, pricing: Pricing): Promise<PricedLine[]> {
  const ids = plan.lines.map((line) => line.partId);
  const values = await stockValuesOf(reader, ids, pricing.engineerId, pricing.siteId);
  const byPart = new Map(values.map((value) => [value.partId, value]));
  const unknown: string[] = [];
  const lines = plan.lines.flatMap(({ partId, quantity }): PricedLine[] => {
    const value = byPart.get(partId.toLowerCase())!;
    const source = sourceOf(value, quantity, pricing);
    if (!source) {
      unknown.push(value.partNumber);
      return [];
    }
    return [{ partId, quantity, ...source, amount: shareOf(source.sourceValue, quantity, source.sourceQuantity) }];
  });
  if (unknown.length > 0) {
    const detail =
      'There are no pieces of these parts whose cost could be asked. Receive some, or quote by the price list.';
    throw wrongState('no-material-cost', detail, { partNumbers: unknown });
  }
  return lines;
}

function sourceOf(
  value: StockValue,
  quantity: number,
  pricing: Pricing,
): Pick<PricedLine, 'source' | 'sourceOwnerId' | 'sourceQuantity' | 'sourceValue'> | undefined {
  const { custodyQuantity, custodyValue, siteQuantity, siteValue } = value;
  const useSite = custodyQuantity < quantity && siteQuantity > 0;
  if (!useSite && custodyQuantity > 0) {
    const held = { sourceQuantity: custodyQuantity, sourceValue: custodyValue };
    return { source: 'custody', sourceOwnerId: pricing.engineerId, ...held };
  }
  if (siteQuantity === 0) return undefined;
  const held = { sourceQuantity: siteQuantity, sourceValue: siteValue };
  return { source: 'site_stock', sourceOwnerId: pricing.siteId, ...held };
}
