-- Receipts, transfers between sites, and the levels of van stock.

-- One sequence per kind of document; gaps are allowed, so numbering never makes two postings wait for each other.
create sequence receipt_number;
create sequence transfer_number;
grant usage on sequence receipt_number, transfer_number to counterpart_app;

create table receipt (
  id uuid primary key,
  code text not null constraint receipt_code_once unique,
  number text not null constraint receipt_number_once unique,
  kind text not null constraint receipt_kind_known check (kind in (
    'supplier_delivery', 'on_site_purchase', 'trip_purchase', 'claim_replacement', 'opening')),
  supplier_id uuid constraint receipt_supplier_fkey references supplier (id),
  site_id uuid constraint receipt_site_fkey references site (id),
  -- On-site and trip purchases go straight into the buyer's custody (R17).
  engineer_id uuid constraint receipt_engineer_fkey references staff_member (id),
  delivery_note text,
  -- S020: material purchases name two persons.
  bought_by_id uuid constraint receipt_bought_by_fkey references staff_member (id),
  witnessed_by_id uuid constraint receipt_witnessed_by_fkey references staff_member (id),
  document_date date not null,
  posting_date date not null,
  movement_id bigint not null constraint receipt_movement_fkey references stock_movement (id),
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint receipt_two_persons check (bought_by_id <> witnessed_by_id),
  constraint receipt_goes_somewhere check ((site_id is null) <> (engineer_id is null))
);
create index receipt_site on receipt (site_id, id);
create index receipt_movement on receipt (movement_id);
create trigger receipt_append_only before update or delete or truncate on receipt
  for each statement execute function refuse_change();
grant select, insert on receipt to counterpart_app;

create table receipt_line (
  receipt_id uuid not null constraint receipt_line_receipt_fkey references receipt (id),
  line_number integer not null,
  part_id uuid not null constraint receipt_line_part_fkey references part (id),
  bin_id uuid constraint receipt_line_bin_fkey references bin (id),
  quantity piece_count not null,
  value minor_units not null constraint receipt_line_value_not_negative check (value >= 0),
  unit_id uuid constraint receipt_line_unit_fkey references serial_unit (id),
  -- S011: what the buyer found.
  quality_note text,
  primary key (receipt_id, line_number)
);
create trigger receipt_line_append_only before update or delete or truncate on receipt_line
  for each statement execute function refuse_change();
grant select, insert on receipt_line to counterpart_app;

create table transfer (
  id uuid primary key,
  code text not null constraint transfer_code_once unique,
  number text not null constraint transfer_number_once unique,
  from_site_id uuid not null constraint transfer_from_site_fkey references site (id),
  to_site_id uuid not null constraint transfer_to_site_fkey references site (id),
  status text not null default 'sent' constraint transfer_status_known check (status in ('sent', 'received')),
  document_date date not null,
  posting_date date not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  received_at timestamptz,
  received_by_id uuid,
  version integer not null default 1,
  constraint transfer_between_two_sites check (from_site_id <> to_site_id),
  constraint transfer_received_when check ((status = 'received') = (received_at is not null))
);
create index transfer_from_site on transfer (from_site_id, id);
create index transfer_to_site on transfer (to_site_id, id);
grant select, insert, update on transfer to counterpart_app;

create table transfer_line (
  transfer_id uuid not null constraint transfer_line_transfer_fkey references transfer (id),
  line_number integer not null,
  part_id uuid not null constraint transfer_line_part_fkey references part (id),
  from_bin_id uuid not null constraint transfer_line_from_bin_fkey references bin (id),
  quantity piece_count not null,
  unit_id uuid constraint transfer_line_unit_fkey references serial_unit (id),
  to_bin_id uuid constraint transfer_line_to_bin_fkey references bin (id),
  received_quantity integer,
  shortage_reason text,
  primary key (transfer_id, line_number),
  constraint transfer_line_received_within_sent check (received_quantity between 0 and quantity),
  constraint transfer_line_shortage_explained check (received_quantity = quantity or shortage_reason is not null)
);
grant select, insert, update (to_bin_id, received_quantity, shortage_reason) on transfer_line to counterpart_app;

-- How much of a part an engineer's van should hold.
create table van_stock_level (
  engineer_id uuid not null constraint van_stock_level_engineer_fkey references staff_member (id),
  part_id uuid not null constraint van_stock_level_part_fkey references part (id),
  minimum integer not null,
  maximum integer not null,
  primary key (engineer_id, part_id),
  constraint van_stock_level_min_below_max check (minimum >= 0 and maximum >= minimum and maximum > 0)
);
grant select, insert, update, delete on van_stock_level to counterpart_app;
