-- The monthly report by product fault (S039): frozen when it is issued to the general manager.
create sequence fault_report_number;
grant usage on sequence fault_report_number to counterpart_app;

create table fault_report (
  id uuid primary key,
  code text not null constraint fault_report_code_once unique,
  number text not null constraint fault_report_number_once unique,
  month date not null constraint fault_report_month_begins check (extract(day from month) = 1),
  -- Canonical JSON of its lines, as they were when it was issued.
  content text not null,
  digest text not null,
  recipient_id uuid not null constraint fault_report_recipient_fkey references staff_member (id),
  issued_at timestamptz not null,
  issued_by_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint fault_report_once_a_month unique (month),
  constraint fault_report_digest_of_content check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint fault_report_month_is_over check (issued_at >= (month + interval '1 month') at time zone 'UTC' - interval '14 hours')
);
create trigger fault_report_append_only before update or delete or truncate on fault_report
  for each statement execute function refuse_change();
grant select, insert on fault_report to counterpart_app;
