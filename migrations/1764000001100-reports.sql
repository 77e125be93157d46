-- Service reports 服务报告: what was done, with what, signed by the customer, approved by the supervisor.

create sequence service_report_number;
grant usage on sequence service_report_number to counterpart_app;

create table service_report (
  id uuid primary key,
  code text not null constraint service_report_code_once unique,
  number text not null,
  -- A correction is a new revision of the same number, signed again.
  revision integer not null default 1 constraint service_report_revision_positive check (revision > 0),
  correction_reason text,
  work_order_id uuid not null constraint service_report_work_order_fkey references work_order (id),
  -- The order's unit, site and engineer, repeated for their lists.
  unit_id uuid not null constraint service_report_unit_fkey references installed_unit (id),
  site_id uuid constraint service_report_site_fkey references site (id),
  engineer_id uuid not null constraint service_report_engineer_fkey references staff_member (id),
  status text not null default 'draft' constraint service_report_status_known check (status in (
    'draft', 'withdrawn', 'completed', 'accepted', 'signed', 'approved', 'rejected', 'superseded')),
  -- The day the work was done.
  document_date date not null,
  -- Completed on a later day than it happened (S017).
  late_entry boolean not null default false,
  -- null = unknown (S028).
  cause_code text,
  cause text,
  work_done text,
  test_result text,
  prevention text,
  customer_remarks text,
  -- As the draft has them; at completion they are told to the unit.
  readings jsonb not null default '[]',
  findings jsonb not null default '[]',
  -- Frozen at completion: canonical JSON (sorted keys, no blanks). What the customer signs is the digest of exactly this
  -- text (R6), and the database computes it too.
  content text,
  digest text,
  completed_at timestamptz,
  completed_by_id uuid,
  -- S105: the customer's own answer.
  repaired boolean,
  accepted_at timestamptz,
  decided_at timestamptz,
  decided_by_id uuid,
  decision_note text,
  posting_date date,
  fit_movement_id bigint constraint service_report_fit_movement_fkey references stock_movement (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint service_report_revision_once unique (number, revision),
  constraint service_report_correction_explained check ((revision = 1) = (correction_reason is null)),
  constraint service_report_completed_whole check (
    (status in ('draft', 'withdrawn')) = (completed_at is null)
    and (completed_at is null) = (digest is null) and (completed_at is null) = (content is null)
    and (completed_at is null) = (completed_by_id is null)),
  constraint service_report_digest_of_content check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  -- S014, S065, S104: cause, work, test result and prevention are told before anyone accepts.
  constraint service_report_told_before_completion check (completed_at is null or (
    cause is not null and work_done is not null and test_result is not null and prevention is not null)),
  constraint service_report_accepted_whole check ((accepted_at is null) = (repaired is null)),
  constraint service_report_accepted_when check (status not in ('accepted', 'signed', 'approved', 'rejected') or accepted_at is not null),
  -- R4: nobody approves what they completed.
  constraint service_report_decided_by_another check (decided_by_id <> completed_by_id and decided_by_id <> engineer_id),
  constraint service_report_decided_whole check (
    (decided_at is null) = (decided_by_id is null) and (status not in ('approved', 'rejected') or decided_at is not null)),
  constraint service_report_posted_when_approved check (
    (posting_date is null or decided_at is not null) and (status <> 'approved' or posting_date is not null))
);
create index service_report_work_order on service_report (work_order_id, id desc);
create index service_report_engineer on service_report (engineer_id, id desc);
create index service_report_unit on service_report (unit_id, id desc);
create index service_report_site on service_report (site_id, id desc);
create index service_report_status on service_report (status, id desc);
create index service_report_fit_movement on service_report (fit_movement_id) where fit_movement_id is not null;
-- Two drafts of one job would be two truths.
create unique index service_report_one_draft on service_report (work_order_id) where status = 'draft';
grant select, insert, update on service_report to counterpart_app;

-- The steps a report may take, readable as a table.
create table service_report_step (
  from_status text not null,
  to_status text not null,
  primary key (from_status, to_status)
);
insert into service_report_step (from_status, to_status) values
  ('draft', 'completed'), ('draft', 'withdrawn'), ('completed', 'accepted'), ('accepted', 'signed'),
  ('signed', 'approved'), ('signed', 'rejected'),
  ('completed', 'superseded'), ('accepted', 'superseded'), ('signed', 'superseded'), ('approved', 'superseded'),
  ('rejected', 'superseded');
grant select on service_report_step to counterpart_app;

-- One step after the other (S030), and what a step has settled stays (R6).
create function guard_service_report() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' then
      raise exception 'a report begins as a draft' using errcode = '23514', constraint = 'service_report_step_known';
    end if;
    return new;
  end if;
  if new.status <> old.status and not exists (
       select from service_report_step s where s.from_status = old.status and s.to_status = new.status) then
    raise exception 'a report does not go from % to %', old.status, new.status
      using errcode = '23514', constraint = 'service_report_step_known';
  end if;
  if (new.number, new.revision, new.work_order_id, new.unit_id, new.site_id, new.engineer_id, new.correction_reason)
       is distinct from
       (old.number, old.revision, old.work_order_id, old.unit_id, old.site_id, old.engineer_id, old.correction_reason)
     or (old.completed_at is not null
       and (new.content, new.digest, new.completed_at, new.completed_by_id, new.cause, new.cause_code, new.work_done,
            new.test_result, new.prevention, new.customer_remarks, new.readings, new.findings, new.document_date,
            new.late_entry)
         is distinct from
           (old.content, old.digest, old.completed_at, old.completed_by_id, old.cause, old.cause_code, old.work_done,
            old.test_result, old.prevention, old.customer_remarks, old.readings, old.findings, old.document_date,
            old.late_entry))
     or (old.accepted_at is not null
       and (new.accepted_at, new.repaired) is distinct from (old.accepted_at, old.repaired))
     or (old.decided_at is not null
       and (new.decided_at, new.decided_by_id, new.decision_note, new.posting_date, new.fit_movement_id)
         is distinct from
           (old.decided_at, old.decided_by_id, old.decision_note, old.posting_date, old.fit_movement_id)) then
    raise exception 'a completed report is not changed' using errcode = '23514', constraint = 'service_report_content_frozen';
  end if;
  if new.status = 'completed' and old.status = 'draft' and exists (
       select from replacement l where l.report_id = new.id and l.billing is null) then
    raise exception 'who pays is not settled' using errcode = '23514', constraint = 'service_report_billing_settled';
  end if;
  if new.status = 'signed' and old.status <> 'signed' and not exists (
       select from report_signature s where s.report_id = new.id and s.digest = new.digest) then
    raise exception 'nobody signed' using errcode = '23514', constraint = 'service_report_signed_by_customer';
  end if;
  if new.status = 'superseded' and old.fit_movement_id is not null and not exists (
       select from stock_movement m where m.reverses_id = old.fit_movement_id) then
    raise exception 'what it consumed is not taken back' using errcode = '23514', constraint = 'service_report_consumption_reversed';
  end if;
  return new;
end
$$;
create trigger service_report_guarded before insert or update on service_report
  for each row execute function guard_service_report();
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
  -- Starts the part's own warranty (S015).
  replaced_at timestamptz not null,
  -- R7: what came off, or why nothing did.
  old_part_id uuid constraint replacement_old_part_fkey references part (id),
  old_serial_number text,
  old_quantity integer constraint replacement_old_quantity_above_zero check (old_quantity > 0),
  no_old_part_reason text,
  -- Settled at completion: in how many days the old part is due back; null = it is not owed.
  old_part_days integer constraint replacement_old_part_days_positive check (old_part_days > 0),
  -- A supervisor's in a draft; everybody's from completion on.
  billing text constraint replacement_billing_known check (billing in ('WARRANTY', 'PAID', 'GOODWILL', 'CONTRACT')),
  determination_id uuid constraint replacement_determination_fkey references determination (id),
  constraint replacement_line_once unique (report_id, line_number),
  constraint replacement_unit_is_one_piece check (unit_id is null or quantity = 1),
  constraint replacement_old_part_or_reason check (
    (old_part_id is null) = (old_quantity is null) and (old_part_id is null) = (no_old_part_reason is not null)
    and (old_part_id is not null or (old_serial_number is null and old_part_days is null)))
);
create index replacement_part on replacement (part_id);
create index replacement_unit on replacement (unit_id) where unit_id is not null;
grant select, insert, update, delete on replacement to counterpart_app;

create function refuse_change_under_completion() returns trigger language plpgsql as $$
begin
  if exists (select from service_report r
              where (tg_op <> 'INSERT' and r.id = old.report_id or tg_op <> 'DELETE' and r.id = new.report_id)
                and r.completed_at is not null) then
    raise exception 'a completed report is not changed' using errcode = '23514', constraint = 'service_report_content_frozen';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger replacement_frozen before insert or update or delete on replacement
  for each row execute function refuse_change_under_completion();
create trigger replacement_never_emptied before truncate on replacement
  for each statement execute function refuse_change();

-- A line that is taken out of a draft leaves the supervisor's queue.
grant delete on current_determination to counterpart_app;

-- The customer's signature: over the digest of exactly the completed content, later than completion (R6).
create table report_signature (
  report_id uuid primary key constraint report_signature_report_fkey references service_report (id),
  signer_name text not null,
  relation text not null constraint report_signature_relation_known check (
    relation in ('owner', 'family', 'employee', 'tenant', 'agent')),
  image bytea not null constraint report_signature_image_small check (octet_length(image) <= 262144),
  image_digest text not null constraint report_signature_image_once unique,
  -- Of the picture itself: the same drawing saved as another file is still the same drawing.
  pixels_digest text not null constraint report_signature_pixels_once unique,
  digest text not null,
  consent_text text not null,
  device text,
  signed_at timestamptz not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint report_signature_digest_of_image check (image_digest = encode(sha256(image), 'hex'))
);
create trigger report_signature_append_only before update or delete or truncate on report_signature
  for each statement execute function refuse_change();
create function refuse_signature_out_of_order() returns trigger language plpgsql as $$
begin
  if not exists (select from service_report r where r.id = new.report_id and r.digest = new.digest
                    and r.status = 'accepted' and r.completed_at < new.signed_at and r.accepted_at <= new.signed_at) then
    raise exception 'signed before completion, or other content' using errcode = '23514', constraint = 'report_signature_over_completed_content';
  end if;
  return new;
end
$$;
create trigger report_signature_in_order before insert on report_signature
  for each row execute function refuse_signature_out_of_order();
grant select, insert on report_signature to counterpart_app;

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
create sequence old_part_number;
grant usage on sequence old_part_number to counterpart_app;

create table old_part (
  id uuid primary key,
  code text not null constraint old_part_code_once unique,
  number text not null constraint old_part_number_once unique,
  replacement_id uuid not null constraint old_part_replacement_fkey references replacement (id),
  -- What comes back in several trips is counted in portions; together they are what came off.
  portion integer not null default 1 constraint old_part_portion_positive check (portion > 0),
  part_id uuid not null constraint old_part_part_fkey references part (id),
  -- The unit that came off, when the part is serial-numbered.
  unit_id uuid constraint old_part_unit_fkey references serial_unit (id),
  serial_number text,
  quantity piece_count not null,
  engineer_id uuid not null constraint old_part_engineer_fkey references staff_member (id),
  -- The site that answers for the job; from receipt on where it lies.
  site_id uuid constraint old_part_site_fkey references site (id),
  owed_since date not null,
  due_on date not null constraint old_part_due_after_removal check (due_on > owed_since),
  status text not null default 'owed' constraint old_part_status_known check (status in ('owed', 'received', 'waived')),
  received_on date,
  received_by_id uuid,
  received_unit_id uuid constraint old_part_received_unit_fkey references serial_unit (id),
  received_serial_number text,
  serial_matches boolean,
  condition_note text,
  waived_on date,
  waiver_reason text,
  decided_by_id uuid,
  disposition text constraint old_part_disposition_known check (
    disposition in ('scrap', 'refurbish', 'hold_as_evidence', 'send_to_supplier')),
  disposition_note text,
  disposed_on date,
  disposed_by_id uuid,
  supplier_id uuid constraint old_part_supplier_fkey references supplier (id),
  refurbishment text constraint old_part_refurbishment_known check (refurbishment in ('restocked', 'scrapped')),
  refurbished_on date,
  refurbished_by_id uuid,
  restocked_value minor_units constraint old_part_restocked_value_not_negative check (restocked_value >= 0),
  bin_id uuid constraint old_part_bin_fkey references bin (id),
  version integer not null default 1,
  recorded_at timestamptz not null default now(),
  constraint old_part_portion_once unique (replacement_id, portion),
  -- It never vanishes: each end says how.
  constraint old_part_received_whole check (
    (status = 'received') = (received_on is not null) and (status = 'received') = (received_by_id is not null)
    and (status <> 'received' or site_id is not null)),
  -- S101, S103: what was reported is compared with what came.
  constraint old_part_serial_compared check (
    (serial_matches is not null) = (status = 'received' and serial_number is not null)),
  constraint old_part_waived_whole check (
    (status = 'waived') = (waiver_reason is not null) and (status = 'waived') = (decided_by_id is not null)
    and (status = 'waived') = (waived_on is not null)),
  -- R4: whose part it is neither waives nor receives it.
  constraint old_part_waived_by_another check (decided_by_id <> engineer_id),
  constraint old_part_received_by_another check (received_by_id <> engineer_id),
  constraint old_part_disposed_after_receipt check (disposition is null or status = 'received'),
  constraint old_part_disposed_whole check (
    (disposition is null) = (disposed_on is null) and (disposition is null) = (disposed_by_id is null)
    and (disposition is not distinct from 'send_to_supplier') = (supplier_id is not null)),
  constraint old_part_refurbished_whole check (
    (refurbishment is null) = (refurbished_on is null) and (refurbishment is null) = (refurbished_by_id is null)
    and (refurbishment is null or disposition = 'refurbish')
    and (refurbishment is not distinct from 'restocked') = (bin_id is not null)
    and (bin_id is null) = (restocked_value is null))
);
create index old_part_owed on old_part (engineer_id, due_on) where status = 'owed';
create index old_part_due on old_part (status, due_on, id);
create index old_part_engineer on old_part (engineer_id, due_on, id);
create index old_part_site on old_part (site_id, due_on, id);
create index old_part_part on old_part (part_id, due_on, id);
create index old_part_mismatched on old_part (due_on, id) where not serial_matches;
create index old_part_reported on old_part (part_id, serial_number) where status = 'owed';
create index old_part_undisposed on old_part (due_on, id) where status = 'received' and disposition is null;
create trigger old_part_never_deleted before delete or truncate on old_part
  for each statement execute function refuse_change();
grant select, insert, update on old_part to counterpart_app;

-- What is owed stays owed as it was, and an end stays an end (R8).
create function guard_old_part() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  -- A receipt was a mistake: its posting is reversed, and what was said at the desk is kept (old_part_receipt_reversal).
  v_taken_back boolean := false;
begin
  if tg_op = 'INSERT' then
    if new.status <> 'owed' then
      raise exception 'an old part begins as owed' using errcode = '23514', constraint = 'old_part_begins_owed';
    end if;
    return new;
  end if;
  if old.status = 'received' and new.status = 'owed' and new.quantity = old.quantity then
    v_taken_back := exists (
      select from old_part_receipt_reversal x
        join reversal v on v.id = x.reversal_id join stock_movement m on m.id = v.movement_id
       where x.old_part_id = old.id
         and m.reverses_id = (select max(b.id) from stock_movement b
                               where b.document_id = old.id and b.reason = 'old_part_back'));
  end if;
  if (new.code, new.number, new.part_id, new.unit_id, new.serial_number, new.engineer_id, new.owed_since, new.due_on)
       is distinct from
       (old.code, old.number, old.part_id, old.unit_id, old.serial_number, old.engineer_id, old.owed_since, old.due_on)
     or (old.status <> 'owed' and not v_taken_back
       and (new.status, new.quantity, new.site_id, new.received_on, new.received_by_id, new.received_unit_id,
            new.received_serial_number, new.serial_matches, new.condition_note, new.waived_on, new.waiver_reason,
            new.decided_by_id)
         is distinct from
           (old.status, old.quantity, old.site_id, old.received_on, old.received_by_id, old.received_unit_id,
            old.received_serial_number, old.serial_matches, old.condition_note, old.waived_on, old.waiver_reason,
            old.decided_by_id))
     -- Evidence is held until something else is decided; everything else is done.
     or (old.disposition <> 'hold_as_evidence'
       and (new.disposition, new.disposed_on, new.disposed_by_id, new.supplier_id, new.disposition_note)
         is distinct from
           (old.disposition, old.disposed_on, old.disposed_by_id, old.supplier_id, old.disposition_note))
     or (old.refurbishment is not null
       and (new.refurbishment, new.refurbished_on, new.restocked_value, new.bin_id)
         is distinct from (old.refurbishment, old.refurbished_on, old.restocked_value, old.bin_id)) then
    raise exception 'what is settled about an old part stays' using errcode = '23514', constraint = 'old_part_settled_stays';
  end if;
  return new;
end
$$;
create trigger old_part_guarded before insert or update on old_part
  for each row execute function guard_old_part();

-- All portions together are what came off, no more and no less.
create function refuse_lost_portion() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
    select from replacement l
     where l.id in (new.replacement_id, case when tg_op = 'UPDATE' then old.replacement_id end)
       and exists (select from old_part o where o.replacement_id = l.id)
       and (l.old_quantity is distinct from (select sum(o.quantity) from old_part o where o.replacement_id = l.id)
            or exists (select from old_part o where o.replacement_id = l.id and o.part_id <> l.old_part_id))) then
    raise exception 'old parts do not add up to what came off' using errcode = '23514', constraint = 'old_part_adds_up';
  end if;
  return null;
end
$$;
create constraint trigger old_part_adds_up after insert or update of quantity, replacement_id on old_part
  deferrable initially deferred for each row execute function refuse_lost_portion();

-- R5 in the ledger itself: pieces are fitted only for a signed and approved report, exactly as its lines say, and what
-- came off is owed (S081: report, signature, consent, old part). Deferred, so that approval, posting and old parts may be
-- written in any order within their transaction.
create function refuse_fit_without_report() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if not exists (select from service_report r join report_signature s on s.report_id = r.id and s.digest = r.digest
                  where r.id = new.document_id and r.status = 'approved') then
    raise exception 'no signed and approved report' using errcode = '23514', constraint = 'fit_needs_approved_report';
  end if;
  if exists (
    with moved as (
      select f.owner_id as engineer_id, k.kind, t.part_id, t.unit_id, sum(t.quantity) as quantity
        from stock_transfer t
        join stock_account f on f.id = t.from_account_id join stock_account k on k.id = t.to_account_id
       where t.movement_id = new.movement_id group by 1, 2, 3, 4),
    reported as (
      select r.engineer_id, 'fitted_' || lower(l.billing) as kind, l.part_id, l.unit_id, sum(l.quantity) as quantity
        from replacement l join service_report r on r.id = l.report_id
       where l.report_id = new.document_id group by 1, 2, 3, 4)
    (select * from moved except select * from reported) union all (select * from reported except select * from moved)) then
    raise exception 'other pieces than the report says' using errcode = '23514', constraint = 'fit_follows_report_lines';
  end if;
  if exists (select from replacement l where l.report_id = new.document_id and l.old_part_days is not null
                and not exists (select from old_part o where o.replacement_id = l.id)) then
    raise exception 'an old part is not owed' using errcode = '23514', constraint = 'fit_owes_old_part';
  end if;
  return null;
end
$$;
create constraint trigger fit_needs_approved_report after insert on movement_to_justify deferrable initially deferred
  for each row when (new.reason = 'fit') execute function refuse_fit_without_report();

-- And the other way round: an approved report has consumed what it says. Who takes the consumption back supersedes it.
create function refuse_reversal_under_report() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from stock_movement m join service_report r on r.fit_movement_id = m.id
              where m.id = new.reverses_id and r.status = 'approved') then
    raise exception 'an approved report has consumed its parts' using errcode = '23514', constraint = 'reversed_fit_supersedes_report';
  end if;
  return null;
end
$$;
create constraint trigger reversed_fit_supersedes_report after insert on movement_to_justify deferrable initially deferred
  for each row when (new.reason = 'reverse') execute function refuse_reversal_under_report();
