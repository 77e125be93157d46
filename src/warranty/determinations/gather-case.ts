/** What our records know of claims on a fault: the facts and the candidate policies of their determination. */
import { invalid } from '../../platform/problem';
import { type Reader } from '../../platform/transaction';
import { calendarSince } from '../calendar/calendar-day.queries';
import { type ClaimOnFault, type FaultOfUnit } from './determination';
import { activePoliciesFor, findKnownProduct, type KnownProduct, type StoredPolicy } from './determination.queries';
import { type Facts, type WorkCalendar } from '../classification/facts';
import { type InboundPolicy, type Policy } from '../classification/policy';
import { type ClaimedPart, findClaimedParts } from '../policies/supplier-policy.queries';
import { findHistories, type UnitHistory } from './unit-history.queries';

export interface GatheredCases {
  /** One for each claim. */
  facts: Facts[];
  policies: StoredPolicy[];
}

export async function gatherCases(
  reader: Reader,
  fault: FaultOfUnit,
  claims: readonly ClaimOnFault[],
): Promise<GatheredCases> {
  const product = await productOf(reader, fault);
  const policies = await activePoliciesFor(reader, product);
  const partIds = claims.map(({ partId }) => partId ?? null);
  const parts = await partsOf(reader, fault, partIds);
  const histories = await findHistories(
    reader,
    fault,
    claims.map(({ subjectId }) => subjectId ?? null),
  );
  const facts = histories.map((history, index) => factsOf(fault, product, history, parts[index]!));
  await addCalendar(
    reader,
    facts,
    policies.map(({ body }) => body),
  );
  return { facts, policies };
}

async function productOf(reader: Reader, fault: FaultOfUnit): Promise<KnownProduct> {
  const product = await findKnownProduct(reader, fault);
  if (product) return product;
  const pointer = fault.unitId === null ? '/modelId' : '/unitId';
  throw invalid([{ pointer, detail: 'there is no such record; look it up and send the request again' }]);
}

async function partsOf(
  reader: Reader,
  { component = null }: FaultOfUnit,
  partIds: readonly (string | null)[],
): Promise<ClaimedPart[]> {
  if (partIds.every((id) => id === null)) return partIds.map(() => ({ component, inbound: null }));
  return findClaimedParts(reader, partIds, component);
}

function factsOf(
  fault: FaultOfUnit,
  product: KnownProduct,
  history: UnitHistory,
  { component, inbound }: ClaimedPart,
): Facts {
  const dates = { ...product.dates };
  if (dates.INVOICE === undefined && fault.purchaseDate) dates.INVOICE = fault.purchaseDate;
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
      report_date: fault.reportDate,
      ...(component !== null && { component }),
      ...(fault.fault && { fault: fault.fault.trim().toLowerCase() }),
      ...(fault.cause && { cause: fault.cause }),
      ...(Object.keys(product.readings).length > 0 && { usage: product.readings }),
    },
    ...(inbound && { inbound_policy: inbound }),
  };
}

/** Where a period that ends on a holiday is moved, the working days are a fact too. The claims' dates are the same. */
async function addCalendar(reader: Reader, facts: readonly Facts[], policies: readonly Policy[]): Promise<void> {
  const rolling = policies.some(rolls) ? facts : facts.filter(({ inbound_policy }) => rolls(inbound_policy));
  if (rolling.length === 0) return;
  const calendar = await calendarOf(reader, rolling[0]!);
  for (const known of rolling) known.calendar = calendar;
}

function rolls(rule: Policy | InboundPolicy | undefined): boolean {
  return (rule?.roll ?? 'NONE') !== 'NONE';
}

/** No period ends before the first date that is known. */
async function calendarOf(reader: Reader, { dates }: Facts): Promise<WorkCalendar> {
  const first = Object.values(dates ?? {}).sort()[0];
  return first === undefined ? {} : calendarSince(reader, first);
}
