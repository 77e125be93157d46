-- What cause and consent ask of service reports.

-- S073: while the customer disputes the cause a report takes no further step.
create trigger service_report_waits_for_dispute before update of status on service_report
  for each row when (new.status <> old.status and new.status in ('completed', 'accepted', 'signed', 'approved'))
  execute function refuse_while_disputed();

-- S100: whether the work was risky, as the report tells; then the customer consented before it.
alter table service_report add column risky_work boolean not null default false;

create function refuse_work_without_consent() returns trigger language plpgsql as $$
declare
  awaited text[];
begin
  if old.completed_at is not null then
    raise exception 'a completed report is not changed' using errcode = '23514', constraint = 'service_report_content_frozen';
  end if;
  select array_agg(c.number order by c.number) into awaited from risk_consent c
   where c.work_order_id = new.work_order_id and c.status = 'made';
  if awaited is not null then
    raise exception 'a consent is awaited' using errcode = '23514', constraint = 'risky_work_awaits_consent',
      detail = json_build_object('consents', awaited)::text;
  end if;
  if new.risky_work and not exists (
       select from risk_consent c
        where c.work_order_id = new.work_order_id and c.status = 'signed' and c.ended_at <= coalesce(
          (select min(l.replaced_at) from replacement l where l.report_id = new.id), new.completed_at)) then
    raise exception 'nobody consented before' using errcode = '23514', constraint = 'risky_work_needs_consent';
  end if;
  return new;
end
$$;
create trigger risky_work_needs_consent before update of status on service_report
  for each row when (old.status = 'draft' and new.status = 'completed') execute function refuse_work_without_consent();
create trigger risky_work_frozen before update of risky_work on service_report
  for each row when (old.completed_at is not null and new.risky_work <> old.risky_work)
  execute function refuse_work_without_consent();

-- One drawing signs one document, whatever kind it is: the same picture again is not another signature (R6).
create table signature_drawing (
  pixels_digest text constraint signature_drawn_once primary key
);
create function keep_signature_drawing() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  insert into signature_drawing values (new.pixels_digest);
  return null;
end
$$;
create trigger report_signature_drawn_once after insert on report_signature
  for each row execute function keep_signature_drawing();
create trigger customer_signature_drawn_once after insert on customer_signature
  for each row execute function keep_signature_drawing();
create trigger site_document_signature_drawn_once after insert on site_document_signature
  for each row execute function keep_signature_drawing();

-- S040, S041: what a cause is: whether it is one of quality, and who answers for it unless somebody finds otherwise. Codes
-- that are not listed may be used as well; nobody has said of them yet what they are.
create table cause_class (
  cause_code text primary key,
  name_zh text not null,
  name_en text not null,
  quality boolean not null,
  responsible_party text not null constraint cause_class_party_known check (responsible_party in (
    'ours', 'maker', 'supplier', 'customer', 'carrier', 'third_party', 'unknown'))
);
insert into cause_class values
  ('MANUFACTURING_DEFECT', '制造缺陷', 'Manufacturing defect', true, 'ours'),
  ('MATERIAL_DEFECT', '材料缺陷', 'Material defect', true, 'ours'),
  ('ASSEMBLY_DEFECT', '装配缺陷', 'Assembly defect', true, 'ours'),
  ('DESIGN_DEFECT', '设计缺陷', 'Design defect', true, 'ours'),
  ('INSTALLATION_DAMAGE_BY_SELLER', '销售方安装损坏', 'Damaged by the seller at installation', true, 'ours'),
  ('WEAR', '正常磨损', 'Normal wear', false, 'customer'),
  ('MISUSE', '使用不当', 'Misuse', false, 'customer'),
  ('HUMAN_DAMAGE', '人为损坏', 'Damaged by a person', false, 'customer'),
  ('IMPROPER_MAINTENANCE', '保养不当', 'Improper maintenance', false, 'customer'),
  ('WRONG_HANDLING_AFTER_FAULT', '故障后处置不当', 'Wrong handling after the fault', false, 'customer'),
  ('MODIFICATION', '擅自改装', 'Modified', false, 'customer'),
  ('UNAUTHORISED_DISMANTLING', '擅自拆卸', 'Dismantled without authority', false, 'third_party'),
  ('TRANSPORT_DAMAGE', '运输损坏', 'Damaged in transport', false, 'carrier'),
  ('FORCE_MAJEURE', '不可抗力', 'Force majeure', false, 'third_party'),
  ('NO_FAULT_FOUND', '未发现故障', 'No fault found', false, 'unknown');
grant select on cause_class to counterpart_app;
create index service_report_approved_day on service_report (document_date) where status = 'approved';
create index service_request_phone_solved on service_request (phone_solved_at) where phone_solved_at is not null;

create sequence maker_alert_number;
grant usage on sequence maker_alert_number to counterpart_app;

-- S041: a design defect, told to the maker. What occurs again joins the alert until the maker has acknowledged it.
create table maker_alert (
  id uuid primary key,
  code text not null constraint maker_alert_code_once unique,
  number text not null constraint maker_alert_number_once unique,
  model_id uuid not null constraint maker_alert_model_fkey references product_model (id),
  -- The part that failed; null = none was replaced.
  part_id uuid constraint maker_alert_part_fkey references part (id),
  status text not null default 'open' constraint maker_alert_status_known check (status in ('open', 'sent', 'acknowledged')),
  document_date date not null,
  opened_at timestamptz not null,
  sent_at timestamptz,
  sent_by_id uuid,
  -- Whom at the maker, and how.
  sent_to text,
  acknowledged_at timestamptz constraint maker_alert_acknowledged_after_sent check (acknowledged_at >= sent_at),
  acknowledged_by_id uuid,
  -- The maker's own words or number.
  acknowledgement text,
  recorded_at timestamptz not null default now(),
  constraint maker_alert_status_whole check (
    (status <> 'open') = (sent_at is not null) and (sent_at is null) = (sent_by_id is null) and (sent_at is null) = (sent_to is null)
    and (status = 'acknowledged') = (acknowledged_at is not null)
    and (acknowledged_at is null) = (acknowledged_by_id is null) and (acknowledged_at is null) = (acknowledgement is null))
);
create unique index maker_alert_one_live on maker_alert (model_id, coalesce(part_id, '00000000-0000-0000-0000-000000000000'))
  where status <> 'acknowledged';
create index maker_alert_status on maker_alert (status, id desc);
create index maker_alert_model on maker_alert (model_id, id desc);
grant select, insert, update (status, sent_at, sent_by_id, sent_to, acknowledged_at, acknowledged_by_id, acknowledgement)
  on maker_alert to counterpart_app;
create trigger maker_alert_never_deleted before delete or truncate on maker_alert
  for each statement execute function refuse_change();
create function guard_maker_alert() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.status <> 'open'
     or tg_op = 'UPDATE' and (old.status, new.status) not in (('open', 'sent'), ('sent', 'acknowledged')) then
    raise exception 'it does not take this step' using errcode = '23514', constraint = 'maker_alert_step_known';
  end if;
  return new;
end
$$;
create trigger maker_alert_guarded before insert or update on maker_alert
  for each row execute function guard_maker_alert();

create table maker_alert_occurrence (
  alert_id uuid not null constraint maker_alert_occurrence_alert_fkey references maker_alert (id),
  work_order_id uuid not null constraint maker_alert_occurrence_work_order_fkey references work_order (id),
  report_id uuid not null constraint maker_alert_occurrence_report_fkey references service_report (id),
  occurred_on date not null,
  recorded_at timestamptz not null default now(),
  -- A job counts once, however often its report is corrected.
  constraint maker_alert_occurrence_line_once primary key (alert_id, work_order_id)
);
create index maker_alert_occurrence_work_order on maker_alert_occurrence (work_order_id);
create trigger maker_alert_occurrence_append_only before update or delete or truncate on maker_alert_occurrence
  for each statement execute function refuse_change();
grant select, insert on maker_alert_occurrence to counterpart_app;
