/** What our records know of a claim: the facts and the candidate policies of its determination. */
import { invalid } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { calendarSince } from './calendar-day.queries';
import { type ClaimOnUnit } from './determination';
import { activePoliciesFor, findKnownProduct, type KnownProduct, type StoredPolicy } from './determination.queries';
import { type Facts, type WorkCalendar } from './facts';
import { type InboundPolicy } from './policy';
import { supplierRuleFor } from './supplier-policy.queries';
import { findHistory, type UnitHistory } from './unit-history.queries';

export interface GatheredCase {
  product: KnownProduct;
  facts: Facts;
  policies: StoredPolicy[];
}

export async function gatherCase(reader: Reader, claim: ClaimOnUnit): Promise<GatheredCase> {
  const product = await productOf(reader, claim);
  const component = product.component ?? claim.component ?? null;
  const policies = await activePoliciesFor(reader, product);
  const inbound = product.supplierId === null ? null : await supplierRuleFor(reader, product.supplierId, component);
  const facts = factsOf(claim, { ...product, component }, await findHistory(reader, claim), inbound);
  const rolls = [...policies.map(({ body }) => body), inbound].some((rule) => rule?.roll && rule.roll !== 'NONE');
  if (rolls) facts.calendar = await calendarOf(reader, facts);
  return { product, facts, policies };
}

async function productOf(reader: Reader, claim: ClaimOnUnit): Promise<KnownProduct> {
  const product = await findKnownProduct(reader, claim);
  if (product) return product;
  const pointer = claim.unitId === null ? '/modelId' : '/unitId';
  throw invalid([{ pointer, detail: 'there is no such record; look it up and send the request again' }]);
}

function factsOf(
  claim: ClaimOnUnit,
  product: KnownProduct,
  history: UnitHistory,
  inbound: InboundPolicy | null,
): Facts {
  const dates = { ...product.dates };
  if (dates.INVOICE === undefined && claim.purchaseDate) dates.INVOICE = claim.purchaseDate;
  return {
    unit: {
      category: product.category,
      usage_class: product.usageClass,
      owner: product.firstOwner ? 'first' : 'second',
    },
    dates,
    history: history.events,
    ...(history.readings.length > 0 && { readings: history.readings }),
    claim: {
      report_date: claim.reportDate,
      ...(product.component !== null && { component: product.component }),
      ...(claim.fault && { fault: claim.fault.trim().toLowerCase() }),
      ...(claim.cause && { cause: claim.cause }),
      ...(Object.keys(product.readings).length > 0 && { usage: product.readings }),
    },
    ...(inbound && { inbound_policy: inbound }),
  };
}

/** No period ends before the first date that is known. */
async function calendarOf(reader: Reader, { dates }: Facts): Promise<WorkCalendar> {
  const first = Object.values(dates ?? {}).sort()[0];
  return first === undefined ? {} : calendarSince(reader, first);
}
