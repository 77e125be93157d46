-- Service contracts 服务合同 with customers, and the signed documents of a site (commissioning, acceptance) that say from
-- when a warranty runs. After the customers and their units, before the warranty, which asks both.

create sequence service_contract_number;
create sequence site_document_number;
grant usage on sequence service_contract_number, site_document_number to counterpart_app;

create table service_contract (
  id uuid primary key,
  code text not null constraint service_contract_code_once unique,
  number text not null constraint service_contract_number_once unique,
  customer_id uuid not null constraint service_contract_customer_fkey references customer (id),
  kind text not null constraint service_contract_kind_known check (kind in ('maintenance', 'supply')),
  status text not null default 'draft' constraint service_contract_status_known check (
    status in ('draft', 'submitted', 'approved', 'rejected', 'withdrawn')),
  starts_on date not null,
  -- The expiry. It never moves: what is agreed later is another contract, an early end is recorded beside it (S094).
  ends_on date not null,
  services text not null,
  parts_included text not null constraint service_contract_parts_known check (parts_included in ('none', 'listed', 'all')),
  labour_included boolean not null,
  travel_included boolean not null,
  -- null = as many as it takes.
  visits_included integer constraint service_contract_visits_positive check (visits_included > 0),
  price minor_units not null constraint service_contract_price_not_negative check (price >= 0),
  -- What the customer holds back until the warranty is over, and the day from which it is due.
  retention_amount minor_units not null default 0
    constraint service_contract_retention_not_negative check (retention_amount >= 0),
  retention_due_on date,
  document_date date not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  submitted_at timestamptz,
  submitted_by_id uuid,
  decided_at timestamptz,
  decided_by_id uuid,
  decision_note text,
  -- S019: the later of its start and the day of its approval.
  in_force_from date,
  terminated_on date,
  terminated_by_id uuid,
  termination_reason text,
  retention_released_on date,
  retention_released_amount minor_units,
  retention_released_by_id uuid,
  retention_reference text,
  retention_note text,
  version integer not null default 1,
  constraint service_contract_ends_after_start check (ends_on >= starts_on),
  constraint service_contract_retention_after_expiry check (
    (retention_amount = 0) = (retention_due_on is null) and retention_due_on > ends_on),
  constraint service_contract_submitted_whole check (
    (submitted_at is null) = (submitted_by_id is null)
    and (status not in ('submitted', 'approved', 'rejected') or submitted_at is not null)),
  -- R4: four eyes.
  constraint service_contract_decided_by_another check (decided_by_id <> actor_id and decided_by_id <> submitted_by_id),
  constraint service_contract_decided_whole check (
    (decided_at is null) = (decided_by_id is null) and (status in ('approved', 'rejected')) = (decided_at is not null)),
  -- A day of slack: the day of the approval is told where the organisation keeps its books.
  constraint service_contract_in_force_after_approval check (
    (in_force_from is not null) = (status = 'approved')
    and (in_force_from is null or in_force_from >= starts_on
           and in_force_from >= (decided_at at time zone 'UTC')::date - 1)),
  constraint service_contract_terminated_whole check (
    (terminated_on is null) = (terminated_by_id is null) and (terminated_on is null) = (termination_reason is null)),
  constraint service_contract_terminated_within_period check (
    terminated_on is null or status = 'approved' and terminated_on >= starts_on and terminated_on < ends_on),
  constraint service_contract_released_whole check (
    (retention_released_on is null) = (retention_released_by_id is null)
    and (retention_released_on is null) = (retention_released_amount is null)),
  constraint service_contract_released_when_due check (
    retention_released_on is null or status = 'approved' and retention_released_on >= retention_due_on),
  constraint service_contract_released_within_retention check (
    retention_released_amount between 0 and retention_amount
    and (retention_released_amount = retention_amount or retention_note is not null))
);
create index service_contract_customer on service_contract (customer_id, id desc);
create index service_contract_status on service_contract (status, id desc);
create index service_contract_expiry on service_contract (ends_on, id);
create index service_contract_retention on service_contract (retention_due_on, id) where retention_due_on is not null;
grant select, insert, update on service_contract to counterpart_app;
create trigger service_contract_never_deleted before delete or truncate on service_contract
  for each statement execute function refuse_change();

-- The steps a contract may take, readable as a table.
create table service_contract_step (
  from_status text not null,
  to_status text not null,
  primary key (from_status, to_status)
);
insert into service_contract_step (from_status, to_status) values
  ('draft', 'submitted'), ('draft', 'withdrawn'), ('submitted', 'withdrawn'), ('submitted', 'approved'), ('submitted', 'rejected');
grant select on service_contract_step to counterpart_app;

create function guard_service_contract() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' then
      raise exception 'a contract begins as a draft' using errcode = '23514', constraint = 'service_contract_step_known';
    end if;
    return new;
  end if;
  if new.status <> old.status and not exists (
       select from service_contract_step s where s.from_status = old.status and s.to_status = new.status) then
    raise exception 'a contract does not go from % to %', old.status, new.status
      using errcode = '23514', constraint = 'service_contract_step_known';
  end if;
  -- What was submitted is what is approved; an end stays an end.
  if old.status <> 'draft' and (
       new.customer_id, new.kind, new.starts_on, new.ends_on, new.services, new.parts_included, new.labour_included,
       new.travel_included, new.visits_included, new.price, new.retention_amount, new.retention_due_on, new.document_date,
       new.submitted_at, new.submitted_by_id)
     is distinct from (
       old.customer_id, old.kind, old.starts_on, old.ends_on, old.services, old.parts_included, old.labour_included,
       old.travel_included, old.visits_included, old.price, old.retention_amount, old.retention_due_on, old.document_date,
       old.submitted_at, old.submitted_by_id)
     or (new.number, new.code, new.actor_id) is distinct from (old.number, old.code, old.actor_id)
     or old.decided_at is not null and (new.decided_at, new.decided_by_id, new.decision_note, new.in_force_from)
          is distinct from (old.decided_at, old.decided_by_id, old.decision_note, old.in_force_from)
     or old.terminated_on is not null and (new.terminated_on, new.terminated_by_id, new.termination_reason)
          is distinct from (old.terminated_on, old.terminated_by_id, old.termination_reason)
     or old.retention_released_on is not null
        and (new.retention_released_on, new.retention_released_amount, new.retention_released_by_id,
             new.retention_reference, new.retention_note)
          is distinct from
            (old.retention_released_on, old.retention_released_amount, old.retention_released_by_id,
             old.retention_reference, old.retention_note) then
    raise exception 'what is settled about a contract stays' using errcode = '23514', constraint = 'service_contract_settled_stays';
  end if;
  return new;
end
$$;
create trigger service_contract_guarded before insert or update on service_contract
  for each row execute function guard_service_contract();

-- What it covers: units by themselves, or every unit of a model that the customer has; and, where only some parts are
-- included, which.
create table service_contract_unit (
  contract_id uuid not null constraint service_contract_unit_contract_fkey references service_contract (id),
  unit_id uuid not null constraint service_contract_unit_unit_fkey references installed_unit (id),
  primary key (contract_id, unit_id)
);
create index service_contract_unit_unit on service_contract_unit (unit_id);
create table service_contract_model (
  contract_id uuid not null constraint service_contract_model_contract_fkey references service_contract (id),
  model_id uuid not null constraint service_contract_model_model_fkey references product_model (id),
  primary key (contract_id, model_id)
);
create table service_contract_part (
  contract_id uuid not null constraint service_contract_part_contract_fkey references service_contract (id),
  part_id uuid not null constraint service_contract_part_part_fkey references part (id),
  primary key (contract_id, part_id)
);
grant select, insert, delete on service_contract_unit, service_contract_model, service_contract_part to counterpart_app;

create function refuse_change_of_contract_cover() returns trigger language plpgsql as $$
begin
  if exists (select from service_contract c
              where (tg_op <> 'INSERT' and c.id = old.contract_id or tg_op <> 'DELETE' and c.id = new.contract_id)
                and c.status <> 'draft') then
    raise exception 'what is settled about a contract stays' using errcode = '23514', constraint = 'service_contract_settled_stays';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger service_contract_unit_frozen before insert or update or delete on service_contract_unit
  for each row execute function refuse_change_of_contract_cover();
create trigger service_contract_model_frozen before insert or update or delete on service_contract_model
  for each row execute function refuse_change_of_contract_cover();
create trigger service_contract_part_frozen before insert or update or delete on service_contract_part
  for each row execute function refuse_change_of_contract_cover();

-- Contracts that pay for this unit on this day (and, unless it is null, for this part): approved, in force, not ended.
create function contracts_covering(p_unit_id uuid, p_part_id uuid, p_on date) returns setof service_contract
language sql stable as $$
  select c.*
    from installed_unit u
    join service_contract c on c.customer_id = u.customer_id and c.status = 'approved'
   where u.id = p_unit_id and p_on between c.in_force_from and least(c.ends_on, c.terminated_on)
     and (exists (select from service_contract_unit x where x.contract_id = c.id and x.unit_id = u.id)
          or exists (select from service_contract_model x where x.contract_id = c.id and x.model_id = u.model_id))
     and (p_part_id is null or c.parts_included = 'all'
          or c.parts_included = 'listed'
             and exists (select from service_contract_part x where x.contract_id = c.id and x.part_id = p_part_id))
   order by c.in_force_from, c.id
$$;
grant execute on function contracts_covering to counterpart_app;

-- Site documents: the customer signs that a unit was delivered, installed, commissioned or accepted on a day, and under
-- which conditions; the day then counts among the unit's dates (S038).
create table site_document (
  id uuid primary key,
  code text not null constraint site_document_code_once unique,
  number text not null,
  -- A correction is a new revision of the same number, signed again.
  revision integer not null default 1 constraint site_document_revision_positive check (revision > 0),
  revision_reason text,
  kind text not null constraint site_document_kind_known check (
    kind in ('delivery', 'installation', 'commissioning', 'acceptance')),
  unit_id uuid not null constraint site_document_unit_fkey references installed_unit (id),
  held_on date not null,
  conditions text not null,
  result text not null,
  status text not null default 'drawn_up' constraint site_document_status_known check (
    status in ('drawn_up', 'signed', 'withdrawn', 'superseded')),
  -- Canonical JSON; what the customer signs is the digest of exactly this text.
  content text not null,
  digest text not null,
  drawn_up_at timestamptz not null,
  actor_id uuid not null,
  -- The statement among the unit's dates that it made.
  unit_date_id bigint constraint site_document_unit_date_fkey references installed_unit_date (id),
  recorded_at timestamptz not null default now(),
  constraint site_document_revision_once unique (number, revision),
  constraint site_document_revision_explained check ((revision = 1) = (revision_reason is null)),
  constraint site_document_digest_of_content check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint site_document_signed_whole check (
    (status in ('drawn_up', 'withdrawn')) = (unit_date_id is null))
);
create index site_document_unit on site_document (unit_id, id desc);
create index site_document_kind on site_document (kind, id desc);
create index site_document_status on site_document (status, id desc);
-- Two corrections of one document at a time would be two truths.
create unique index site_document_one_open on site_document (number) where status = 'drawn_up';
create trigger site_document_never_deleted before delete or truncate on site_document
  for each statement execute function refuse_change();
grant select, insert, update (status, unit_date_id) on site_document to counterpart_app;

create table site_document_signature (
  document_id uuid primary key constraint site_document_signature_document_fkey references site_document (id),
  signer_name text not null,
  relation text not null constraint site_document_signature_relation_known check (
    relation in ('owner', 'family', 'employee', 'tenant', 'agent')),
  image bytea not null constraint site_document_signature_image_small check (octet_length(image) <= 262144),
  image_digest text not null constraint site_document_signature_image_once unique,
  pixels_digest text not null constraint site_document_signature_pixels_once unique,
  digest text not null,
  device text,
  signed_at timestamptz not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint site_document_signature_digest_of_image check (image_digest = encode(sha256(image), 'hex'))
);
create trigger site_document_signature_append_only before update or delete or truncate on site_document_signature
  for each statement execute function refuse_change();
grant select, insert on site_document_signature to counterpart_app;

create function guard_site_document_signature() returns trigger language plpgsql as $$
begin
  if not exists (select from site_document d where d.id = new.document_id and d.digest = new.digest
                    and d.status = 'drawn_up' and d.drawn_up_at <= new.signed_at) then
    raise exception 'other content' using errcode = '23514', constraint = 'site_document_signature_over_content';
  end if;
  return new;
end
$$;
create trigger site_document_signature_over_content before insert on site_document_signature
  for each row execute function guard_site_document_signature();

create function guard_site_document() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'drawn_up' then
      raise exception 'it begins as drawn up' using errcode = '23514', constraint = 'site_document_step_known';
    end if;
    return new;
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
       ('drawn_up', 'signed'), ('drawn_up', 'withdrawn'), ('signed', 'superseded'))
     or old.unit_date_id is not null and new.unit_date_id is distinct from old.unit_date_id then
    raise exception 'it does not go from % to %', old.status, new.status
      using errcode = '23514', constraint = 'site_document_step_known';
  end if;
  if new.status = 'signed' and old.status <> 'signed' then
    if not exists (select from site_document_signature s where s.document_id = new.id and s.digest = new.digest) then
      raise exception 'nobody signed' using errcode = '23514', constraint = 'site_document_signed_by_customer';
    end if;
    if not exists (
         select from installed_unit_date d
          where d.id = new.unit_date_id and d.unit_id = new.unit_id and d.day = new.held_on
            and d.kind = case new.kind when 'delivery' then 'DELIVERY' when 'installation' then 'INSTALL_DONE'
                              when 'commissioning' then 'COMMISSIONING' else 'ACCEPTANCE' end) then
      raise exception 'it states another date' using errcode = '23514', constraint = 'site_document_supplies_its_date';
    end if;
  end if;
  return new;
end
$$;
create trigger site_document_guarded before insert or update on site_document
  for each row execute function guard_site_document();
