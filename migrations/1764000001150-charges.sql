-- Paid work at cost: tariffs, quotations 报价, charges 收费, payments 收款, remittances 上缴, goodwill. After the reports, because
-- a charge names the report lines it is for.

create sequence tariff_number;
create sequence quotation_number;
create sequence charge_number;
create sequence waiver_number;
create sequence payment_number;
create sequence remittance_number;
create sequence goodwill_number;
grant usage on sequence tariff_number, quotation_number, charge_number, waiver_number, payment_number, remittance_number,
  goodwill_number to counterpart_app;

-- ── What is asked for it ────────────────────────────────────────────────────────────────────────────────────────

-- The published tariff (S002), in the base currency. Append-only: one stated again for the same day corrects it, and the
-- earlier one stays readable.
create table tariff (
  id uuid primary key,
  code text not null constraint tariff_code_once unique,
  number text not null constraint tariff_number_once unique,
  valid_from date not null,
  labour_basis text not null constraint tariff_labour_basis_known check (labour_basis in ('PER_HOUR', 'PER_JOB')),
  labour_amount minor_units not null constraint tariff_labour_not_negative check (labour_amount >= 0),
  -- For each trip.
  travel_amount minor_units not null constraint tariff_travel_not_negative check (travel_amount >= 0),
  tax_basis_points integer not null constraint tariff_tax_in_range check (tax_basis_points between 0 and 10000),
  note text,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index tariff_in_force on tariff (valid_from desc, id desc);
create trigger tariff_append_only before update or delete or truncate on tariff
  for each statement execute function refuse_change();
grant select, insert on tariff to counterpart_app;

-- How paid work is priced here, unless a quotation states otherwise (S049: parts only; S057: parts and labour).
create table charge_policy (
  only_row boolean primary key default true constraint charge_policy_one_row check (only_row),
  parts_basis text not null default 'MATERIAL_COST'
    constraint charge_policy_parts_basis_known check (parts_basis in ('MATERIAL_COST', 'TARIFF')),
  labour_charged boolean not null default true,
  travel_charged boolean not null default true,
  quotation_days integer not null default 14
    constraint charge_policy_days_in_range check (quotation_days between 1 and 365),
  -- S068: whether field staff may take money at all.
  engineers_collect_cash boolean not null default true,
  version integer not null default 1
);
insert into charge_policy default values;
grant select, update on charge_policy to counterpart_app;

create table quotation (
  id uuid primary key,
  code text not null constraint quotation_code_once unique,
  number text not null,
  -- Another price or plan is a new revision of the same number; the earlier one stays.
  revision integer not null default 1 constraint quotation_revision_positive check (revision > 0),
  revision_reason text,
  work_order_id uuid not null constraint quotation_work_order_fkey references work_order (id),
  -- The order's customer, engineer and site, repeated for the lists.
  customer_id uuid not null constraint quotation_customer_fkey references customer (id),
  engineer_id uuid not null constraint quotation_engineer_fkey references staff_member (id),
  site_id uuid constraint quotation_site_fkey references site (id),
  -- S046: nothing is charged without a classification and a price basis.
  determination_id uuid not null constraint quotation_determination_fkey references determination (id),
  tariff_id uuid not null constraint quotation_tariff_fkey references tariff (id),
  parts_basis text not null constraint quotation_parts_basis_known check (parts_basis in ('MATERIAL_COST', 'TARIFF')),
  labour_charged boolean not null,
  travel_charged boolean not null,
  currency currency_code not null,
  parts_amount minor_units not null constraint quotation_parts_not_negative check (parts_amount >= 0),
  labour_minutes integer constraint quotation_labour_minutes_positive check (labour_minutes > 0),
  labour_amount minor_units not null constraint quotation_labour_not_negative check (labour_amount >= 0),
  trips integer not null constraint quotation_trips_not_negative check (trips >= 0),
  travel_amount minor_units not null constraint quotation_travel_not_negative check (travel_amount >= 0),
  net_amount minor_units not null,
  tax_basis_points integer not null,
  tax_amount minor_units not null,
  total_amount minor_units not null,
  -- What the customer has paid under it.
  received_amount minor_units not null default 0,
  status text not null default 'made' constraint quotation_status_known check (status in (
    'made', 'approved', 'rejected', 'told', 'accepted', 'declined', 'disputed', 'withdrawn', 'superseded', 'charged')),
  document_date date not null,
  valid_until date not null,
  actor_id uuid not null,
  decided_at timestamptz,
  decided_by_id uuid,
  decision_note text,
  told_at timestamptz,
  accepted_at timestamptz,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint quotation_revision_once unique (number, revision),
  constraint quotation_revision_explained check ((revision = 1) = (revision_reason is null)),
  constraint quotation_adds_up check (
    net_amount = parts_amount + labour_amount + travel_amount and total_amount = net_amount + tax_amount
    and (labour_charged or labour_amount = 0) and (travel_charged or travel_amount = 0)),
  -- Once, on the sum, half up.
  constraint quotation_tax_on_sum check (tax_amount = floor((net_amount::numeric * tax_basis_points + 5000) / 10000)),
  constraint quotation_not_overpaid check (received_amount between 0 and total_amount),
  constraint quotation_valid_for_a_while check (valid_until >= document_date),
  -- R4: nobody approves what they made themselves.
  constraint quotation_decided_by_another check (decided_by_id <> actor_id),
  constraint quotation_decided_whole check (
    (decided_at is null) = (decided_by_id is null)
    and (status not in ('approved', 'rejected', 'told', 'accepted', 'declined', 'disputed', 'charged') or decided_at is not null)),
  constraint quotation_told_before_accepted check (accepted_at is null or accepted_at >= told_at),
  constraint quotation_told_whole check (
    (status not in ('told', 'accepted', 'declined', 'disputed', 'charged') or told_at is not null)
    and (status not in ('accepted', 'charged') or accepted_at is not null))
);
-- Two prices for one job would be two truths.
create unique index quotation_one_living on quotation (work_order_id)
  where status in ('made', 'approved', 'told', 'accepted', 'disputed');
create index quotation_work_order on quotation (work_order_id, id desc);
create index quotation_engineer on quotation (engineer_id, id desc);
create index quotation_site on quotation (site_id, id desc);
create index quotation_customer on quotation (customer_id, id desc);
create index quotation_status on quotation (status, id desc);
grant select, insert, update (received_amount, status, decided_at, decided_by_id, decision_note, told_at, accepted_at, version)
  on quotation to counterpart_app;
create trigger quotation_never_deleted before delete or truncate on quotation
  for each statement execute function refuse_change();

-- S073: nobody accepts a price while the customer disputes the cause.
create trigger quotation_waits_for_dispute before update of status on quotation
  for each row when (new.status = 'accepted' and old.status <> 'accepted') execute function refuse_while_disputed();

-- The steps a quotation may take, readable as a table.
create table quotation_step (
  from_status text not null,
  to_status text not null,
  primary key (from_status, to_status)
);
insert into quotation_step (from_status, to_status) values
  ('made', 'approved'), ('made', 'rejected'), ('made', 'withdrawn'), ('made', 'superseded'),
  ('rejected', 'superseded'),
  ('approved', 'told'), ('approved', 'withdrawn'), ('approved', 'superseded'),
  ('told', 'accepted'), ('told', 'declined'), ('told', 'disputed'), ('told', 'withdrawn'), ('told', 'superseded'),
  ('declined', 'superseded'),
  ('accepted', 'charged'), ('accepted', 'disputed'), ('accepted', 'withdrawn'), ('accepted', 'superseded'),
  ('disputed', 'told'), ('disputed', 'withdrawn'), ('disputed', 'superseded'),
  ('charged', 'accepted');
grant select on quotation_step to counterpart_app;

-- One step after the other, and what a step has settled stays.
create function guard_quotation() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'made' or new.received_amount <> 0 then
      raise exception 'a quotation begins as made' using errcode = '23514', constraint = 'quotation_step_known';
    end if;
    return new;
  end if;
  if new.status <> old.status and not exists (
       select from quotation_step s where s.from_status = old.status and s.to_status = new.status) then
    raise exception 'a quotation does not go from % to %', old.status, new.status
      using errcode = '23514', constraint = 'quotation_step_known';
  end if;
  if old.decided_at is not null
     and (new.decided_at, new.decided_by_id, new.decision_note) is distinct from (old.decided_at, old.decided_by_id, old.decision_note)
     -- A dispute that is settled has the price told again and accepted anew.
     or (old.accepted_at is not null and old.status <> 'disputed' and new.accepted_at is distinct from old.accepted_at)
     or (old.told_at is not null and old.status <> 'disputed' and new.told_at is distinct from old.told_at) then
    raise exception 'what is settled about a quotation stays' using errcode = '23514', constraint = 'quotation_settled_stays';
  end if;
  return new;
end
$$;
create trigger quotation_guarded before insert or update on quotation
  for each row execute function guard_quotation();

create table quotation_line (
  quotation_id uuid not null constraint quotation_line_quotation_fkey references quotation (id),
  line_number integer not null,
  part_id uuid not null constraint quotation_line_part_fkey references part (id),
  quantity piece_count not null,
  -- Whose average value it is, or the price list.
  source text not null constraint quotation_line_source_known check (source in ('custody', 'site_stock', 'price_list')),
  -- The engineer or the site; null = every site, or the price list.
  source_owner_id uuid,
  -- Frozen: so many pieces were worth so much there at that moment; of the price list: 1 and the price.
  source_quantity integer not null constraint quotation_line_source_quantity_positive check (source_quantity > 0),
  source_value minor_units not null constraint quotation_line_source_value_not_negative check (source_value >= 0),
  amount minor_units not null,
  primary key (quotation_id, line_number),
  constraint quotation_line_part_once unique (quotation_id, part_id),
  -- The share of these pieces, half up.
  constraint quotation_line_at_source check (
    amount = floor((2 * source_value::numeric * quantity + source_quantity) / (2 * source_quantity::numeric)))
);
create trigger quotation_line_append_only before update or delete or truncate on quotation_line
  for each statement execute function refuse_change();
grant select, insert on quotation_line to counterpart_app;

-- A line cannot be slipped in later: the lines add up to what was quoted.
create function refuse_other_sum_of_quotation() returns trigger language plpgsql as $$
declare
  v_id uuid := case when tg_table_name = 'quotation' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'quotation_id' end;
begin
  if (select q.parts_amount from quotation q where q.id = v_id)
     is distinct from (select coalesce(sum(l.amount), 0) from quotation_line l where l.quotation_id = v_id) then
    raise exception 'the lines do not add up' using errcode = '23514', constraint = 'quotation_lines_add_up';
  end if;
  return null;
end
$$;
create constraint trigger quotation_lines_add_up after insert on quotation deferrable initially deferred
  for each row execute function refuse_other_sum_of_quotation();
create constraint trigger quotation_line_adds_up after insert on quotation_line deferrable initially deferred
  for each row execute function refuse_other_sum_of_quotation();

-- What passed between us and the customer about it: told, accepted, confirmed again, declined, objected, settled.
create table quotation_event (
  id bigint generated always as identity primary key,
  quotation_id uuid not null constraint quotation_event_quotation_fkey references quotation (id),
  kind text not null constraint quotation_event_kind_known check (kind in (
    'told', 'accepted', 'confirmed', 'declined', 'objected', 'settled', 'withdrawn')),
  -- Who it was on the customer's side, and how we spoke.
  person text,
  relation text constraint quotation_event_relation_known check (relation in ('owner', 'family', 'employee', 'tenant', 'agent')),
  how text constraint quotation_event_how_known check (how in ('signed', 'in_person', 'phone', 'message')),
  language text constraint quotation_event_language_known check (language in ('zh-CN', 'en')),
  -- The words that were said to the customer, or why.
  words text,
  at timestamptz not null,
  image bytea constraint quotation_event_image_small check (octet_length(image) <= 262144),
  image_digest text constraint quotation_event_image_once unique,
  pixels_digest text constraint quotation_event_pixels_once unique,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint quotation_event_signed_by_drawing check (
    (how is not distinct from 'signed') = (image is not null) and (image is null) = (image_digest is null)
    and (image is null) = (pixels_digest is null)),
  constraint quotation_event_digest_of_image check (image_digest = encode(sha256(image), 'hex'))
);
create index quotation_event_quotation on quotation_event (quotation_id, id);
create trigger quotation_event_append_only before update or delete or truncate on quotation_event
  for each statement execute function refuse_change();
grant select, insert on quotation_event to counterpart_app;
-- One drawing signs one document, whatever kind it is (R6).
create trigger quotation_event_drawn_once after insert on quotation_event
  for each row when (new.pixels_digest is not null) execute function keep_signature_drawing();

-- ── What is charged ─────────────────────────────────────────────────────────────────────────────────────────────

create table charge (
  id uuid primary key,
  code text not null constraint charge_code_once unique,
  number text not null constraint charge_number_once unique,
  quotation_id uuid not null constraint charge_quotation_fkey references quotation (id),
  work_order_id uuid not null constraint charge_work_order_fkey references work_order (id),
  engineer_id uuid not null constraint charge_engineer_fkey references staff_member (id),
  site_id uuid constraint charge_site_fkey references site (id),
  document_date date not null,
  -- Quoted, but not done: pieces that were not fitted.
  quoted_amount minor_units not null,
  not_done_amount minor_units not null constraint charge_not_done_not_negative check (not_done_amount >= 0),
  waived_amount minor_units not null default 0 constraint charge_waived_not_negative check (waived_amount >= 0),
  charged_amount minor_units not null constraint charge_charged_not_negative check (charged_amount >= 0),
  -- Below zero: to be paid back.
  outstanding_amount minor_units not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  cancelled_at timestamptz,
  cancelled_by_id uuid,
  cancellation_reason text,
  version integer not null default 1,
  constraint charge_adds_up check (quoted_amount = charged_amount + waived_amount + not_done_amount),
  constraint charge_outstanding_within check (outstanding_amount <= charged_amount),
  constraint charge_cancelled_by_another check (cancelled_by_id <> actor_id),
  constraint charge_cancelled_whole check (
    (cancelled_at is null) = (cancelled_by_id is null) and (cancelled_at is null) = (cancellation_reason is null))
);
create unique index charge_once_for_quotation on charge (quotation_id) where cancelled_at is null;
create index charge_quotation on charge (quotation_id, id desc);
create index charge_work_order on charge (work_order_id, id desc);
create index charge_engineer on charge (engineer_id, id desc);
create index charge_site on charge (site_id, id desc);
create index charge_day on charge (document_date, id);
create index charge_outstanding on charge (id desc) where cancelled_at is null and outstanding_amount <> 0;
create trigger charge_never_deleted before delete or truncate on charge
  for each statement execute function refuse_change();
grant select, insert, update (waived_amount, charged_amount, outstanding_amount, cancelled_at, cancelled_by_id,
  cancellation_reason, version) on charge to counterpart_app;

-- S016: every line names the line of the quotation or tariff it comes from, and a part its posting in the ledger.
create table charge_line (
  charge_id uuid not null constraint charge_line_charge_fkey references charge (id),
  line_number integer not null,
  kind text not null constraint charge_line_kind_known check (kind in ('part', 'labour', 'travel', 'tax')),
  replacement_id uuid constraint charge_line_replacement_fkey references replacement (id),
  quotation_line_number integer,
  quantity piece_count,
  amount minor_units not null constraint charge_line_amount_not_negative check (amount >= 0),
  fit_movement_id bigint constraint charge_line_fit_movement_fkey references stock_movement (id),
  -- What the pieces were worth in the ledger when they were fitted.
  cost minor_units not null default 0 constraint charge_line_cost_not_negative check (cost >= 0),
  cancelled boolean not null default false,
  primary key (charge_id, line_number),
  constraint charge_line_names_origin check (
    (kind = 'part') = (replacement_id is not null) and (kind = 'part') = (quotation_line_number is not null)
    and (kind = 'part') = (quantity is not null) and (kind = 'part') = (fit_movement_id is not null))
);
create unique index charge_line_replacement_once on charge_line (replacement_id) where not cancelled;
create index charge_line_fit_movement on charge_line (fit_movement_id) where not cancelled;
create trigger charge_line_never_deleted before delete or truncate on charge_line
  for each statement execute function refuse_change();
grant select, insert, update (cancelled) on charge_line to counterpart_app;

-- What is let off, with its reason: asked by one person, approved by another (R4).
create table waiver (
  id uuid primary key,
  code text not null constraint waiver_code_once unique,
  number text not null constraint waiver_number_once unique,
  charge_id uuid not null constraint waiver_charge_fkey references charge (id),
  amount minor_units not null constraint waiver_amount_above_zero check (amount > 0),
  reason text not null,
  status text not null default 'requested' constraint waiver_status_known check (status in ('requested', 'approved', 'rejected')),
  requested_by_id uuid not null,
  decided_by_id uuid,
  decided_at timestamptz,
  decision_note text,
  recorded_at timestamptz not null default now(),
  constraint waiver_decided_by_another check (decided_by_id <> requested_by_id),
  constraint waiver_decided_whole check (
    (status = 'requested') = (decided_by_id is null) and (decided_by_id is null) = (decided_at is null))
);
create unique index waiver_one_open on waiver (charge_id) where status = 'requested';
create index waiver_charge on waiver (charge_id, id);
create trigger waiver_never_deleted before delete or truncate on waiver
  for each statement execute function refuse_change();
grant select, insert, update (status, decided_by_id, decided_at, decision_note) on waiver to counterpart_app;

-- ── What is paid ────────────────────────────────────────────────────────────────────────────────────────────────

create table payment (
  id uuid primary key,
  code text not null constraint payment_code_once unique,
  -- The number of the receipt 收据 that the customer gets.
  number text not null constraint payment_number_once unique,
  quotation_id uuid not null constraint payment_quotation_fkey references quotation (id),
  method text not null constraint payment_method_known check (method in ('cash', 'direct')),
  amount minor_units not null constraint payment_amount_above_zero check (amount > 0),
  -- Who took the cash, and how much of it that person still holds.
  collector_id uuid constraint payment_collector_fkey references staff_member (id),
  held_amount minor_units not null,
  payer text not null,
  reference text,
  received_at timestamptz not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  reversed_at timestamptz,
  reversed_by_id uuid,
  reversal_reason text,
  constraint payment_cash_names_collector check ((method = 'cash') = (collector_id is not null)),
  constraint payment_held_within_amount check (
    held_amount between 0 and amount and (method = 'cash' or held_amount = 0) and (reversed_at is null or held_amount = 0)),
  constraint payment_reversed_by_another check (reversed_by_id <> actor_id and reversed_by_id <> collector_id),
  constraint payment_reversed_whole check (
    (reversed_at is null) = (reversed_by_id is null) and (reversed_at is null) = (reversal_reason is null))
);
create index payment_quotation on payment (quotation_id, id);
create index payment_held on payment (collector_id, received_at, id) where held_amount > 0;
create index payment_collector on payment (collector_id, id desc);
create index payment_received on payment (received_at, id);
create trigger payment_never_deleted before delete or truncate on payment
  for each statement execute function refuse_change();
grant select, insert, update (held_amount, reversed_at, reversed_by_id, reversal_reason) on payment to counterpart_app;

-- Cash handed in to the office 上缴: whoever receives it is another person (R4).
create table remittance (
  id uuid primary key,
  code text not null constraint remittance_code_once unique,
  number text not null constraint remittance_number_once unique,
  engineer_id uuid not null constraint remittance_engineer_fkey references staff_member (id),
  amount minor_units not null constraint remittance_amount_above_zero check (amount > 0),
  note text,
  received_at timestamptz not null,
  received_by_id uuid not null,
  recorded_at timestamptz not null default now(),
  constraint remittance_received_by_another check (received_by_id <> engineer_id)
);
create index remittance_engineer on remittance (engineer_id, id desc);
create trigger remittance_append_only before update or delete or truncate on remittance
  for each statement execute function refuse_change();
grant select, insert on remittance to counterpart_app;

-- Which cash it was: the oldest first.
create table remittance_line (
  remittance_id uuid not null constraint remittance_line_remittance_fkey references remittance (id),
  payment_id uuid not null constraint remittance_line_payment_fkey references payment (id),
  amount minor_units not null constraint remittance_line_amount_above_zero check (amount > 0),
  primary key (remittance_id, payment_id)
);
create index remittance_line_payment on remittance_line (payment_id);
create trigger remittance_line_append_only before update or delete or truncate on remittance_line
  for each statement execute function refuse_change();
grant select, insert on remittance_line to counterpart_app;

-- No cash vanishes: what a collector no longer holds was handed in or given back.
create function refuse_vanished_cash() returns trigger language plpgsql as $$
begin
  if exists (
    select from payment p
     where p.id = new.id and p.method = 'cash'
       and p.held_amount + (select coalesce(sum(l.amount), 0) from remittance_line l where l.payment_id = p.id)
           <> case when p.reversed_at is null then p.amount else 0 end) then
    raise exception 'cash has vanished' using errcode = '23514', constraint = 'payment_cash_accounted_for';
  end if;
  return null;
end
$$;
create constraint trigger payment_cash_accounted_for after insert or update on payment deferrable initially deferred
  for each row execute function refuse_vanished_cash();
create function refuse_other_sum_of_remittance() returns trigger language plpgsql as $$
begin
  if (select r.amount from remittance r where r.id = new.remittance_id)
     <> (select sum(l.amount) from remittance_line l where l.remittance_id = new.remittance_id)
     or exists (select from payment p where p.id = new.payment_id
                  and p.held_amount + (select sum(l.amount) from remittance_line l where l.payment_id = p.id)
                      <> case when p.reversed_at is null then p.amount else 0 end) then
    raise exception 'a remittance is the cash it names' using errcode = '23514', constraint = 'remittance_adds_up';
  end if;
  return null;
end
$$;
create constraint trigger remittance_adds_up after insert on remittance_line deferrable initially deferred
  for each row execute function refuse_other_sum_of_remittance();

-- ── What is given ───────────────────────────────────────────────────────────────────────────────────────────────

-- Small free help beside the claim (S048): worth nothing or little, and approved by another all the same.
create table goodwill (
  id uuid primary key,
  code text not null constraint goodwill_code_once unique,
  number text not null constraint goodwill_number_once unique,
  work_order_id uuid not null constraint goodwill_work_order_fkey references work_order (id),
  engineer_id uuid not null constraint goodwill_engineer_fkey references staff_member (id),
  site_id uuid constraint goodwill_site_fkey references site (id),
  help text not null,
  reason text not null,
  value minor_units not null constraint goodwill_value_not_negative check (value >= 0),
  -- S076: the engineer's proposal and what the customer demands.
  customer_demand text,
  document_date date not null,
  status text not null default 'requested'
    constraint goodwill_status_known check (status in ('requested', 'approved', 'rejected')),
  requested_by_id uuid not null,
  decided_by_id uuid,
  decided_at timestamptz,
  decision_note text,
  recorded_at timestamptz not null default now(),
  constraint goodwill_decided_by_another check (decided_by_id <> requested_by_id and decided_by_id <> engineer_id),
  constraint goodwill_decided_whole check (
    (status = 'requested') = (decided_by_id is null) and (decided_by_id is null) = (decided_at is null))
);
create index goodwill_work_order on goodwill (work_order_id, id desc);
create index goodwill_engineer on goodwill (engineer_id, id desc);
create index goodwill_site on goodwill (site_id, id desc);
create index goodwill_status on goodwill (status, id desc);
create trigger goodwill_never_deleted before delete or truncate on goodwill
  for each statement execute function refuse_change();
grant select, insert, update (status, decided_by_id, decided_at, decision_note) on goodwill to counterpart_app;

-- What was consumed in these days, for the reconciliation of a month.
create index service_report_posted on service_report (posting_date) where fit_movement_id is not null;

-- ── R11 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What of an order's paid pieces, fitted and not charged yet, its accepted quotation does not cover: too few quoted, or
-- nobody had accepted the part when it was fitted. `p_report_id` counts as if it were approved. Telephones state times to
-- the minute.
create function paid_beyond_quotation(p_work_order_id uuid, p_report_id uuid)
returns table (part_id uuid, fitted integer, quoted integer, accepted_before boolean)
language sql stable set enable_seqscan = off as $$
  with fitted as (
    select l.part_id, sum(l.quantity)::integer as quantity,
           bool_and(exists (
             select from quotation q
               join quotation_line ql on ql.quotation_id = q.id and ql.part_id = l.part_id
               join quotation_event e on e.quotation_id = q.id and e.kind = 'accepted'
              where q.work_order_id = p_work_order_id and date_trunc('minute', e.at) <= l.replaced_at)) as accepted
      from service_report r join replacement l on l.report_id = r.id and l.billing = 'PAID'
     where r.work_order_id = p_work_order_id and (r.status = 'approved' or r.id = p_report_id)
       and not exists (select from charge_line c where c.replacement_id = l.id and not c.cancelled)
     group by l.part_id)
  select f.part_id, f.quantity, coalesce(ql.quantity, 0), f.accepted
    from fitted f
    left join quotation q on q.work_order_id = p_work_order_id and q.status = 'accepted'
    left join quotation_line ql on ql.quotation_id = q.id and ql.part_id = f.part_id
   where ql.quantity is null or ql.quantity < f.quantity or not f.accepted
$$;
grant execute on function paid_beyond_quotation to counterpart_app;

-- In the ledger itself: paid pieces are fitted under an accepted and approved quotation that covers them. Two reports of
-- one order that are approved at once wait for each other here; each alone might be covered, and both together not.
create function refuse_paid_fit_without_quotation() returns trigger
language plpgsql security definer set search_path from current set enable_seqscan = off as $$
declare
  v_work_order_id uuid;
begin
  if not exists (select from stock_transfer t join stock_account a on a.id = t.to_account_id
                  where t.movement_id = new.movement_id and a.kind = 'fitted_paid') then
    return null;
  end if;
  select r.work_order_id into v_work_order_id from service_report r where r.id = new.document_id;
  perform from quotation q where q.work_order_id = v_work_order_id and q.status = 'accepted' for update;
  if not found or exists (select from paid_beyond_quotation(v_work_order_id, new.document_id)) then
    raise exception 'no accepted quotation covers it' using errcode = '23514', constraint = 'paid_fit_needs_accepted_quotation';
  end if;
  return null;
end
$$;
create constraint trigger paid_fit_needs_accepted_quotation after insert on movement_to_justify deferrable initially deferred
  for each row when (new.reason = 'fit') execute function refuse_paid_fit_without_quotation();

-- What was charged has its cost in the ledger as long as the charge stands.
create function refuse_reversal_under_charge() returns trigger
language plpgsql security definer set search_path from current set enable_seqscan = off as $$
begin
  if exists (select from charge_line c where c.fit_movement_id = new.reverses_id and not c.cancelled) then
    raise exception 'it was charged' using errcode = '23514', constraint = 'charged_fit_not_reversed';
  end if;
  return null;
end
$$;
create constraint trigger charged_fit_not_reversed after insert on movement_to_justify deferrable initially deferred
  for each row when (new.reason = 'reverse') execute function refuse_reversal_under_charge();
revoke execute on function refuse_paid_fit_without_quotation, refuse_reversal_under_charge from public;
