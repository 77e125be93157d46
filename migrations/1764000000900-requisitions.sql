-- Requisitions 领料单: asked by the engineer, approved by a supervisor, reserved in the bin.

create sequence requisition_number;
grant usage on sequence requisition_number to counterpart_app;

create table requisition (
  id uuid primary key,
  code text not null constraint requisition_code_once unique,
  number text not null constraint requisition_number_once unique,
  -- null = replenishment of the engineer's own van stock.
  work_order_id uuid constraint requisition_work_order_fkey references work_order (id),
  engineer_id uuid not null constraint requisition_engineer_fkey references staff_member (id),
  -- Where the parts are asked from.
  site_id uuid not null constraint requisition_site_fkey references site (id),
  need_by date not null,
  opinion text,
  status text not null default 'requested' constraint requisition_status_known check (
    status in ('requested', 'approved', 'rejected', 'cancelled', 'closed')),
  document_date date not null,
  -- Reservations that are not issued by this day are released.
  expires_on date,
  requested_by_id uuid not null,
  decided_by_id uuid,
  decided_at timestamptz,
  decision_note text,
  -- R9: why it was approved though the engineer owes more overdue old parts than the limit.
  overdue_override text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint requisition_decided_when check ((decided_by_id is null) = (decided_at is null)),
  constraint requisition_approved_by_someone check (status in ('requested', 'cancelled') or decided_by_id is not null),
  constraint requisition_override_of_approval check (overdue_override is null or decided_by_id is not null),
  -- R4: nobody approves what they requested, nor what is for themselves.
  constraint requisition_decided_by_another check (decided_by_id <> requested_by_id and decided_by_id <> engineer_id)
);
create index requisition_engineer on requisition (engineer_id, id desc);
create index requisition_site on requisition (site_id, id desc);
create index requisition_work_order on requisition (work_order_id);
create index requisition_expiry on requisition (expires_on) where status = 'approved';
grant select, insert, update on requisition to counterpart_app;

create table requisition_line (
  id uuid primary key,
  requisition_id uuid not null constraint requisition_line_requisition_fkey references requisition (id),
  line_number integer not null,
  -- What was asked for, and what is supplied for it (its successor, or an agreed substitute).
  part_id uuid not null constraint requisition_line_part_fkey references part (id),
  supply_part_id uuid not null constraint requisition_line_supply_part_fkey references part (id),
  substitution_reason text,
  quantity piece_count not null,
  approved_quantity integer not null default 0,
  issued_quantity integer not null default 0,
  released_quantity integer not null default 0,
  -- Still to be issued. A column of its own, so that an issue which leaves it as it is touches no index. Set by
  -- issue_parts and by the trigger below.
  outstanding boolean not null default false,
  constraint requisition_line_once unique (requisition_id, line_number),
  -- R3: nothing is issued that is not approved, nor more.
  constraint requisition_line_issued_within_approved check (
    issued_quantity >= 0 and released_quantity >= 0 and issued_quantity + released_quantity <= approved_quantity)
) with (fillfactor = 80);
-- A trigger of the columns that approval writes, so that it costs no issue.
create function requisition_line_approval() returns trigger language plpgsql as $$
begin
  if new.approved_quantity not between 0 and new.quantity then
    raise exception 'more approved than asked'
      using errcode = '23514', constraint = 'requisition_line_approved_within_asked';
  end if;
  new.outstanding := new.issued_quantity + new.released_quantity < new.approved_quantity;
  return new;
end
$$;
create trigger requisition_line_approval
  before insert or update of quantity, approved_quantity, released_quantity on requisition_line
  for each row execute function requisition_line_approval();
create index requisition_line_outstanding on requisition_line (supply_part_id) where outstanding;
grant select, insert on requisition_line to counterpart_app;
grant update (supply_part_id, substitution_reason, approved_quantity, released_quantity) on requisition_line to counterpart_app;

create domain reserved_quantity as integer
  constraint reservation_not_negative check (value >= 0);

-- Which bin holds the pieces promised to a line. The sum per bin and part equals the balance of `reserved` there.
create table reservation (
  line_id uuid not null constraint reservation_line_fkey references requisition_line (id),
  bin_id uuid not null constraint reservation_bin_fkey references bin (id),
  part_id uuid not null constraint reservation_part_fkey references part (id),
  quantity reserved_quantity not null,
  primary key (line_id, bin_id, part_id)
) with (fillfactor = 80);
create index reservation_bin on reservation (bin_id, part_id);
grant select, insert, update, delete on reservation to counterpart_app;
