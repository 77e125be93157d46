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
  constraint part_named check (name_zh is not null or name_en is not null)
);
create index part_maker_number on part (maker_number);
create index part_supplier_number on part (supplier_id, supplier_number);
grant select, insert, update on part to counterpart_app;

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

create table part_price (
  part_id uuid not null constraint part_price_part_fkey references part (id),
  currency currency_code not null,
  valid_from date not null,
  amount minor_units not null constraint part_price_not_negative check (amount >= 0),
  primary key (part_id, currency, valid_from)
);
grant select, insert on part_price to counterpart_app;
