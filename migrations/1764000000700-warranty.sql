-- Warranty policies as versioned data, and the determinations made from them.

create table warranty_policy (
  id uuid primary key,
  -- The policy's own name, for example CN-3B-APPLIANCE; versions share it.
  number text not null,
  version_number integer not null constraint warranty_policy_version_positive check (version_number > 0),
  status text not null default 'draft' constraint warranty_policy_status_known check (status in ('draft', 'active', 'retired')),
  -- Which products it is for; null = any.
  categories text[] constraint warranty_policy_categories_some check (cardinality(categories) > 0),
  brands text[] constraint warranty_policy_brands_some check (cardinality(brands) > 0),
  model_ids uuid[] constraint warranty_policy_models_some check (cardinality(model_ids) > 0),
  -- The policy in the form the engine reads (src/warranty/policy.ts).
  body jsonb not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  activated_at timestamptz,
  retired_at timestamptz,
  version integer not null default 1,
  constraint warranty_policy_version_once unique (number, version_number)
);
create index warranty_policy_status on warranty_policy (status, number, version_number);
grant select, insert, update on warranty_policy to counterpart_app;

-- What a determination was made with stays readable: only a draft is edited, and nothing comes back from retirement.
create function refuse_change_of_used_policy() returns trigger language plpgsql as $$
begin
  if (old.status <> 'draft' and (new.number, new.version_number, new.categories, new.brands, new.model_ids, new.body)
        is distinct from (old.number, old.version_number, old.categories, old.brands, old.model_ids, old.body))
     or (old.status = 'retired' and new.status <> 'retired') or (old.status = 'active' and new.status = 'draft') then
    raise exception 'a policy in use is not changed' using errcode = '23514', constraint = 'warranty_policy_frozen';
  end if;
  return new;
end
$$;
create trigger warranty_policy_frozen before update on warranty_policy
  for each row execute function refuse_change_of_used_policy();

-- What was decided, with the facts and the rule that decided it. Never changed: new facts make a new one (R10).
create table determination (
  id uuid primary key,
  -- What it is about: a service request, a work order, a replacement of a report.
  subject_kind text not null constraint determination_subject_known check (
    subject_kind in ('service_request', 'work_order', 'replacement')),
  subject_id uuid not null,
  unit_id uuid constraint determination_unit_fkey references installed_unit (id),
  outcome text not null constraint determination_outcome_known check (
    outcome in ('WARRANTY', 'PAID', 'PARTIAL', 'GOODWILL', 'REVIEW')),
  last_covered_day date,
  policy_id uuid constraint determination_policy_fkey references warranty_policy (id),
  -- The service contract that pays what the customer would have to pay without it.
  contract_id uuid constraint determination_contract_fkey references service_contract (id),
  facts jsonb not null,
  verdict jsonb not null,
  -- Where a person decided what the rules could not.
  decided_by_id uuid,
  decision_reason text,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint determination_decided_whole check ((decided_by_id is null) = (decision_reason is null)),
  constraint determination_decided_is_settled check (decided_by_id is null or outcome <> 'REVIEW'),
  constraint determination_contract_pays_what_is_paid check (contract_id is null or outcome = 'PAID')
);
create index determination_subject on determination (subject_kind, subject_id, id desc);
create trigger determination_append_only before update or delete or truncate on determination
  for each statement execute function refuse_change();
grant select, insert on determination to counterpart_app;

-- The latest determination of each subject: what counts now, and the supervisor's queue of REVIEW, without a search
-- through all that was ever decided.
create table current_determination (
  subject_kind text not null,
  subject_id uuid not null,
  determination_id uuid not null constraint current_determination_fkey references determination (id),
  outcome text not null,
  -- Why a person must look; null unless REVIEW.
  review_reason text,
  -- false when the subject has ended: nobody waits for the answer any more.
  awaited boolean not null default true,
  primary key (subject_kind, subject_id)
) with (fillfactor = 80);
-- The lists show what counts now, without the open questions about what has ended.
create index current_determination_list on current_determination (determination_id)
  where awaited or outcome <> 'REVIEW';
create index current_determination_outcome on current_determination (outcome, determination_id)
  where awaited or outcome <> 'REVIEW';
create index current_determination_kind on current_determination (subject_kind, determination_id)
  where awaited or outcome <> 'REVIEW';
create index current_determination_review on current_determination (review_reason, determination_id)
  where awaited or outcome <> 'REVIEW';
grant select, insert, update on current_determination to counterpart_app;
