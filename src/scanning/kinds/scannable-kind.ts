import { customerDealtWith, type DealerIn, unitDealtWith } from '../../customers/dealings';
import { type Permission } from '../../identity/permissions';
import { type NextStep } from '../scan';

/** A step that is offered when the caller has the permission and the record is in a state and of a person that allow it. */
export interface OfferedStep {
  rel: string;
  permission: Permission;
  method: NextStep['method'];
  /** `{id}` stands for the record's id, `{parent}` for that of what it belongs to. */
  href: string;
  /** Offered only in these states; in every state when absent. */
  states?: readonly string[];
  /** SQL over the table's row `r`, and the caller ($5, narrowed to the site $3): what else must hold. */
  when?: string;
  /** SQL that makes a JSON object: the part of the request's body that the record already says. */
  body?: string;
}

/** Where the records of a kind are, and what may be done with them. */
export interface ScannableKind {
  table: string;
  /** SQL over the table's row `r`. */
  number: string;
  state: string;
  /** SQL: the id of the record that this one belongs to, where an address needs it. */
  parent?: string;
  /** SQL that narrows the rows to an engineer ($2), a site ($3) or the caller ($5); absent = everybody who may read the kind. */
  scope?: string;
  read: { permission: Permission; href: string };
  steps: readonly OfferedStep[];
}

type More = Pick<OfferedStep, 'states' | 'when' | 'body'>;

export const post = (rel: string, permission: Permission, href: string, more: More = {}): OfferedStep => ({
  rel,
  method: 'POST',
  href,
  permission,
  ...more,
});

export const get = (rel: string, permission: Permission, href: string, more: More = {}): OfferedStep => ({
  rel,
  method: 'GET',
  href,
  permission,
  ...more,
});

/** A JSON object of SQL expressions. */
export function body(fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields).map(([name, expression]) => `'${name}', ${expression}`);
  return `jsonb_build_object(${pairs.join(', ')})`;
}

/** The caller, as the parameters of a `scope` have it. */
const caller: DealerIn = { engineer: '$2::uuid', site: '$3::uuid', actor: '$5::uuid' };
export const ofCustomersDealtWith = (customer: string): string => customerDealtWith(customer, caller);
export const ofUnitsDealtWith = (unit: string): string => unitDealtWith(unit, caller);
export const activity = `case when r.active then 'active' else 'inactive' end`;
export const byEngineerAndSite = '($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3)';
export const bySite = '$2::uuid is null and ($3::uuid is null or r.site_id = $3)';
/** R4: nobody decides about what is their own. */
export const notOf = (...columns: string[]): string =>
  columns.map((column) => `r.${column} is distinct from $5`).join(' and ');
