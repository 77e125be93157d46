-- Customers and the units (machines) installed at them. Personal data live here and nowhere else.

create table customer (
  id uuid primary key,
  code text not null constraint customer_code_once unique,
  number text not null constraint customer_number_once unique,
  name text not null,
  phone text,
  address text,
  active boolean not null default true,
  version integer not null default 1,
  -- Who registered it: engineers and stations see what they registered, and whom they deal with (R15).
  registered_by_id uuid not null,
  -- What a search looks through.
  searched text generated always as (lower(number || ' ' || name)) stored
);
create index customer_phone on customer (phone);
create index customer_searched on customer using gin (text_pairs(searched));
grant select, insert, update on customer to counterpart_app;

create table installed_unit (
  id uuid primary key,
  code text not null constraint installed_unit_code_once unique,
  model_id uuid not null constraint installed_unit_model_fkey references product_model (id),
  serial_number text not null
    constraint installed_unit_serial_number_length check (length(serial_number) between 1 and 64),
  customer_id uuid not null constraint installed_unit_customer_fkey references customer (id),
  -- PRIVATE, COMMERCIAL, RENTAL, TAXI … as the warranty policies name it.
  usage_class text not null default 'PRIVATE',
  -- Whether the customer is the unit's first owner.
  first_owner boolean not null default true,
  active boolean not null default true,
  version integer not null default 1,
  changed_by_id uuid not null,
  constraint installed_unit_serial_number_once unique (model_id, serial_number)
);
create index installed_unit_customer on installed_unit (customer_id);
create index installed_unit_list on installed_unit (serial_number, id);
create index installed_unit_model on installed_unit (model_id, serial_number);
grant select, insert, update on installed_unit to counterpart_app;

-- What a unit was said to be, version by version: facts that decide money are corrected, never lost (S008, S021).
-- Written by the database itself, so that no change goes unrecorded.
create table installed_unit_version (
  unit_id uuid not null constraint installed_unit_version_unit_fkey references installed_unit (id),
  version integer not null,
  model_id uuid not null,
  serial_number text not null,
  customer_id uuid not null,
  usage_class text not null,
  first_owner boolean not null,
  active boolean not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  -- A change without a new version would have no row of its own.
  constraint installed_unit_version_once primary key (unit_id, version)
);
create trigger installed_unit_version_append_only before update or delete or truncate on installed_unit_version
  for each statement execute function refuse_change();
grant select on installed_unit_version to counterpart_app;

create function keep_unit_version() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  insert into installed_unit_version (unit_id, version, model_id, serial_number, customer_id, usage_class, first_owner,
                                      active, actor_id)
    values (new.id, new.version, new.model_id, new.serial_number, new.customer_id, new.usage_class, new.first_owner,
            new.active, new.changed_by_id);
  return null;
end
$$;
create trigger installed_unit_keeps_versions after insert or update on installed_unit
  for each row execute function keep_unit_version();

-- The dates warranty can start from. Append-only: a correction is a later row, and the earlier value stays (S008).
create table installed_unit_date (
  id bigint generated always as identity primary key,
  unit_id uuid not null constraint installed_unit_date_unit_fkey references installed_unit (id),
  kind text not null constraint installed_unit_date_kind_known check (kind in (
    'MANUFACTURE', 'SHIPMENT', 'READY_FOR_SHIPMENT', 'STOCK_RECEIPT', 'ARRIVAL', 'INVOICE', 'DELIVERY', 'INSTALL_DONE',
    'COMMISSIONING', 'ACCEPTANCE', 'IN_SERVICE', 'FIRST_USE', 'PART_SALE', 'REPAIR_RETURN')),
  -- null = the date is taken back: it is not known after all.
  day date,
  -- Where it is known from: invoice number, certificate, hearsay.
  evidence text,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index installed_unit_date_unit on installed_unit_date (unit_id, kind, id desc);
create trigger installed_unit_date_append_only before update or delete or truncate on installed_unit_date
  for each statement execute function refuse_change();
grant select, insert on installed_unit_date to counterpart_app;

-- Meter readings: what the customer stated and what the engineer measured are both kept (S071).
create table installed_unit_reading (
  id bigint generated always as identity primary key,
  unit_id uuid not null constraint installed_unit_reading_unit_fkey references installed_unit (id),
  meter text not null constraint installed_unit_reading_meter_known check (meter ~ '^[a-z_]{1,32}$'),
  reading bigint not null constraint installed_unit_reading_not_negative check (reading >= 0),
  source text not null constraint installed_unit_reading_source_known check (source in ('stated', 'measured')),
  read_on date not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index installed_unit_reading_unit on installed_unit_reading (unit_id, meter, read_on desc, id desc);
create trigger installed_unit_reading_append_only before update or delete or truncate on installed_unit_reading
  for each statement execute function refuse_change();
grant select, insert on installed_unit_reading to counterpart_app;
