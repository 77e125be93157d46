-- Domains, the organisation's settings, and the log of commands (idempotency and audit in one table).

-- The role the application works as. It owns nothing; what it may do is granted table by table.
do $$
begin
  if not exists (select from pg_roles where rolname = 'counterpart_app') then
    create role counterpart_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of the same server was migrated at the same moment
end
$$;
do $$
begin
  if not pg_has_role(current_user, 'counterpart_app', 'member') then
    execute format('grant counterpart_app to %I', current_user);
  end if;
  execute format('grant usage on schema %I to counterpart_app', current_schema());
end
$$;

create domain piece_count as integer
  constraint piece_count_above_zero check (value > 0);
-- Bounded so that a JavaScript number holds every value exactly.
create domain minor_units as bigint
  constraint minor_units_safe check (value between -9007199254740991 and 9007199254740991);
-- Rules about one column of a table that is written at every posting are rules of its domain: the database keeps those
-- between statements, while it reads the text of a table's CHECK anew for each.
create domain idempotency_key as text
  constraint command_log_key_length check (length(value) between 1 and 200);
create domain currency_code as char(3)
  constraint currency_code_iso check (value ~ '^[A-Z]{3}$');

-- One row: the organisation this database belongs to.
create table organisation (
  only_row boolean primary key default true constraint organisation_one_row check (only_row),
  base_currency currency_code not null default 'CNY',
  -- R9: how many overdue old parts an engineer may have before new issues are refused.
  overdue_old_parts_limit integer not null default 5
    constraint organisation_overdue_limit_not_negative check (overdue_old_parts_limit >= 0),
  -- Days after which an unissued reservation expires.
  reservation_days integer not null default 14
    constraint organisation_reservation_days_positive check (reservation_days > 0),
  -- R13: a count difference of at most so many pieces and so much value posts without approval.
  count_tolerance_pieces integer not null default 0
    constraint organisation_count_tolerance_pieces_not_negative check (count_tolerance_pieces >= 0),
  count_tolerance_value minor_units not null default 0
    constraint organisation_count_tolerance_value_not_negative check (count_tolerance_value >= 0),
  version integer not null default 1
);
insert into organisation default values;
grant select, update on organisation to counterpart_app;

-- Every change anyone asked for: who, what, under which key, and the answer given (R2, R14).
create table command_log (
  id bigint generated always as identity primary key,
  actor_id uuid not null,
  idempotency_key idempotency_key not null,
  operation text not null,
  request_hash text not null,
  request_id text not null,
  response jsonb,
  recorded_at timestamptz not null default now(),
  constraint command_log_key_once unique (actor_id, idempotency_key)
);

-- Refuses UPDATE, DELETE and TRUNCATE on whatever must stay as it was written.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name
    using errcode = '23001', constraint = tg_table_name || '_append_only';
end
$$;

-- The answer is written once, by the transaction that made the claim; afterwards the row stands.
create function refuse_second_answer() returns trigger language plpgsql as $$
begin
  if old.response is not null then
    raise exception 'the answer to a command is never changed'
      using errcode = '23001', constraint = 'command_log_append_only';
  end if;
  return new;
end
$$;
create trigger command_log_answer_once before update on command_log
  for each row execute function refuse_second_answer();
create trigger command_log_append_only before delete or truncate on command_log
  for each statement execute function refuse_change();
grant select, insert, update (response) on command_log to counterpart_app;

-- Written by /readyz: with a full disk `select 1` stays green.
create table readiness (
  only_row boolean primary key default true constraint readiness_one_row check (only_row),
  proved_at timestamptz not null default now()
) with (fillfactor = 50);
insert into readiness default values;
grant select, update on readiness to counterpart_app;
