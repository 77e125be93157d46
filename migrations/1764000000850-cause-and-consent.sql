-- Causes that nobody knows yet, and what people ask of technical support.

create sequence escalation_number;
grant usage on sequence escalation_number to counterpart_app;

-- S029: an unknown cause is asked of technical support. One open question for a work order.
create table escalation (
  id uuid primary key,
  code text not null constraint escalation_code_once unique,
  number text not null constraint escalation_number_once unique,
  work_order_id uuid not null constraint escalation_work_order_fkey references work_order (id),
  document_date date not null,
  status text not null default 'open' constraint escalation_status_known check (status in ('open', 'answered', 'withdrawn')),
  question text not null,
  -- S076: what the engineer proposes, and what the user demands.
  proposal text,
  demand text,
  opened_at timestamptz not null,
  due_at timestamptz not null constraint escalation_due_after_opening check (due_at > opened_at),
  actor_id uuid not null,
  cause_code text constraint escalation_cause_known check (cause_code <> 'UNKNOWN'),
  -- Of the answer, or why nobody needs one any more.
  reasoning text,
  ended_at timestamptz,
  ended_by_id uuid,
  recorded_at timestamptz not null default now(),
  constraint escalation_ended_whole check (
    (status = 'open') = (ended_at is null) and (status = 'open') = (ended_by_id is null)
    and (status = 'open') = (reasoning is null)),
  constraint escalation_answer_names_cause check ((status = 'answered') = (cause_code is not null)),
  -- R4: nobody answers what they asked themselves.
  constraint escalation_answered_by_another check (status <> 'answered' or ended_by_id <> actor_id)
);
create unique index escalation_one_open on escalation (work_order_id) where status = 'open';
create index escalation_work_order on escalation (work_order_id, id desc);
create index escalation_status on escalation (status, id desc);
create index escalation_due on escalation (due_at, id) where status = 'open';
grant select, insert, update on escalation to counterpart_app;
create trigger escalation_never_deleted before delete or truncate on escalation
  for each statement execute function refuse_change();

-- What was asked stays as it was asked, and an answer stays an answer.
create function guard_escalation() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.status <> 'open' or tg_op = 'UPDATE' and (
       old.status <> 'open'
       or (new.code, new.number, new.work_order_id, new.document_date, new.question, new.proposal, new.demand,
           new.opened_at, new.due_at, new.actor_id)
         is distinct from
          (old.code, old.number, old.work_order_id, old.document_date, old.question, old.proposal, old.demand,
           old.opened_at, old.due_at, old.actor_id)) then
    raise exception 'an escalation begins open and ends once' using errcode = '23514', constraint = 'escalation_ends_once';
  end if;
  return new;
end
$$;
create trigger escalation_guarded before insert or update on escalation
  for each row execute function guard_escalation();

-- S073: what brought the fault about, who answers for it, and whether the customer agrees. A later finding stands beside
-- the earlier ones.
create table cause_finding (
  id uuid primary key,
  work_order_id uuid not null constraint cause_finding_work_order_fkey references work_order (id),
  -- null = unknown.
  cause_code text constraint cause_finding_cause_known check (cause_code <> 'UNKNOWN'),
  responsible_party text not null constraint cause_finding_party_known check (responsible_party in (
    'ours', 'maker', 'supplier', 'customer', 'carrier', 'third_party', 'unknown')),
  -- null = not asked yet.
  customer_agrees boolean,
  statement text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index cause_finding_work_order on cause_finding (work_order_id, id desc);
create trigger cause_finding_append_only before update or delete or truncate on cause_finding
  for each statement execute function refuse_change();
grant select, insert on cause_finding to counterpart_app;

create sequence dispute_number;
grant usage on sequence dispute_number to counterpart_app;

-- The customer does not agree: the job waits until a supervisor settles it.
create table dispute (
  id uuid primary key,
  code text not null constraint dispute_code_once unique,
  number text not null constraint dispute_number_once unique,
  work_order_id uuid not null constraint dispute_work_order_fkey references work_order (id),
  -- What the customer objects to.
  finding_id uuid not null constraint dispute_finding_fkey references cause_finding (id),
  document_date date not null,
  status text not null default 'open' constraint dispute_status_known check (status in ('open', 'settled')),
  opened_at timestamptz not null,
  actor_id uuid not null,
  outcome text constraint dispute_outcome_known check (outcome in ('stands', 'changed')),
  reason text,
  -- What was found instead.
  settled_finding_id uuid constraint dispute_settled_finding_fkey references cause_finding (id),
  settled_at timestamptz,
  settled_by_id uuid,
  recorded_at timestamptz not null default now(),
  constraint dispute_settled_whole check (
    (status = 'settled') = (settled_at is not null) and (status = 'settled') = (settled_by_id is not null)
    and (status = 'settled') = (reason is not null) and (status = 'settled') = (outcome is not null)
    and (outcome is not distinct from 'changed') = (settled_finding_id is not null)),
  -- R4: nobody settles what they opened.
  constraint dispute_settled_by_another check (settled_by_id <> actor_id)
);
create unique index dispute_one_open on dispute (work_order_id) where status = 'open';
create index dispute_work_order on dispute (work_order_id, id desc);
create index dispute_status on dispute (status, id desc);
grant select, insert, update on dispute to counterpart_app;
create trigger dispute_never_deleted before delete or truncate on dispute
  for each statement execute function refuse_change();

create function guard_dispute() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.status <> 'open' or tg_op = 'UPDATE' and (
       old.status <> 'open'
       or (new.code, new.number, new.work_order_id, new.finding_id, new.document_date, new.opened_at, new.actor_id)
         is distinct from
          (old.code, old.number, old.work_order_id, old.finding_id, old.document_date, old.opened_at, old.actor_id)) then
    raise exception 'a dispute begins open and is settled once' using errcode = '23514', constraint = 'dispute_settled_once';
  end if;
  return new;
end
$$;
create trigger dispute_guarded before insert or update on dispute for each row execute function guard_dispute();

-- An order goes on when nothing about its cause is disputed any more.
create function refuse_to_go_on_disputed() returns trigger language plpgsql as $$
begin
  if exists (select from dispute d where d.work_order_id = new.id and d.status = 'open') then
    raise exception 'the customer does not agree' using errcode = '23514', constraint = 'work_order_waits_for_dispute';
  end if;
  return new;
end
$$;
create trigger work_order_waits_for_dispute before update of status on work_order
  for each row when (old.status = 'disputed' and new.status <> 'disputed') execute function refuse_to_go_on_disputed();

-- While the customer objects the job waits: nothing is fitted, accepted or signed. Holds the order, so that no dispute
-- opens at the same moment.
create function refuse_while_disputed() returns trigger language plpgsql as $$
declare
  disputed work_order%rowtype;
begin
  select * into disputed from work_order w where w.id = new.work_order_id and w.status = 'disputed' for share;
  if found then
    raise exception 'the job waits' using errcode = '23514', constraint = 'job_waits_for_dispute',
      detail = json_build_object('workOrderNumber', disputed.number, 'status', disputed.status)::text;
  end if;
  return new;
end
$$;

-- What customers sign besides the report: over the digest of exactly what was shown to them. One drawing, one document.
create table customer_signature (
  document_id uuid not null,
  purpose text not null constraint customer_signature_purpose_known check (purpose in ('consent', 'take_in', 'hand_back')),
  signer_name text not null,
  relation text not null constraint customer_signature_relation_known check (
    relation in ('owner', 'family', 'employee', 'tenant', 'agent')),
  image bytea not null constraint customer_signature_image_small check (octet_length(image) <= 262144),
  image_digest text not null constraint customer_signature_image_once unique,
  pixels_digest text not null constraint customer_signature_pixels_once unique,
  digest text not null,
  device text,
  signed_at timestamptz not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint customer_signature_digest_of_image check (image_digest = encode(sha256(image), 'hex')),
  constraint customer_signature_once_for_purpose primary key (document_id, purpose)
);
create trigger customer_signature_append_only before update or delete or truncate on customer_signature
  for each statement execute function refuse_change();
grant select, insert on customer_signature to counterpart_app;

create sequence risk_consent_number;
grant usage on sequence risk_consent_number to counterpart_app;

-- S100: consent before risky work, a document of its own.
create table risk_consent (
  id uuid primary key,
  code text not null constraint risk_consent_code_once unique,
  number text not null constraint risk_consent_number_once unique,
  work_order_id uuid not null constraint risk_consent_work_order_fkey references work_order (id),
  document_date date not null,
  status text not null default 'made' constraint risk_consent_status_known check (
    status in ('made', 'signed', 'refused', 'withdrawn')),
  work text not null,
  risks jsonb not null,
  text_zh text not null,
  text_en text not null,
  -- Canonical JSON of all that the customer reads, and its digest, which is what is signed.
  content text not null,
  digest text not null,
  made_at timestamptz not null,
  actor_id uuid not null,
  ended_at timestamptz,
  -- Why it was refused or withdrawn.
  reason text,
  recorded_at timestamptz not null default now(),
  constraint risk_consent_digest_of_content check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint risk_consent_ended_whole check (
    (status = 'made') = (ended_at is null) and (status in ('refused', 'withdrawn')) = (reason is not null))
);
create index risk_consent_work_order on risk_consent (work_order_id, id desc);
create index risk_consent_status on risk_consent (status, id desc);
grant select, insert, update (status, ended_at, reason) on risk_consent to counterpart_app;
create trigger risk_consent_never_deleted before delete or truncate on risk_consent
  for each statement execute function refuse_change();

create function guard_risk_consent() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.status <> 'made' or tg_op = 'UPDATE' and old.status <> 'made' then
    raise exception 'a consent begins as made and ends once' using errcode = '23514', constraint = 'risk_consent_ends_once';
  end if;
  if new.status = 'signed' and not exists (
       select from customer_signature s
        where s.document_id = new.id and s.purpose = 'consent' and s.digest = new.digest and s.signed_at = new.ended_at) then
    raise exception 'nobody signed' using errcode = '23514', constraint = 'risk_consent_signed_by_customer';
  end if;
  return new;
end
$$;
create trigger risk_consent_guarded before insert or update on risk_consent
  for each row execute function guard_risk_consent();

create sequence take_in_number;
grant usage on sequence take_in_number to counterpart_app;

-- S024, S095: what is taken to the workshop. The repair-time clock runs from the customer's signature to the hand-back.
create table take_in (
  id uuid primary key,
  code text not null constraint take_in_code_once unique,
  number text not null constraint take_in_number_once unique,
  work_order_id uuid not null constraint take_in_work_order_fkey references work_order (id),
  unit_id uuid not null constraint take_in_unit_fkey references installed_unit (id),
  document_date date not null,
  status text not null default 'made' constraint take_in_status_known check (
    status in ('made', 'taken_in', 'handed_back', 'withdrawn')),
  -- Which part of the unit; null = all of it.
  item text,
  configuration jsonb not null,
  accessories jsonb not null,
  condition_note text not null,
  data_backup text not null constraint take_in_data_backup_known check (data_backup in ('done', 'declined', 'not_applicable')),
  data_note text,
  expected_on date not null constraint take_in_expected_later check (expected_on >= document_date),
  content text not null,
  digest text not null,
  made_at timestamptz not null,
  actor_id uuid not null,
  taken_in_at timestamptz,
  handed_back_at timestamptz constraint take_in_back_after_in check (handed_back_at >= taken_in_at),
  -- What differs at the hand-back from what was taken in.
  remarks text,
  withdrawal_reason text,
  recorded_at timestamptz not null default now(),
  constraint take_in_digest_of_content check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint take_in_status_whole check (
    (status in ('taken_in', 'handed_back')) = (taken_in_at is not null)
    and (status = 'handed_back') = (handed_back_at is not null)
    and (status = 'withdrawn') = (withdrawal_reason is not null))
);
-- A machine is in one workshop at a time.
create unique index take_in_unit_is_here on take_in (unit_id) where status = 'taken_in' and item is null;
create index take_in_work_order on take_in (work_order_id, id desc);
create index take_in_unit on take_in (unit_id, id desc);
create index take_in_status on take_in (status, id desc);
create index take_in_expected on take_in (expected_on, id) where status = 'taken_in';
grant select, insert, update (status, taken_in_at, handed_back_at, remarks, withdrawal_reason) on take_in to counterpart_app;
create trigger take_in_never_deleted before delete or truncate on take_in
  for each statement execute function refuse_change();

create function guard_take_in() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.status <> 'made'
     or tg_op = 'UPDATE' and (
       (old.status, new.status) not in (('made', 'taken_in'), ('made', 'withdrawn'), ('taken_in', 'handed_back'))
       or old.taken_in_at is not null and new.taken_in_at is distinct from old.taken_in_at) then
    raise exception 'it does not take this step' using errcode = '23514', constraint = 'take_in_step_known';
  end if;
  if new.status = 'taken_in' and not exists (
       select from customer_signature s where s.document_id = new.id and s.purpose = 'take_in'
          and s.digest = new.digest and s.signed_at = new.taken_in_at)
     or new.status = 'handed_back' and not exists (
       select from customer_signature s where s.document_id = new.id and s.purpose = 'hand_back'
          and s.digest = new.digest and s.signed_at = new.handed_back_at) then
    raise exception 'nobody signed' using errcode = '23514', constraint = 'take_in_signed_by_customer';
  end if;
  return new;
end
$$;
create trigger take_in_guarded before insert or update on take_in for each row execute function guard_take_in();

-- A signature is over the digest of the document as it stands, later than it was drawn up.
create function refuse_signature_over_other_content() returns trigger language plpgsql as $$
begin
  if not exists (
       select from risk_consent c where new.purpose = 'consent' and c.id = new.document_id and c.digest = new.digest
          and c.status = 'made' and c.made_at <= new.signed_at
       union all
       select from take_in t where t.id = new.document_id and t.digest = new.digest and t.made_at <= new.signed_at
          and (new.purpose, t.status) in (('take_in', 'made'), ('hand_back', 'taken_in'))) then
    raise exception 'other content' using errcode = '23514', constraint = 'customer_signature_over_content';
  end if;
  return new;
end
$$;
create trigger customer_signature_over_content before insert on customer_signature
  for each row execute function refuse_signature_over_other_content();
