-- Receipts, transfers between sites, write-offs, and the levels of van stock.

-- One sequence per kind of document; gaps are allowed, so numbering never makes two postings wait for each other.
create sequence receipt_number;
create sequence transfer_number;
create sequence write_off_number;
grant usage on sequence receipt_number, transfer_number, write_off_number to counterpart_app;

create table receipt (
  id uuid primary key,
  code text not null constraint receipt_code_once unique,
  number text not null constraint receipt_number_once unique,
  kind text not null constraint receipt_kind_known check (kind in (
    'supplier_delivery', 'on_site_purchase', 'trip_purchase', 'claim_replacement', 'opening')),
  supplier_id uuid constraint receipt_supplier_fkey references supplier (id),
  -- Where a purchase was made, when that is no supplier of ours.
  seller text,
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
  constraint receipt_purchase_names_two_persons check (
    kind not in ('on_site_purchase', 'trip_purchase') or (bought_by_id is not null and witnessed_by_id is not null)),
  constraint receipt_comes_from_someone check (supplier_id is not null or seller is not null or kind = 'opening'),
  constraint receipt_goes_somewhere check ((site_id is null) <> (engineer_id is null))
);
create index receipt_site on receipt (site_id, id);
create index receipt_engineer on receipt (engineer_id, id) where engineer_id is not null;
create index receipt_supplier on receipt (supplier_id, id) where supplier_id is not null;
create index receipt_bought_by on receipt (bought_by_id, id) where bought_by_id is not null;
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
  -- What the line cost in all.
  value minor_units not null constraint receipt_line_value_not_negative check (value >= 0),
  -- S011: what the buyer found.
  quality_note text,
  primary key (receipt_id, line_number)
);
create trigger receipt_line_append_only before update or delete or truncate on receipt_line
  for each statement execute function refuse_change();
grant select, insert on receipt_line to counterpart_app;
create index receipt_line_part on receipt_line (part_id, receipt_id);

-- The units of a line of serial-numbered parts, and what each of them cost.
create table receipt_unit (
  receipt_id uuid not null,
  line_number integer not null,
  unit_id uuid not null constraint receipt_unit_unit_fkey references serial_unit (id),
  value minor_units not null constraint receipt_unit_value_not_negative check (value >= 0),
  primary key (receipt_id, line_number, unit_id),
  constraint receipt_unit_line_fkey foreign key (receipt_id, line_number) references receipt_line (receipt_id, line_number)
);
create index receipt_unit_unit on receipt_unit (unit_id);
create trigger receipt_unit_append_only before update or delete or truncate on receipt_unit
  for each statement execute function refuse_change();
grant select, insert on receipt_unit to counterpart_app;

create table transfer (
  id uuid primary key,
  code text not null constraint transfer_code_once unique,
  number text not null constraint transfer_number_once unique,
  from_site_id uuid not null constraint transfer_from_site_fkey references site (id),
  to_site_id uuid not null constraint transfer_to_site_fkey references site (id),
  -- short = it arrived, but not all of it: the rest is in transit until it is found or given up. closed = all accounted for.
  status text not null default 'sent' constraint transfer_status_known check (status in ('sent', 'short', 'closed')),
  note text,
  document_date date not null,
  posting_date date not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  received_at timestamptz,
  received_by_id uuid,
  loss_decided_by_id uuid,
  loss_reason text,
  version integer not null default 1,
  constraint transfer_between_two_sites check (from_site_id <> to_site_id),
  -- Arrived, or given up without ever arriving.
  constraint transfer_ended_by_someone check (
    (received_at is null) = (received_by_id is null)
    and (status = 'sent') = (received_at is null and loss_decided_by_id is null)),
  -- R4: who sent or received it does not decide that the rest is lost.
  constraint transfer_loss_decided_by_another check (
    loss_decided_by_id <> actor_id and (received_by_id is null or loss_decided_by_id <> received_by_id)),
  constraint transfer_loss_explained check ((loss_decided_by_id is null) = (loss_reason is null))
);
create index transfer_from_site on transfer (from_site_id, id);
create index transfer_to_site on transfer (to_site_id, id);
create index transfer_under_way on transfer (to_site_id, id) where status in ('sent', 'short');
create trigger transfer_never_deleted before delete or truncate on transfer
  for each statement execute function refuse_change();
grant select, insert, update (status, received_at, received_by_id, loss_decided_by_id, loss_reason, version) on transfer
  to counterpart_app;

create table transfer_line (
  transfer_id uuid not null constraint transfer_line_transfer_fkey references transfer (id),
  line_number integer not null,
  part_id uuid not null constraint transfer_line_part_fkey references part (id),
  from_bin_id uuid not null constraint transfer_line_from_bin_fkey references bin (id),
  quantity piece_count not null,
  unit_id uuid constraint transfer_line_unit_fkey references serial_unit (id),
  to_bin_id uuid constraint transfer_line_to_bin_fkey references bin (id),
  received_quantity integer not null default 0,
  lost_quantity integer not null default 0,
  shortage_reason text,
  primary key (transfer_id, line_number),
  constraint transfer_line_unit_is_one_piece check (unit_id is null or quantity = 1),
  -- What is neither received nor lost is still in transit.
  constraint transfer_line_within_sent check (
    received_quantity >= 0 and lost_quantity >= 0 and received_quantity + lost_quantity <= quantity)
);
create trigger transfer_line_never_deleted before delete or truncate on transfer_line
  for each statement execute function refuse_change();
grant select, insert, update (to_bin_id, received_quantity, lost_quantity, shortage_reason) on transfer_line
  to counterpart_app;

-- Write-offs 销账 of pieces that are lost, broken or worn out: asked by one person, posted when another approves (R4).
create table write_off (
  id uuid primary key,
  code text not null constraint write_off_code_once unique,
  number text not null constraint write_off_number_once unique,
  -- From the shelves of a site, or from an engineer's custody.
  site_id uuid constraint write_off_site_fkey references site (id),
  engineer_id uuid constraint write_off_engineer_fkey references staff_member (id),
  reason text not null,
  status text not null default 'requested'
    constraint write_off_status_known check (status in ('requested', 'approved', 'rejected')),
  document_date date not null,
  posting_date date,
  movement_id bigint constraint write_off_movement_fkey references stock_movement (id),
  requested_by_id uuid not null,
  decided_by_id uuid,
  decided_at timestamptz,
  decision_note text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint write_off_from_somewhere check ((site_id is null) <> (engineer_id is null)),
  constraint write_off_decided_when check (
    (status = 'requested') = (decided_by_id is null) and (decided_by_id is null) = (decided_at is null)),
  constraint write_off_posted_when_approved check ((status = 'approved') = (movement_id is not null)),
  constraint write_off_decided_by_another check (decided_by_id <> requested_by_id and decided_by_id <> engineer_id)
);
create index write_off_site on write_off (site_id, id) where site_id is not null;
create index write_off_engineer on write_off (engineer_id, id) where engineer_id is not null;
create index write_off_status on write_off (status, id);
create index write_off_movement on write_off (movement_id);
create trigger write_off_never_deleted before delete or truncate on write_off
  for each statement execute function refuse_change();
grant select, insert, update (status, posting_date, movement_id, decided_by_id, decided_at, decision_note, version)
  on write_off to counterpart_app;

create table write_off_line (
  write_off_id uuid not null constraint write_off_line_write_off_fkey references write_off (id),
  line_number integer not null,
  part_id uuid not null constraint write_off_line_part_fkey references part (id),
  bin_id uuid constraint write_off_line_bin_fkey references bin (id),
  quantity piece_count not null,
  unit_id uuid constraint write_off_line_unit_fkey references serial_unit (id),
  primary key (write_off_id, line_number),
  constraint write_off_line_unit_is_one_piece check (unit_id is null or quantity = 1)
);
create trigger write_off_line_append_only before update or delete or truncate on write_off_line
  for each statement execute function refuse_change();
grant select, insert on write_off_line to counterpart_app;

-- How much of each part an engineer's van should hold. The plan is edited as a whole: one version for all its levels.
create table van_stock (
  engineer_id uuid primary key constraint van_stock_engineer_fkey references staff_member (id),
  version integer not null default 1
);
grant select, insert, update on van_stock to counterpart_app;

create table van_stock_level (
  engineer_id uuid not null constraint van_stock_level_engineer_fkey references van_stock (engineer_id),
  part_id uuid not null constraint van_stock_level_part_fkey references part (id),
  minimum integer not null,
  maximum integer not null,
  primary key (engineer_id, part_id),
  constraint van_stock_level_min_below_max check (minimum >= 0 and maximum >= minimum and maximum > 0)
);
grant select, insert, update, delete on van_stock_level to counterpart_app;

-- A bin out of use is offered to nobody, and what lay in it would be forgotten there.
create function refuse_closing_bin_with_stock() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if exists (select from stock_account a join stock_balance b on b.account_id = a.id
              where a.bin_id = old.id and b.quantity > 0) then
    raise exception 'there is stock in the bin' using errcode = '23514', constraint = 'bin_closed_only_when_empty';
  end if;
  return new;
end
$$;
create trigger bin_closed_only_when_empty before update of active on bin
  for each row when (old.active and not new.active) execute function refuse_closing_bin_with_stock();
