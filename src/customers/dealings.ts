import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { forbidden } from '../platform/problem';
import { type Reader } from '../platform/transaction';

/**
 * Whose matters a caller sees: an engineer those that the engineer deals with by a request or a work order, a station
 * those of its site; both what they registered themselves (R15). Customers are personal data: a caller who is narrowed
 * looks up the one customer or unit at hand, and does not browse.
 */
export interface Dealer {
  engineerId: string | null;
  siteId: string | null;
  actorId: string;
  narrowed: boolean;
}

export function dealerOf(context: CallContext): Dealer {
  const scope = scopeOf(context);
  return { ...scope, actorId: context.actor.id, narrowed: scope.engineerId !== null || scope.siteId !== null };
}

/** The parameters of the conditions below, in their order. */
export function dealerParameters(dealer: Dealer): (string | null)[] {
  return [dealer.engineerId, dealer.siteId, dealer.actorId];
}

/** Where a statement has these parameters. */
export interface DealerIn {
  engineer: string;
  site: string;
  actor: string;
}

/** In this order, beginning with `$first`. */
export function dealerFrom(first: number): DealerIn {
  return { engineer: `$${first}::uuid`, site: `$${first + 1}::uuid`, actor: `$${first + 2}::uuid` };
}

/** Requests and orders that are the dealer's and say this of `column`. */
const inMatters = (column: string, value: string, { engineer, site }: DealerIn): string => `
  exists (select from work_order x where x.${column} = ${value} and (x.engineer_id = ${engineer} or x.site_id = ${site}))
  or exists (select from service_request x
              where x.${column} = ${value} and (x.engineer_id = ${engineer} or x.site_id = ${site}))`;

/** SQL: whether the dealer deals with this customer. */
export function customerDealtWith(customer: string, dealer: DealerIn): string {
  return `(${dealer.engineer} is null and ${dealer.site} is null or ${inMatters('customer_id', customer, dealer)}
    or exists (select from customer x where x.id = ${customer} and x.registered_by_id = ${dealer.actor}))`;
}

/** SQL: whether the dealer deals with this unit. */
export function unitDealtWith(unit: string, dealer: DealerIn): string {
  return `(${dealer.engineer} is null and ${dealer.site} is null or ${inMatters('unit_id', unit, dealer)}
    or exists (select from installed_unit_version x
                where x.unit_id = ${unit} and x.version = 1 and x.actor_id = ${dealer.actor}))`;
}

/** SQL: the ids of all units that a narrowed dealer deals with. */
export function unitsDealtWith({ engineer, site, actor }: DealerIn): string {
  return `(select unit_id from work_order where engineer_id = ${engineer} or site_id = ${site}
           union select unit_id from service_request where engineer_id = ${engineer} or site_id = ${site}
           union select unit_id from installed_unit_version where version = 1 and actor_id = ${actor})`;
}

/**
 * What is written of a unit decides who pays, so a narrowed caller writes of the units of their own matters only. The
 * unit itself is no secret: whoever stands before it can read its plate. One that is not known passes: its caller says so.
 */
export async function refuseOthersUnit(reader: Reader, context: CallContext, unitId: string): Promise<void> {
  const dealer = dealerOf(context);
  if (!dealer.narrowed) return;
  const rows = await reader.query<object[]>(
    `select where ${unitDealtWith('$4::uuid', dealerFrom(1))} or not exists (select from installed_unit u where u.id = $4)`,
    [...dealerParameters(dealer), unitId],
  );
  if (rows.length > 0) return;
  throw forbidden(
    'You have no request or work order about this unit. Register the request for it first.',
    'not-your-unit',
  );
}
