-- What happened to a unit before, or beside, what our own service reports say of it: it counts in who pays.

create table unit_event (
  id uuid primary key,
  unit_id uuid not null constraint unit_event_unit_fkey references installed_unit (id),
  kind text not null constraint unit_event_kind_known check (kind in ('REPAIR', 'UNIT_REPLACED', 'FORCE_MAJEURE_DELAY')),
  began_on date not null,
  -- null = still going on, counted to the report.
  ended_on date constraint unit_event_ends_after_it_begins check (ended_on >= began_on),
  -- The fault of a repair: the symptom, or words; repairs of one fault are counted together.
  fault text,
  cause_code text,
  -- Components that were exchanged, and whether the customer paid for them.
  components text[] not null default '{}',
  paid boolean not null default false,
  under_warranty boolean not null default false constraint unit_event_free_or_paid check (not (paid and under_warranty)),
  -- The customer chose this repair as the legal remedy.
  remedy boolean not null default false,
  -- Days of it that do not count as repair days.
  excluded_days integer not null default 0 constraint unit_event_excluded_days_not_negative check (excluded_days >= 0),
  -- Readings of that day, by meter.
  readings jsonb not null default '{}',
  -- Where it is known from.
  evidence text,
  source text not null constraint unit_event_source_known check (source in ('imported', 'recorded')),
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  -- What was wrong to be told is withdrawn, never deleted.
  withdrawn_at timestamptz,
  withdrawn_by_id uuid,
  withdrawal_reason text,
  constraint unit_event_only_repairs_repair check (
    kind = 'REPAIR' or (components = '{}' and fault is null and not paid and not under_warranty and not remedy)),
  constraint unit_event_replaced_on_a_day check (kind <> 'UNIT_REPLACED' or ended_on is null),
  constraint unit_event_withdrawn_whole check (
    (withdrawn_at is null) = (withdrawn_by_id is null) and (withdrawn_at is null) = (withdrawal_reason is null))
);
-- The same thing told twice would count twice.
create unique index unit_event_told_once on unit_event (unit_id, kind, began_on, coalesce(fault, ''), components)
  where withdrawn_at is null;
create index unit_event_unit on unit_event (unit_id, began_on desc, id desc);
create trigger unit_event_never_deleted before delete or truncate on unit_event
  for each statement execute function refuse_change();
grant select, insert, update (withdrawn_at, withdrawn_by_id, withdrawal_reason) on unit_event to counterpart_app;

-- Days of rest and of work that differ from the week, for last days that roll (调休).
create table calendar_day (
  day date primary key,
  kind text not null constraint calendar_day_kind_known check (kind in ('off', 'work')),
  name text,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
grant select, insert, update, delete on calendar_day to counterpart_app;

-- The supplier's warranty towards us (the supplier's policies), version by version.
create table supplier_policy (
  id uuid primary key,
  supplier_id uuid not null constraint supplier_policy_supplier_fkey references supplier (id),
  number text not null,
  version_number integer not null constraint supplier_policy_version_positive check (version_number > 0),
  status text not null default 'active' constraint supplier_policy_status_known check (status in ('active', 'retired')),
  -- Which components it is for; null = whatever this supplier makes and no other policy of theirs names.
  components text[] constraint supplier_policy_components_some check (cardinality(components) > 0),
  -- In the form the engine reads (src/warranty/policy.ts).
  body jsonb not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  retired_at timestamptz,
  constraint supplier_policy_version_once unique (supplier_id, number, version_number),
  constraint supplier_policy_retired_when check ((status = 'retired') = (retired_at is not null))
);
create unique index supplier_policy_one_active on supplier_policy (supplier_id, number) where status = 'active';
create index supplier_policy_list on supplier_policy (supplier_id, number, version_number);
create index supplier_policy_status on supplier_policy (status, supplier_id, number, version_number);
create trigger supplier_policy_never_deleted before delete or truncate on supplier_policy
  for each statement execute function refuse_change();
grant select, insert, update (status, retired_at) on supplier_policy to counterpart_app;
