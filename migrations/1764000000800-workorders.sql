-- Intake of service requests and the work orders (visits) that come of them.

create sequence service_request_number;
create sequence work_order_number;
grant usage on sequence service_request_number, work_order_number to counterpart_app;

-- What kind of problem it is: routes the request and sets its due times (S034, S032).
create table problem_class (
  number text primary key,
  name_zh text not null,
  name_en text not null,
  -- Who deals with it first.
  routed_to text not null constraint problem_class_route_known check (routed_to in ('hotline', 'field_service')),
  answer_minutes integer not null constraint problem_class_answer_positive check (answer_minutes > 0),
  arrival_minutes integer not null constraint problem_class_arrival_positive check (arrival_minutes > 0),
  version integer not null default 1
);
insert into problem_class values
  ('safety', '安全隐患', 'Safety hazard', 'field_service', 30, 240),
  ('breakdown', '不能使用', 'Out of use', 'field_service', 120, 1440),
  ('impaired', '功能受损', 'Works in part', 'hotline', 480, 2880),
  ('maintenance', '保养', 'Maintenance', 'field_service', 1440, 10080),
  ('enquiry', '咨询', 'Enquiry', 'hotline', 480, 10080);
grant select, insert, update on problem_class to counterpart_app;

create table service_request (
  id uuid primary key,
  code text not null constraint service_request_code_once unique,
  number text not null constraint service_request_number_once unique,
  customer_id uuid not null constraint service_request_customer_fkey references customer (id),
  unit_id uuid constraint service_request_unit_fkey references installed_unit (id),
  model_id uuid not null constraint service_request_model_fkey references product_model (id),
  -- As the customer says; null = not known, so that nobody can say whether it is in warranty (S001).
  purchase_date date,
  fault text not null,
  symptom text,
  -- What is taken for the cause so far; null = unknown.
  cause_code text,
  operating_conditions text,
  request text not null,
  problem_class text not null constraint service_request_problem_class_fkey references problem_class (number),
  -- Whose it is (R15): the engineer it came to, the station that answers for it.
  engineer_id uuid constraint service_request_engineer_fkey references staff_member (id),
  site_id uuid constraint service_request_site_fkey references site (id),
  status text not null default 'open' constraint service_request_status_known check (
    status in ('open', 'solved_by_phone', 'visit', 'closed')),
  document_date date not null,
  received_at timestamptz not null,
  answer_due_at timestamptz not null,
  arrival_due_at timestamptz not null,
  -- The standard of the work that was agreed with the customer (S032).
  agreed_standard text,
  answered_at timestamptz constraint service_request_answered_after_receipt check (answered_at >= received_at),
  arrived_at timestamptz constraint service_request_arrived_after_receipt check (arrived_at >= received_at),
  -- Model and purchase date were confirmed with the user (S007); a correction takes it back.
  confirmed_at timestamptz,
  confirmed_by_id uuid,
  phone_cause_code text,
  phone_advice text,
  phone_solved_at timestamptz,
  follow_up_due_at timestamptz,
  followed_up_at timestamptz,
  fault_persists boolean,
  follow_up_note text,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint service_request_due_after_receipt check (answer_due_at > received_at and arrival_due_at > received_at),
  constraint service_request_phone_has_follow_up check (status <> 'solved_by_phone' or follow_up_due_at is not null),
  constraint service_request_phone_whole check (
    (phone_solved_at is null) = (phone_cause_code is null) and (phone_solved_at is null) = (phone_advice is null)),
  constraint service_request_followed_up_whole check ((followed_up_at is null) = (fault_persists is null)),
  constraint service_request_confirmed_whole check ((confirmed_at is null) = (confirmed_by_id is null))
);
create index service_request_unit on service_request (unit_id, id desc);
create index service_request_model on service_request (model_id, id desc);
create index service_request_customer on service_request (customer_id, id desc);
create index service_request_engineer on service_request (engineer_id, id desc);
create index service_request_site on service_request (site_id, id desc);
create index service_request_status on service_request (status, id desc);
create index service_request_class on service_request (problem_class, id desc);
create index service_request_day on service_request (document_date);
create index service_request_follow_up on service_request (follow_up_due_at, id)
  where followed_up_at is null and follow_up_due_at is not null;
grant select, insert, update on service_request to counterpart_app;

-- A correction of model, date, fault … keeps the earlier value (S008, S021).
create table service_request_correction (
  id bigint generated always as identity primary key,
  request_id uuid not null constraint service_request_correction_request_fkey references service_request (id),
  field text not null,
  earlier text,
  later text,
  reason text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index service_request_correction_request on service_request_correction (request_id, id);
create trigger service_request_correction_append_only before update or delete or truncate on service_request_correction
  for each statement execute function refuse_change();
grant select, insert on service_request_correction to counterpart_app;

create table work_order (
  id uuid primary key,
  code text not null constraint work_order_code_once unique,
  number text not null constraint work_order_number_once unique,
  request_id uuid constraint work_order_request_fkey references service_request (id),
  customer_id uuid not null constraint work_order_customer_fkey references customer (id),
  unit_id uuid not null constraint work_order_unit_fkey references installed_unit (id),
  -- The unit's model, repeated: what a model usually breaks with is asked for each new order.
  model_id uuid not null constraint work_order_model_fkey references product_model (id),
  engineer_id uuid not null constraint work_order_engineer_fkey references staff_member (id),
  site_id uuid constraint work_order_site_fkey references site (id),
  fault text not null,
  symptom text,
  cause_code text,
  planned_on date,
  document_date date not null,
  -- The day the fault was reported: the request's, else the order's. It decides what the warranty covers.
  reported_on date not null,
  status text not null default 'open' constraint work_order_status_known check (
    status in ('open', 'disputed', 'closed', 'cancelled')),
  arrived_at timestamptz,
  closed_at timestamptz,
  cancellation_reason text,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint work_order_closed_when check ((status in ('closed', 'cancelled')) = (closed_at is not null)),
  constraint work_order_cancelled_why check ((status = 'cancelled') = (cancellation_reason is not null))
);
create index work_order_engineer on work_order (engineer_id, id desc);
create index work_order_unit on work_order (unit_id, id desc);
create index work_order_model on work_order (model_id, symptom, id desc);
create index work_order_customer on work_order (customer_id, id desc);
create index work_order_site on work_order (site_id, id desc);
create index work_order_status on work_order (status, id desc);
create index work_order_request on work_order (request_id);
grant select, insert, update on work_order to counterpart_app;

-- Who had the order when, and why it changed hands.
create table work_order_assignment (
  id bigint generated always as identity primary key,
  work_order_id uuid not null constraint work_order_assignment_order_fkey references work_order (id),
  earlier_engineer_id uuid not null,
  engineer_id uuid not null,
  reason text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create index work_order_assignment_order on work_order_assignment (work_order_id, id);
create trigger work_order_assignment_append_only before update or delete or truncate on work_order_assignment
  for each statement execute function refuse_change();
grant select, insert on work_order_assignment to counterpart_app;
