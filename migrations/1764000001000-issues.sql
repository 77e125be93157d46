-- Issues 发料: approved, reserved parts go into the engineer's custody.

create sequence issue_number;

create table issue (
  id uuid primary key,
  code text not null constraint issue_code_once unique,
  number text not null constraint issue_number_once unique,
  requisition_id uuid not null constraint issue_requisition_fkey references requisition (id),
  -- To whom and from where: the requisition's, repeated for the lists of one engineer or site.
  engineer_id uuid not null,
  site_id uuid not null,
  document_date date not null,
  posting_date date not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by_id uuid,
  -- Only the person who answers for the parts can say that they were handed over.
  constraint issue_acknowledged_by_receiver check (acknowledged_by_id = engineer_id),
  constraint issue_acknowledged_when check ((acknowledged_at is null) = (acknowledged_by_id is null))
) with (fillfactor = 80);
create index issue_requisition on issue (requisition_id);
create index issue_engineer on issue (engineer_id, id desc);
create index issue_site on issue (site_id, id desc);

create table issue_line (
  issue_id uuid not null constraint issue_line_issue_fkey references issue (id),
  line_number integer not null,
  requisition_line_id uuid not null,
  part_id uuid not null,
  bin_id uuid not null,
  quantity integer not null constraint issue_line_quantity_above_zero check (quantity > 0),
  unit_id uuid,
  primary key (issue_id, line_number)
);
create index issue_line_requisition_line on issue_line (requisition_line_id);
create trigger issue_line_append_only before update or delete or truncate on issue_line
  for each statement execute function refuse_change();

-- What was asked to be issued: pieces of one requisition line, from one bin.
create type issue_ask as (line_id uuid, bin_id uuid, quantity integer, unit_id uuid);
