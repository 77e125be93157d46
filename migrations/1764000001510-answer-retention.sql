-- Answers in the log of commands hold what documents hold: names of customers and signers. They are kept as long as a
-- request may reasonably be repeated and dropped then; who did what, when and under which key stays for ever.

alter table organisation
  -- Days after which the answer to a change is dropped.
  add column answer_days integer not null default 90
    constraint organisation_answer_days_in_range check (answer_days between 1 and 3650);

-- A dropped answer is JSON's null: one that was never given is SQL's.
create or replace function refuse_second_answer() returns trigger language plpgsql as $$
begin
  if old.response is null then return new; end if;
  if new.response = 'null'::jsonb
     and old.recorded_at < now() - make_interval(days => (select o.answer_days from organisation o)) then
    return new;
  end if;
  raise exception 'the answer to a command is never changed'
    using errcode = '23001', constraint = 'command_log_append_only';
end
$$;

-- Up to which command answers were dropped: the log is read onwards from there, and needs no index by its time.
create table answer_retention (
  only_row boolean primary key default true constraint answer_retention_one_row check (only_row),
  dropped_up_to bigint not null default 0
);
insert into answer_retention default values;
grant select, update (dropped_up_to) on answer_retention to counterpart_app;
