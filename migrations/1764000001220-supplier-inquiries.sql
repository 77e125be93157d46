-- The supplier's involvement in a job (S091, S092): written to within twelve hours, answered within twelve hours after, and
-- what was written is kept as it was.
create sequence supplier_inquiry_number;
grant usage on sequence supplier_inquiry_number to counterpart_app;

create table supplier_inquiry (
  id uuid primary key,
  code text not null constraint supplier_inquiry_code_once unique,
  number text not null constraint supplier_inquiry_number_once unique,
  work_order_id uuid not null constraint supplier_inquiry_work_order_fkey references work_order (id),
  -- The order's engineer and site, repeated for the lists.
  engineer_id uuid not null constraint supplier_inquiry_engineer_fkey references staff_member (id),
  site_id uuid constraint supplier_inquiry_site_fkey references site (id),
  supplier_id uuid not null constraint supplier_inquiry_supplier_fkey references supplier (id),
  part_id uuid constraint supplier_inquiry_part_fkey references part (id),
  component text,
  question text not null,
  status text not null default 'opened' constraint supplier_inquiry_status_known check (
    status in ('opened', 'contacted', 'answered', 'closed')),
  opened_at timestamptz not null,
  contact_due_at timestamptz not null,
  contacted_at timestamptz,
  answer_due_at timestamptz,
  answered_at timestamptz,
  -- What is waited for, and until when; null = nothing any more.
  due_at timestamptz,
  position text constraint supplier_inquiry_position_known check (position in ('accepts', 'declines', 'advises')),
  closed_at timestamptz,
  closing_reason text,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint supplier_inquiry_twelve_hours check (
    contact_due_at = opened_at + interval '12 hours' and answer_due_at = contacted_at + interval '12 hours'
    and (contacted_at is null) = (answer_due_at is null)),
  constraint supplier_inquiry_one_after_another check (contacted_at >= opened_at and answered_at >= contacted_at),
  constraint supplier_inquiry_state_whole check (
    (status <> 'opened' or contacted_at is null) and (status not in ('contacted', 'answered') or contacted_at is not null)
    and (status = 'answered') = (answered_at is not null) and (answered_at is null) = (position is null)
    and (status = 'closed') = (closed_at is not null) and (closed_at is null) = (closing_reason is null)),
  constraint supplier_inquiry_due_whole check (due_at is not distinct from
    case status when 'opened' then contact_due_at when 'contacted' then answer_due_at end)
);
create index supplier_inquiry_due on supplier_inquiry (due_at, id) where due_at is not null;
create index supplier_inquiry_work_order on supplier_inquiry (work_order_id, id desc);
create index supplier_inquiry_supplier on supplier_inquiry (supplier_id, id desc);
create index supplier_inquiry_engineer on supplier_inquiry (engineer_id, id desc);
create index supplier_inquiry_site on supplier_inquiry (site_id, id desc);
create index supplier_inquiry_status on supplier_inquiry (status, id desc);
create trigger supplier_inquiry_never_deleted before delete or truncate on supplier_inquiry
  for each statement execute function refuse_change();
grant select, insert,
  update (status, contacted_at, answer_due_at, answered_at, due_at, position, closed_at, closing_reason)
  on supplier_inquiry to counterpart_app;

-- What was written, both ways: the archive of the contact (S092).
create table supplier_letter (
  id bigint generated always as identity primary key,
  inquiry_id uuid not null constraint supplier_letter_inquiry_fkey references supplier_inquiry (id),
  direction text not null constraint supplier_letter_direction_known check (direction in ('sent', 'received')),
  channel text not null constraint supplier_letter_channel_known check (channel in ('email', 'fax', 'letter', 'portal')),
  words text not null,
  digest text not null,
  written_at timestamptz not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint supplier_letter_digest_of_words check (digest = encode(sha256(convert_to(words, 'UTF8')), 'hex'))
);
create index supplier_letter_inquiry on supplier_letter (inquiry_id, id);
create trigger supplier_letter_append_only before update or delete or truncate on supplier_letter
  for each statement execute function refuse_change();
grant select, insert on supplier_letter to counterpart_app;

-- One step after the other; contacted and answered in writing, and what happened stays.
create function guard_supplier_inquiry() returns trigger language plpgsql as $$
begin
  if new.status <> old.status and (old.status, new.status) not in (
       ('opened', 'contacted'), ('contacted', 'answered'), ('opened', 'closed'), ('contacted', 'closed'))
     or old.contacted_at is not null and new.contacted_at is distinct from old.contacted_at
     or old.status in ('answered', 'closed') then
    raise exception 'an inquiry does not go from % to %', old.status, new.status
      using errcode = '23514', constraint = 'supplier_inquiry_step_known';
  end if;
  if new.status in ('contacted', 'answered') and new.status <> old.status and not exists (
       select from supplier_letter l where l.inquiry_id = new.id
          and l.direction = case new.status when 'contacted' then 'sent' else 'received' end
          and l.written_at = case new.status when 'contacted' then new.contacted_at else new.answered_at end) then
    raise exception 'nothing was written' using errcode = '23514', constraint = 'supplier_inquiry_in_writing';
  end if;
  return new;
end
$$;
create trigger supplier_inquiry_guarded before update on supplier_inquiry
  for each row execute function guard_supplier_inquiry();
