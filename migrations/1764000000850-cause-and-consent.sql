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
