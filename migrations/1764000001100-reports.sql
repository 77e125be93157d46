-- Service reports 服务报告: what was done, with what, signed by the customer, approved by the supervisor.

create sequence service_report_number;
grant usage on sequence service_report_number to counterpart_app;

create table service_report (
  id uuid primary key,
  code text not null constraint service_report_code_once unique,
  number text not null,
  -- A correction is a new revision of the same number, signed again.
  revision integer not null default 1 constraint service_report_revision_positive check (revision > 0),
  work_order_id uuid not null constraint service_report_work_order_fkey references work_order (id),
  engineer_id uuid not null constraint service_report_engineer_fkey references staff_member (id),
  status text not null default 'draft' constraint service_report_status_known check (
    status in ('draft', 'completed', 'accepted', 'signed', 'approved', 'rejected', 'superseded')),
  document_date date not null,
  -- Recorded on a later day than it happened (S017).
  late_entry boolean not null default false,
  cause_code text not null,
  cause text not null,
  work_done text not null,
  test_result text,
  prevention text,
  customer_remarks text,
  -- Frozen at completion: what the customer signs is the digest of exactly this text (R6).
  content jsonb,
  digest text constraint service_report_digest_sha256 check (digest ~ '^[0-9a-f]{64}$'),
  completed_at timestamptz,
  completed_by_id uuid,
  repaired boolean,
  accepted_at timestamptz,
  decided_at timestamptz,
  decided_by_id uuid,
  decision_note text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint service_report_revision_once unique (number, revision),
  constraint service_report_completed_whole check (
    (status = 'draft') = (completed_at is null)
    and (completed_at is null) = (digest is null) and (completed_at is null) = (content is null)
    and (completed_at is null) = (completed_by_id is null)),
  -- S104: the test result is told before anyone accepts.
  constraint service_report_tested_before_completion check (completed_at is null or test_result is not null),
  constraint service_report_accepted_whole check ((accepted_at is null) = (repaired is null)),
  -- R4: nobody approves what they completed.
  constraint service_report_decided_by_another check (decided_by_id <> completed_by_id and decided_by_id <> engineer_id),
  constraint service_report_decided_when check ((decided_at is null) = (decided_by_id is null))
);
create index service_report_work_order on service_report (work_order_id, id desc);
create index service_report_engineer on service_report (engineer_id, id desc);
grant select, insert, update on service_report to counterpart_app;

-- Content under a completed report never changes (R6).
create function refuse_change_of_completed_report() returns trigger language plpgsql as $$
begin
  if old.completed_at is not null
     and (new.content, new.digest, new.completed_at, new.completed_by_id, new.cause, new.cause_code, new.work_done,
          new.test_result, new.prevention, new.work_order_id, new.engineer_id, new.number, new.revision, new.document_date)
         is distinct from
         (old.content, old.digest, old.completed_at, old.completed_by_id, old.cause, old.cause_code, old.work_done,
          old.test_result, old.prevention, old.work_order_id, old.engineer_id, old.number, old.revision, old.document_date) then
    raise exception 'a completed report is not changed' using errcode = '23514', constraint = 'service_report_content_frozen';
  end if;
  return new;
end
$$;
create trigger service_report_content_frozen before update on service_report
  for each row execute function refuse_change_of_completed_report();
create trigger service_report_never_deleted before delete or truncate on service_report
  for each statement execute function refuse_change();

create table replacement (
  id uuid primary key,
  report_id uuid not null constraint replacement_report_fkey references service_report (id),
  line_number integer not null,
  reason text not null,
  part_id uuid not null constraint replacement_part_fkey references part (id),
  quantity piece_count not null,
  unit_id uuid constraint replacement_unit_fkey references serial_unit (id),
  replaced_at timestamptz not null,
  -- R7: what came off, or why nothing did.
  old_part_id uuid constraint replacement_old_part_fkey references part (id),
  old_serial_number text,
  old_quantity integer constraint replacement_old_quantity_above_zero check (old_quantity > 0),
  no_old_part_reason text,
  billing text not null constraint replacement_billing_known check (billing in ('WARRANTY', 'PAID', 'GOODWILL', 'CONTRACT')),
  determination_id uuid constraint replacement_determination_fkey references determination (id),
  constraint replacement_line_once unique (report_id, line_number),
  constraint replacement_old_part_or_reason check (
    (old_part_id is null) = (old_quantity is null) and (old_part_id is null) = (no_old_part_reason is not null))
);
create index replacement_part on replacement (part_id);
grant select, insert, update, delete on replacement to counterpart_app;

create function refuse_change_under_completion() returns trigger language plpgsql as $$
declare
  v_report_id uuid := case when tg_op = 'INSERT' then new.report_id else old.report_id end;
begin
  if exists (select from service_report r where r.id = v_report_id and r.completed_at is not null) then
    raise exception 'a completed report is not changed' using errcode = '23514', constraint = 'service_report_content_frozen';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger replacement_frozen before insert or update or delete on replacement
  for each row execute function refuse_change_under_completion();

-- The customer's signature: over the digest of exactly the completed content, later than completion (R6).
create table report_signature (
  report_id uuid primary key constraint report_signature_report_fkey references service_report (id),
  signer_name text not null,
  relation text not null constraint report_signature_relation_known check (
    relation in ('owner', 'family', 'employee', 'tenant', 'agent')),
  image bytea not null,
  image_digest text not null constraint report_signature_image_once unique,
  digest text not null,
  consent_text text not null,
  device text,
  signed_at timestamptz not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create trigger report_signature_append_only before update or delete or truncate on report_signature
  for each statement execute function refuse_change();
create function refuse_signature_out_of_order() returns trigger language plpgsql as $$
begin
  if not exists (select from service_report r where r.id = new.report_id and r.digest = new.digest
                    and r.accepted_at is not null and r.completed_at < new.signed_at) then
    raise exception 'signed before completion, or other content' using errcode = '23514', constraint = 'report_signature_over_completed_content';
  end if;
  return new;
end
$$;
create trigger report_signature_in_order before insert on report_signature
  for each row execute function refuse_signature_out_of_order();
grant select, insert on report_signature to counterpart_app;

-- R5 in the ledger itself: pieces are fitted only for a signed and approved report. Deferred, so that approval and
-- posting may be written in either order within their transaction.
create function refuse_fit_without_report() returns trigger language plpgsql as $$
begin
  if not exists (select from service_report r join report_signature s on s.report_id = r.id and s.digest = r.digest
                  where r.id = new.document_id and r.status = 'approved') then
    raise exception 'no signed and approved report' using errcode = '23514', constraint = 'fit_needs_approved_report';
  end if;
  return null;
end
$$;
create constraint trigger fit_needs_approved_report after insert on stock_movement deferrable initially deferred
  for each row when (new.reason = 'fit') execute function refuse_fit_without_report();

-- Defects seen beside the order, kept on the unit (S022), and operating conditions (S023).
create table unit_finding (
  id uuid primary key,
  unit_id uuid not null constraint unit_finding_unit_fkey references installed_unit (id),
  report_id uuid constraint unit_finding_report_fkey references service_report (id),
  kind text not null constraint unit_finding_kind_known check (kind in ('other_defect', 'operating_condition')),
  finding text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index unit_finding_unit on unit_finding (unit_id, id desc);
create trigger unit_finding_append_only before update or delete or truncate on unit_finding
  for each statement execute function refuse_change();
grant select, insert on unit_finding to counterpart_app;

-- Old parts 旧件: owed from the approval on, until received or waived (R8).
create table old_part (
  id uuid primary key,
  code text not null constraint old_part_code_once unique,
  replacement_id uuid not null
    constraint old_part_replacement_fkey references replacement (id)
    constraint old_part_replacement_once unique,
  part_id uuid not null constraint old_part_part_fkey references part (id),
  serial_number text,
  quantity piece_count not null,
  engineer_id uuid not null constraint old_part_engineer_fkey references staff_member (id),
  due_on date not null,
  status text not null default 'owed' constraint old_part_status_known check (status in ('owed', 'received', 'waived')),
  received_on date,
  received_serial_number text,
  serial_matches boolean,
  site_id uuid constraint old_part_site_fkey references site (id),
  condition_note text,
  waiver_reason text,
  decided_by_id uuid,
  disposition text constraint old_part_disposition_known check (
    disposition in ('scrap', 'refurbish', 'hold_as_evidence', 'send_to_supplier')),
  version integer not null default 1,
  recorded_at timestamptz not null default now(),
  -- It never vanishes: each end says how.
  constraint old_part_received_whole check ((status = 'received') = (received_on is not null)),
  constraint old_part_waived_whole check ((status = 'waived') = (waiver_reason is not null and decided_by_id is not null)),
  -- R4: whose part it is does not waive it.
  constraint old_part_waived_by_another check (decided_by_id <> engineer_id)
);
create index old_part_owed on old_part (engineer_id, due_on) where status = 'owed';
create index old_part_list on old_part (engineer_id, id);
create trigger old_part_never_deleted before delete or truncate on old_part
  for each statement execute function refuse_change();
grant select, insert, update on old_part to counterpart_app;
