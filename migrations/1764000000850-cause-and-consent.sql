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
