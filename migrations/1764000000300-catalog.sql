-- What is stocked (parts), where (sites, bins), from whom (suppliers), for which machines (models).

create table site (
  id uuid primary key,
  code text not null constraint site_code_once unique,
  number text not null constraint site_number_once unique,
  name text not null,
  kind text not null constraint site_kind_known check (kind in ('warehouse', 'station')),
  active boolean not null default true,
  version integer not null default 1
);
grant select, insert, update on site to counterpart_app;

alter table staff_member add constraint staff_member_site_fkey foreign key (site_id) references site (id);

create table bin (
  id uuid primary key,
  code text not null constraint bin_code_once unique,
  site_id uuid not null constraint bin_site_fkey references site (id),
  -- The path a picker walks, for example A-03-2; picks are sorted by it.
  number text not null,
  active boolean not null default true,
  version integer not null default 1,
  constraint bin_number_once_per_site unique (site_id, number)
);
grant select, insert, update on bin to counterpart_app;

create table supplier (
  id uuid primary key,
  code text not null constraint supplier_code_once unique,
  number text not null constraint supplier_number_once unique,
  name text not null,
  contact text,
  support_channel text,
  active boolean not null default true,
  version integer not null default 1
);
grant select, insert, update on supplier to counterpart_app;

-- Where a supplier's support answers for one component, when not at its general channel (S035).
create table supplier_support (
  supplier_id uuid not null constraint supplier_support_supplier_fkey references supplier (id),
  component text not null,
  contact text,
  support_channel text,
  primary key (supplier_id, component),
  constraint supplier_support_says_something check (contact is not null or support_channel is not null)
);
grant select, insert, delete on supplier_support to counterpart_app;

-- The pairs of neighbouring characters of a text, in lower case: an index over them finds any word inside a name, of
-- two Chinese characters as well as of twenty Latin ones, and needs no extension.
create function text_pairs(p_text text) returns text[]
language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct substr(lower(p_text), i, 2)), '{}') from generate_series(1, length(p_text) - 1) i
$$;

-- Weights 3 and 1 from the right, to a multiple of ten (GS1 General Specifications 7.9.1).
create function has_gs1_check_digit(p_digits text) returns boolean language sql immutable strict as $$
  select sum(substr(p_digits, i, 1)::integer * case when (length(p_digits) - i) % 2 = 0 then 1 else 3 end) % 10 = 0
    from generate_series(1, length(p_digits)) i
$$;

create table part (
  id uuid primary key,
  code text not null constraint part_code_once unique,
  number text not null constraint part_number_once unique,
  name_zh text,
  name_en text,
  -- The smallest unit that is issued.
  unit text not null default 'piece' constraint part_unit_known check (unit in ('piece', 'cm', 'ml', 'g')),
  -- What the warranty terms call it (control_board, compressor …).
  component text,
  supplier_id uuid constraint part_supplier_fkey references supplier (id),
  supplier_number text,
  maker_number text,
  -- The maker's GS1 keys: fourteen digits, and the component and part identifier.
  gtin text constraint part_gtin_valid check (gtin ~ '^\d{14}$' and has_gs1_check_digit(gtin)),
  cpid text constraint part_cpid_valid check (cpid collate "C" ~ '^\d{4}[-#/0-9A-Z]{0,26}$'),
  serial_numbered boolean not null default false,
  old_part_rule text not null default 'warranty_only'
    constraint part_old_part_rule_known check (old_part_rule in ('always', 'warranty_only', 'never')),
  old_part_days integer not null default 30
    constraint part_old_part_days_in_range check (old_part_days between 1 and 3650),
  superseded_by_id uuid
    constraint part_superseded_by_fkey references part (id)
    constraint part_not_superseded_by_itself check (superseded_by_id <> id),
  active boolean not null default true,
  version integer not null default 1,
  -- What a search looks through.
  searched text generated always as (lower(
    number || ' ' || coalesce(name_zh, '') || ' ' || coalesce(name_en, '') || ' ' || coalesce(supplier_number, '')
    || ' ' || coalesce(maker_number, ''))) stored,
  constraint part_named check (name_zh is not null or name_en is not null)
);
-- By what scanners deliver, so that one look-up serves whatever names a record.
create unique index part_gtin_once on part (('(01)' || gtin)) where gtin is not null;
create unique index part_cpid_once on part (('(8010)' || cpid)) where cpid is not null;
create index part_number_begins on part (number text_pattern_ops);
create index part_maker_number on part (maker_number);
create index part_supplier on part (supplier_id, supplier_number);
create index part_supplier_number on part (supplier_number);
create index part_component on part (component, number);
create index part_superseded_by on part (superseded_by_id) where superseded_by_id is not null;
create index part_searched on part using gin (text_pairs(searched));
grant select, insert, update on part to counterpart_app;

-- A chain of successors ends. Changes of successors go one at a time: each of two that name each other's part would
-- see the other's old state, and together they would close a circle.
create function refuse_circular_supersession() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  v_next uuid := new.superseded_by_id;
  v_steps integer := 1;
begin
  perform from organisation for update;
  while v_next is not null loop
    if v_next = new.id then
      raise exception 'the successors lead back to the part' using errcode = '23514', constraint = 'part_supersession_ends';
    end if;
    if v_steps = 50 then
      raise exception 'too many successors' using errcode = '23514', constraint = 'part_supersession_at_most_50';
    end if;
    select p.superseded_by_id into v_next from part p where p.id = v_next;
    v_steps := v_steps + 1;
  end loop;
  return null;
end
$$;
create trigger part_supersession_ends after insert or update of superseded_by_id on part
  for each row when (new.superseded_by_id is not null) execute function refuse_circular_supersession();

-- Quantities and units in the books mean what they meant when they were posted. The row is locked against the first
-- posting of the part, which may be under way (its balance holds a key lock on the part).
create function refuse_other_measure_of_stocked_part() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  perform from part p where p.id = old.id for update;
  if exists (select from stock_balance b where b.part_id = old.id) then
    raise exception 'the part was in stock' using errcode = '23514', constraint = 'part_measure_fixed_once_stocked';
  end if;
  return new;
end
$$;
create trigger part_measure_fixed_once_stocked before update of unit, serial_numbered on part
  for each row when ((old.unit, old.serial_numbered) is distinct from (new.unit, new.serial_numbered))
  execute function refuse_other_measure_of_stocked_part();

-- A substitute may be offered for the part. Directed: what may replace A need not be replaceable by A.
create table part_substitute (
  part_id uuid not null constraint part_substitute_part_fkey references part (id),
  substitute_id uuid not null constraint part_substitute_substitute_fkey references part (id),
  primary key (part_id, substitute_id),
  constraint part_substitute_differs check (part_id <> substitute_id)
);
grant select, insert, delete on part_substitute to counterpart_app;

create table product_model (
  id uuid primary key,
  number text not null constraint product_model_number_once unique,
  name_zh text,
  name_en text,
  brand text,
  -- What the warranty policies call it (water_heater, passenger_car …).
  category text not null,
  active boolean not null default true,
  version integer not null default 1,
  constraint product_model_named check (name_zh is not null or name_en is not null)
);
grant select, insert, update on product_model to counterpart_app;

create table part_applicability (
  part_id uuid not null constraint part_applicability_part_fkey references part (id),
  model_id uuid not null constraint part_applicability_model_fkey references product_model (id),
  primary key (part_id, model_id)
);
create index part_applicability_model on part_applicability (model_id);
grant select, insert, delete on part_applicability to counterpart_app;

-- The parts a fault of a model usually needs.
create table kit_line (
  model_id uuid not null constraint kit_line_model_fkey references product_model (id),
  symptom text not null,
  part_id uuid not null constraint kit_line_part_fkey references part (id),
  quantity piece_count not null,
  primary key (model_id, symptom, part_id)
);
grant select, insert, update, delete on kit_line to counterpart_app;

-- The price list. Append-only: a price stated again for the same day corrects it, and the earlier one stays readable.
create table part_price (
  id bigint generated always as identity primary key,
  part_id uuid not null constraint part_price_part_fkey references part (id),
  currency currency_code not null,
  valid_from date not null,
  amount minor_units not null constraint part_price_not_negative check (amount >= 0),
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index part_price_at on part_price (part_id, currency, valid_from desc, id desc);
create trigger part_price_append_only before update or delete or truncate on part_price
  for each statement execute function refuse_change();
grant select, insert on part_price to counterpart_app;
