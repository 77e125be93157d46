-- Expenses of a job (travel, lodging, freight, purchases): claimed with their vouchers, reviewed by another person, and only
-- then refunded (S079). Freight on warranty parts that are shipped is a line of its own that two people sign (S082).

create sequence expense_claim_number;
grant usage on sequence expense_claim_number to counterpart_app;

create table expense_claim (
  id uuid primary key,
  code text not null constraint expense_claim_code_once unique,
  number text not null constraint expense_claim_number_once unique,
  work_order_id uuid not null constraint expense_claim_work_order_fkey references work_order (id),
  -- Whose money it was.
  engineer_id uuid not null constraint expense_claim_engineer_fkey references staff_member (id),
  site_id uuid constraint expense_claim_site_fkey references site (id),
  document_date date not null,
  amount minor_units not null constraint expense_claim_amount_above_zero check (amount > 0),
  status text not null default 'submitted' constraint expense_claim_status_known check (
    status in ('submitted', 'approved', 'rejected', 'refunded')),
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by_id uuid,
  decision_note text,
  refunded_on date,
  refunded_by_id uuid,
  refund_reference text,
  -- R4: nobody reviews or pays out what they claimed.
  constraint expense_claim_decided_by_another check (decided_by_id <> engineer_id and decided_by_id <> actor_id),
  constraint expense_claim_refunded_by_another check (refunded_by_id <> engineer_id),
  constraint expense_claim_decided_whole check (
    (decided_at is null) = (decided_by_id is null) and (status = 'submitted') = (decided_at is null)),
  constraint expense_claim_refunded_whole check (
    (status = 'refunded') = (refunded_on is not null) and (refunded_on is null) = (refunded_by_id is null))
);
create index expense_claim_work_order on expense_claim (work_order_id, id desc);
create index expense_claim_engineer on expense_claim (engineer_id, id desc);
create index expense_claim_site on expense_claim (site_id, id desc);
create index expense_claim_status on expense_claim (status, id desc);
create index expense_claim_refunded on expense_claim (refunded_on) where refunded_on is not null;
create trigger expense_claim_never_deleted before delete or truncate on expense_claim
  for each statement execute function refuse_change();
grant select, insert,
  update (status, decided_at, decided_by_id, decision_note, refunded_on, refunded_by_id, refund_reference)
  on expense_claim to counterpart_app;

create table expense_line (
  claim_id uuid not null constraint expense_line_claim_fkey references expense_claim (id),
  line_number integer not null,
  kind text not null constraint expense_line_kind_known check (
    kind in ('travel', 'lodging', 'meals', 'purchase', 'warranty_freight', 'other')),
  spent_on date not null,
  amount minor_units not null constraint expense_line_amount_above_zero check (amount > 0),
  description text not null,
  -- Who was paid, and the number of the paper that proves it.
  payee text not null,
  voucher_number text not null,
  -- R17, S043: what was bought is in stock before it is refunded.
  receipt_id uuid constraint expense_line_receipt_fkey references receipt (id),
  -- What was shipped: the issue of warranty parts.
  issue_id uuid,
  handled_by_id uuid,
  handled_at timestamptz,
  leader_id uuid,
  leader_signed_at timestamptz,
  -- Its claim was rejected: voucher and receipt may be claimed again.
  void boolean not null default false,
  primary key (claim_id, line_number),
  constraint expense_line_purchase_names_receipt check ((kind = 'purchase') = (receipt_id is not null)),
  constraint expense_line_freight_names_issue check ((kind = 'warranty_freight') = (issue_id is not null)),
  constraint expense_line_only_freight_is_signed check (
    kind = 'warranty_freight' or (handled_by_id is null and leader_id is null)),
  -- S082: the handler signs, then the leader, who is another person.
  constraint expense_line_signed_by_two check (leader_id <> handled_by_id and (leader_id is null or handled_by_id is not null)),
  constraint expense_line_signed_whole check (
    (handled_by_id is null) = (handled_at is null) and (leader_id is null) = (leader_signed_at is null))
);
create unique index expense_line_voucher_once on expense_line (lower(payee), lower(voucher_number)) where not void;
create unique index expense_line_receipt_once on expense_line (receipt_id) where receipt_id is not null and not void;
create index expense_line_issue on expense_line (issue_id) where issue_id is not null;
grant select, insert, update (handled_by_id, handled_at, leader_id, leader_signed_at, void) on expense_line to counterpart_app;
create trigger expense_line_never_deleted before delete or truncate on expense_line
  for each statement execute function refuse_change();

create function guard_expense_claim() returns trigger language plpgsql as $$
begin
  if new.status <> old.status and (old.status, new.status) not in (
       ('submitted', 'approved'), ('submitted', 'rejected'), ('approved', 'refunded'))
     or old.decided_at is not null and (new.decided_at, new.decided_by_id, new.decision_note)
          is distinct from (old.decided_at, old.decided_by_id, old.decision_note)
     or old.refunded_on is not null and (new.refunded_on, new.refunded_by_id, new.refund_reference)
          is distinct from (old.refunded_on, old.refunded_by_id, old.refund_reference) then
    raise exception 'a claim does not go from % to %', old.status, new.status
      using errcode = '23514', constraint = 'expense_claim_step_known';
  end if;
  if new.status = 'approved' and old.status = 'submitted' and exists (
       select from expense_line l where l.claim_id = new.id and l.kind = 'warranty_freight'
          and (l.handled_by_id is null or l.leader_id is null)) then
    raise exception 'freight is not signed by two' using errcode = '23514', constraint = 'expense_claim_freight_signed';
  end if;
  return new;
end
$$;
create trigger expense_claim_guarded before update on expense_claim for each row execute function guard_expense_claim();

create function guard_expense_line() returns trigger language plpgsql as $$
declare
  v_claim expense_claim;
begin
  select c.* into v_claim from expense_claim c where c.id = new.claim_id;
  if tg_op = 'INSERT' and v_claim.status <> 'submitted' or tg_op = 'UPDATE' and (
       (new.handled_by_id, new.handled_at, new.leader_id, new.leader_signed_at) is distinct from
         (old.handled_by_id, old.handled_at, old.leader_id, old.leader_signed_at)
       and (v_claim.status <> 'submitted' or old.leader_id is not null
            or old.handled_by_id is not null and new.handled_by_id is distinct from old.handled_by_id)
       or new.void and v_claim.status <> 'rejected' or old.void and not new.void) then
    raise exception 'what is settled about an expense stays' using errcode = '23514', constraint = 'expense_line_settled_stays';
  end if;
  return new;
end
$$;
create trigger expense_line_guarded before insert or update on expense_line
  for each row execute function guard_expense_line();

-- The claim is what its lines add up to.
create function refuse_other_sum_of_expenses() returns trigger language plpgsql as $$
declare
  v_id uuid := case when tg_table_name = 'expense_claim' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'claim_id' end;
begin
  if (select c.amount from expense_claim c where c.id = v_id)
     is distinct from (select sum(l.amount) from expense_line l where l.claim_id = v_id)::bigint then
    raise exception 'the lines do not add up' using errcode = '23514', constraint = 'expense_claim_adds_up';
  end if;
  return null;
end
$$;
create constraint trigger expense_claim_adds_up after insert on expense_claim deferrable initially deferred
  for each row execute function refuse_other_sum_of_expenses();
create constraint trigger expense_line_adds_up after insert on expense_line deferrable initially deferred
  for each row execute function refuse_other_sum_of_expenses();

-- Returns of units 退货: who bears the cost is what the general manager decided, and nothing else (S042).
create sequence unit_return_number;
grant usage on sequence unit_return_number to counterpart_app;

create table unit_return (
  id uuid primary key,
  code text not null constraint unit_return_code_once unique,
  number text not null constraint unit_return_number_once unique,
  unit_id uuid not null constraint unit_return_unit_fkey references installed_unit (id),
  work_order_id uuid constraint unit_return_work_order_fkey references work_order (id),
  remedy text not null constraint unit_return_remedy_known check (remedy in ('replacement', 'refund', 'take_back')),
  reason text not null,
  customer_demand text,
  estimated_cost minor_units not null constraint unit_return_estimate_not_negative check (estimated_cost >= 0),
  document_date date not null,
  status text not null default 'requested' constraint unit_return_status_known check (
    status in ('requested', 'approved', 'rejected')),
  -- Nobody writes it: without the approval all cost is the customer's.
  cost_borne_by text not null generated always as (case when status = 'approved' then 'us' else 'customer' end) stored,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by_id uuid,
  decision_note text,
  returned_on date,
  returned_by_id uuid,
  actual_cost minor_units constraint unit_return_cost_not_negative check (actual_cost >= 0),
  replacement_unit_id uuid constraint unit_return_replacement_fkey references installed_unit (id),
  constraint unit_return_decided_by_another check (decided_by_id <> actor_id),
  constraint unit_return_decided_whole check (
    (decided_at is null) = (decided_by_id is null) and (status = 'requested') = (decided_at is null)),
  constraint unit_return_returned_whole check (
    (returned_on is null) = (returned_by_id is null) and (returned_on is null) = (actual_cost is null)
    and (replacement_unit_id is null or returned_on is not null)),
  constraint unit_return_replacement_is_another check (replacement_unit_id <> unit_id),
  constraint unit_return_replaced_only_as_remedy check (replacement_unit_id is null or remedy = 'replacement')
);
-- Two returns of one unit at a time would be two truths about who pays.
create unique index unit_return_one_open on unit_return (unit_id) where returned_on is null and status <> 'rejected';
create index unit_return_unit on unit_return (unit_id, id desc);
create index unit_return_work_order on unit_return (work_order_id, id desc);
create index unit_return_status on unit_return (status, id desc);
create trigger unit_return_never_deleted before delete or truncate on unit_return
  for each statement execute function refuse_change();
grant select, insert,
  update (status, decided_at, decided_by_id, decision_note, returned_on, returned_by_id, actual_cost, replacement_unit_id)
  on unit_return to counterpart_app;

-- Decided once, and before the unit has come back: nobody approves afterwards what the customer was told to pay.
create function guard_unit_return() returns trigger language plpgsql as $$
begin
  if new.status <> old.status and (old.status <> 'requested' or old.returned_on is not null)
     or old.decided_at is not null and (new.decided_at, new.decided_by_id, new.decision_note)
          is distinct from (old.decided_at, old.decided_by_id, old.decision_note)
     or old.returned_on is not null
        and (new.returned_on, new.returned_by_id, new.actual_cost, new.replacement_unit_id)
          is distinct from (old.returned_on, old.returned_by_id, old.actual_cost, old.replacement_unit_id) then
    raise exception 'what is settled about a return stays' using errcode = '23514', constraint = 'unit_return_settled_stays';
  end if;
  return new;
end
$$;
create trigger unit_return_guarded before update on unit_return for each row execute function guard_unit_return();
