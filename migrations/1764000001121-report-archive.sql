-- Approved service reports are archived by a supervisor (S039, S078): where the signed form lies from then on.
create table report_archive (
  report_id uuid primary key constraint report_archive_report_fkey references service_report (id),
  -- File, box or folder.
  place text not null,
  archived_at timestamptz not null,
  archived_by_id uuid not null,
  recorded_at timestamptz not null default now()
);
create trigger report_archive_append_only before update or delete or truncate on report_archive
  for each statement execute function refuse_change();
grant select, insert on report_archive to counterpart_app;

create function refuse_archiving_before_approval() returns trigger language plpgsql as $$
begin
  if not exists (select from service_report r where r.id = new.report_id and r.status = 'approved') then
    raise exception 'not approved' using errcode = '23514', constraint = 'report_archive_after_approval';
  end if;
  return new;
end
$$;
create trigger report_archive_after_approval before insert on report_archive
  for each row execute function refuse_archiving_before_approval();

-- What was approved for a month, for the report by product fault.
create index service_report_approved_for on service_report (posting_date) where status = 'approved';
