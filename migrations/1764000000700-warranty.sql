-- Warranty policies as versioned data, and the determinations made from them.

create table warranty_policy (
  id uuid primary key,
  -- The policy's own name, for example CN-3B-APPLIANCE; versions share it.
  number text not null,
  version_number integer not null constraint warranty_policy_version_positive check (version_number > 0),
  status text not null default 'draft' constraint warranty_policy_status_known check (status in ('draft', 'active', 'retired')),
  -- The policy in the form the engine reads (docs: warranty).
  body jsonb not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  activated_at timestamptz,
  retired_at timestamptz,
  version integer not null default 1,
  constraint warranty_policy_version_once unique (number, version_number)
);
create unique index warranty_policy_one_active on warranty_policy (number) where status = 'active';
grant select, insert, update on warranty_policy to counterpart_app;

-- What was decided, with the facts and the rule that decided it. Never changed: new facts make a new one (R10).
create table determination (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  outcome text not null constraint determination_outcome_known check (
    outcome in ('WARRANTY', 'PAID', 'PARTIAL', 'GOODWILL', 'REVIEW')),
  last_covered_day date,
  policy_id uuid constraint determination_policy_fkey references warranty_policy (id),
  facts jsonb not null,
  verdict jsonb not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index determination_subject on determination (subject_kind, subject_id, id desc);
create trigger determination_append_only before update or delete or truncate on determination
  for each statement execute function refuse_change();
grant select, insert on determination to counterpart_app;
