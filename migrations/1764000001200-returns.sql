-- Unused returns 余料退库: what was issued and not fitted comes back to the shelf in its true state. Inspections decide what
-- becomes of what cannot go straight back.

create sequence unused_return_number;
create sequence inspection_number;
grant usage on sequence unused_return_number, inspection_number to counterpart_app;

create table unused_return (
  id uuid primary key,
  code text not null constraint unused_return_code_once unique,
  number text not null constraint unused_return_number_once unique,
  engineer_id uuid not null constraint unused_return_engineer_fkey references staff_member (id),
  site_id uuid not null constraint unused_return_site_fkey references site (id),
  work_order_id uuid constraint unused_return_work_order_fkey references work_order (id),
  document_date date not null,
  posting_date date not null,
  movement_id bigint not null constraint unused_return_movement_fkey references stock_movement (id),
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  -- What an engineer answers for is taken back by somebody else.
  constraint unused_return_taken_by_another check (actor_id <> engineer_id)
);
create index unused_return_engineer on unused_return (engineer_id, id desc);
create index unused_return_site on unused_return (site_id, id desc);
create index unused_return_work_order on unused_return (work_order_id, id desc) where work_order_id is not null;
create index unused_return_movement on unused_return (movement_id);
create trigger unused_return_append_only before update or delete or truncate on unused_return
  for each statement execute function refuse_change();
grant select, insert on unused_return to counterpart_app;

create table unused_return_line (
  unused_return_id uuid not null constraint unused_return_line_return_fkey references unused_return (id),
  line_number integer not null,
  part_id uuid not null constraint unused_return_line_part_fkey references part (id),
  -- Where it is put; pieces that must be inspected first go to quarantine instead.
  bin_id uuid constraint unused_return_line_bin_fkey references bin (id),
  quantity piece_count not null,
  unit_id uuid constraint unused_return_line_unit_fkey references serial_unit (id),
  -- S102: each piece comes back in its true state.
  outcome text not null constraint unused_return_line_outcome_known check (
    outcome in ('unused', 'not_carried', 'bad_on_arrival', 'wrong_part')),
  note text,
  primary key (unused_return_id, line_number),
  constraint unused_return_line_unit_is_one_piece check (unit_id is null or quantity = 1),
  constraint unused_return_line_bad_is_inspected check ((outcome = 'bad_on_arrival') = (bin_id is null))
);
create trigger unused_return_line_append_only before update or delete or truncate on unused_return_line
  for each statement execute function refuse_change();
grant select, insert on unused_return_line to counterpart_app;

create table inspection (
  id uuid primary key,
  code text not null constraint inspection_code_once unique,
  number text not null constraint inspection_number_once unique,
  site_id uuid not null constraint inspection_site_fkey references site (id),
  document_date date not null,
  posting_date date not null,
  movement_id bigint not null constraint inspection_movement_fkey references stock_movement (id),
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index inspection_site on inspection (site_id, id desc);
create index inspection_movement on inspection (movement_id);
create trigger inspection_append_only before update or delete or truncate on inspection
  for each statement execute function refuse_change();
grant select, insert on inspection to counterpart_app;

create table inspection_line (
  inspection_id uuid not null constraint inspection_line_inspection_fkey references inspection (id),
  line_number integer not null,
  part_id uuid not null constraint inspection_line_part_fkey references part (id),
  quantity piece_count not null,
  unit_id uuid constraint inspection_line_unit_fkey references serial_unit (id),
  outcome text not null constraint inspection_line_outcome_known check (
    outcome in ('to_shelf', 'scrap', 'back_to_supplier')),
  bin_id uuid constraint inspection_line_bin_fkey references bin (id),
  supplier_id uuid constraint inspection_line_supplier_fkey references supplier (id),
  note text,
  primary key (inspection_id, line_number),
  constraint inspection_line_unit_is_one_piece check (unit_id is null or quantity = 1),
  constraint inspection_line_goes_somewhere check (
    (outcome = 'to_shelf') = (bin_id is not null) and (outcome = 'back_to_supplier') = (supplier_id is not null))
);
create trigger inspection_line_append_only before update or delete or truncate on inspection_line
  for each statement execute function refuse_change();
grant select, insert on inspection_line to counterpart_app;

-- An old part was taken in that was not the one: it is owed again, and what was said at the desk stays here (R8). The
-- guard of old parts lets a receipt go only with a line here and the posting reversed.
create table old_part_receipt_reversal (
  reversal_id uuid primary key constraint old_part_receipt_reversal_reversal_fkey references reversal (id),
  old_part_id uuid not null constraint old_part_receipt_reversal_old_part_fkey references old_part (id),
  site_id uuid not null,
  received_on date not null,
  received_by_id uuid not null,
  received_serial_number text,
  serial_matches boolean,
  condition_note text,
  disposition text,
  disposition_note text,
  recorded_at timestamptz not null default now()
);
create index old_part_receipt_reversal_old_part on old_part_receipt_reversal (old_part_id, reversal_id);
create trigger old_part_receipt_reversal_append_only before update or delete or truncate on old_part_receipt_reversal
  for each statement execute function refuse_change();
grant select, insert on old_part_receipt_reversal to counterpart_app;
