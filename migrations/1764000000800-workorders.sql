-- Intake of service requests and the work orders (visits) that come of them.

create sequence service_request_number;
create sequence work_order_number;
grant usage on sequence service_request_number, work_order_number to counterpart_app;

-- What kind of problem it is: routes the request and sets its due times (S034, S032).
create table problem_class (
  number text primary key,
  name_zh text not null,
  name_en text not null,
  answer_minutes integer not null constraint problem_class_answer_positive check (answer_minutes > 0),
  arrival_minutes integer not null constraint problem_class_arrival_positive check (arrival_minutes > 0)
);
insert into problem_class values
  ('safety', '安全隐患', 'Safety hazard', 30, 240),
  ('breakdown', '不能使用', 'Out of use', 120, 1440),
  ('impaired', '功能受损', 'Works in part', 480, 2880),
  ('maintenance', '保养', 'Maintenance', 1440, 10080),
  ('enquiry', '咨询', 'Enquiry', 480, 10080);
grant select, insert, update on problem_class to counterpart_app;

create table service_request (
  id uuid primary key,
  code text not null constraint service_request_code_once unique,
  number text not null constraint service_request_number_once unique,
  customer_id uuid not null constraint service_request_customer_fkey references customer (id),
  unit_id uuid constraint service_request_unit_fkey references installed_unit (id),
  model_id uuid not null constraint service_request_model_fkey references product_model (id),
  purchase_date date,
  fault text not null,
  symptom text,
  operating_conditions text,
  request text not null,
  problem_class text not null constraint service_request_problem_class_fkey references problem_class (number),
  status text not null default 'open' constraint service_request_status_known check (
    status in ('open', 'solved_by_phone', 'visit', 'closed')),
  document_date date not null,
  received_at timestamptz not null,
  answer_due_at timestamptz not null,
  arrival_due_at timestamptz not null,
  answered_at timestamptz,
  arrived_at timestamptz,
  phone_cause_code text,
  phone_advice text,
  follow_up_due_at timestamptz,
  followed_up_at timestamptz,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint service_request_phone_has_follow_up check (status <> 'solved_by_phone' or follow_up_due_at is not null)
);
create index service_request_unit on service_request (unit_id, id desc);
create index service_request_model on service_request (model_id, id desc);
create index service_request_customer on service_request (customer_id, id desc);
create index service_request_follow_up on service_request (follow_up_due_at) where followed_up_at is null and follow_up_due_at is not null;
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
  engineer_id uuid not null constraint work_order_engineer_fkey references staff_member (id),
  site_id uuid constraint work_order_site_fkey references site (id),
  symptom text,
  fault text not null,
  planned_on date,
  document_date date not null,
  status text not null default 'open' constraint work_order_status_known check (
    status in ('open', 'disputed', 'closed', 'cancelled')),
  closed_at timestamptz,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  constraint work_order_closed_when check ((status in ('closed', 'cancelled')) = (closed_at is not null))
);
create index work_order_engineer on work_order (engineer_id, id desc);
create index work_order_unit on work_order (unit_id, id desc);
create index work_order_site on work_order (site_id, id desc);
create index work_order_request on work_order (request_id);
grant select, insert, update on work_order to counterpart_app;
