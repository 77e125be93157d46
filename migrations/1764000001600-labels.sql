-- Label printers and their queue, batches of labels, and what was printed.

create table printer (
  id uuid primary key,
  number text not null constraint printer_number_once unique,
  name text not null,
  -- Where it listens for raw ZPL.
  host text not null constraint printer_host_length check (length(host) between 1 and 253),
  port integer not null constraint printer_port_in_range check (port between 1 and 65535),
  dpi text not null constraint printer_dpi_known check (dpi in ('203', '300')),
  -- The labels that are in it, mm.
  size text not null constraint printer_size_known check (size in ('50x30', '60x40', '70x37', '100x50', '100x150')),
  -- Whose people print on it; null = those who are bound to no site.
  site_id uuid constraint printer_site_fkey references site (id),
  -- Whether it answers the status query ~HS, as Zebra printers do.
  answers_status boolean not null default true,
  active boolean not null default true,
  version integer not null default 1
);
grant select, insert, update on printer to counterpart_app;

-- Jobs wait here, so that a printer that is off, or a server that dies, loses none. A job is claimed by a lease: while it
-- is sent, next_attempt_at is when others may believe that the sender died.
create table print_job (
  id uuid primary key,
  -- The order in which a printer prints.
  position bigint generated always as identity,
  printer_id uuid not null constraint print_job_printer_fkey references printer (id),
  codes text[] not null constraint print_job_codes_count check (cardinality(codes) between 1 and 200),
  template text,
  copies integer not null constraint print_job_copies_in_range check (copies between 1 and 100),
  -- What is sent; kept until it was sent or cancelled.
  payload text,
  status text not null default 'queued' constraint print_job_status_known check (
    status in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- Why the last attempt did not succeed.
  reason text constraint print_job_reason_kind_known check (
    reason in ('unreachable', 'no-answer', 'not-ready', 'unconfirmed', 'address-refused', 'interrupted')),
  reason_detail text,
  requested_by_id uuid not null,
  recorded_at timestamptz not null default now(),
  sent_at timestamptz,
  constraint print_job_payload_whole check ((payload is null) = (status in ('sent', 'cancelled'))),
  constraint print_job_sent_when check ((status = 'sent') = (sent_at is not null))
);
create index print_job_open on print_job (printer_id, position) where status in ('queued', 'sending');
create index print_job_printer on print_job (printer_id, id desc);
create index print_job_requested_by on print_job (requested_by_id, id desc);
create index print_job_status on print_job (status, id desc);
create trigger print_job_never_deleted before delete or truncate on print_job
  for each statement execute function refuse_change();
grant select, insert, update (status, payload, attempts, next_attempt_at, reason, reason_detail, sent_at) on print_job
  to counterpart_app;

-- Up to 1,000 labels drawn into one file. What they say is kept from the request: whoever asked was allowed to read it then.
create table label_batch (
  id uuid primary key,
  format text not null constraint label_batch_format_kind_known check (format in ('pdf', 'zpl')),
  options jsonb not null,
  labels jsonb,
  total integer not null constraint label_batch_total_in_range check (total between 1 and 1000),
  done integer not null default 0,
  status text not null default 'queued' constraint label_batch_status_known check (
    status in ('queued', 'drawing', 'finished', 'failed')),
  -- While it is drawn: when others may believe that whoever draws it died.
  lease_until timestamptz not null default now(),
  attempts integer not null default 0,
  content bytea,
  requested_by_id uuid not null,
  recorded_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint label_batch_progress_whole check (done between 0 and total),
  constraint label_batch_labels_whole check ((labels is null) = (status in ('finished', 'failed'))),
  constraint label_batch_finished_when check ((status in ('finished', 'failed')) = (finished_at is not null))
);
create index label_batch_open on label_batch (id) where status in ('queued', 'drawing');
create index label_batch_requested_by on label_batch (requested_by_id, id desc);
create index label_batch_kept on label_batch (finished_at) where content is not null;
grant select, insert, update (status, labels, done, lease_until, attempts, content, finished_at) on label_batch
  to counterpart_app;

-- Every label that was printed, by whom and how: a reprint is a second row.
create table label_print (
  id bigint generated always as identity primary key,
  code text not null,
  -- null = that of its kind of record.
  template text,
  size text not null,
  copies integer not null constraint label_print_copies_whole check (copies > 0),
  -- Exactly one of the two: through a printer's queue, or as a file.
  print_job_id uuid constraint label_print_job_fkey references print_job (id),
  batch_id uuid constraint label_print_batch_fkey references label_batch (id),
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint label_print_way_whole check ((print_job_id is null) <> (batch_id is null))
);
create index label_print_code on label_print (code, id desc);
create index label_print_job on label_print (print_job_id) where print_job_id is not null;
create index label_print_batch on label_print (batch_id) where batch_id is not null;
create trigger label_print_append_only before update or delete or truncate on label_print
  for each statement execute function refuse_change();
grant select, insert on label_print to counterpart_app;
