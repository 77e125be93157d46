-- Codes that are not ours, codes that are no longer used, and scan sessions.

-- A maker's or another firm's code that names a record of ours. Linked, unlinked, never re-pointed: what it named when is
-- still known.
create table linked_code (
  id uuid primary key,
  -- As scanners deliver it, without their additions; GS1 keys in their bracketed form.
  text text not null constraint linked_code_text_length check (length(text) between 1 and 300),
  record_kind text not null constraint linked_code_kind_known check (
    record_kind in ('part', 'bin', 'site', 'supplier', 'customer', 'installed-unit', 'serial-unit')),
  -- No foreign key: it may be in any of these tables, and none of them loses rows.
  record_id uuid not null,
  linked_by_id uuid not null constraint linked_code_linked_by_fkey references staff_member (id),
  linked_at timestamptz not null default now(),
  unlinked_by_id uuid constraint linked_code_unlinked_by_fkey references staff_member (id),
  unlinked_at timestamptz,
  constraint linked_code_unlinked_whole check ((unlinked_by_id is null) = (unlinked_at is null))
);
create unique index linked_code_text_once on linked_code (text) where unlinked_at is null;
create index linked_code_record on linked_code (record_id, id desc);

create function refuse_second_unlinking() returns trigger language plpgsql as $$
begin
  if old.unlinked_at is not null then
    raise exception 'a link that was ended stays as it was'
      using errcode = '23001', constraint = 'linked_code_ended_once';
  end if;
  return new;
end
$$;
create trigger linked_code_ended_once before update on linked_code
  for each row execute function refuse_second_unlinking();
create trigger linked_code_append_only before delete or truncate on linked_code
  for each statement execute function refuse_change();
grant select, insert, update (unlinked_by_id, unlinked_at) on linked_code to counterpart_app;

-- A GS1 key that a record bears names that record; a code that was linked names another. One text never names two: who
-- comes second is refused. The lock is on the text, since neither sees what the other has not committed yet.
create function refuse_key_linked_elsewhere() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  v_key text := '(' || tg_argv[1] || ')' || (to_jsonb(new) ->> tg_argv[0]);
  v_link linked_code;
begin
  perform pg_advisory_xact_lock(hashtextextended(v_key, 1));
  select k.* into v_link from linked_code k where k.text = v_key and k.unlinked_at is null and k.record_id <> new.id;
  if found then
    raise exception 'the key names another record' using errcode = '23505', constraint = 'gs1_key_linked_elsewhere',
      detail = json_build_object('linkedCodeId', v_link.id, 'kind', v_link.record_kind, 'recordId', v_link.record_id)::text;
  end if;
  return new;
end
$$;
create trigger part_gtin_not_linked before insert or update of gtin on part
  for each row when (new.gtin is not null) execute function refuse_key_linked_elsewhere('gtin', '01');
create trigger part_cpid_not_linked before insert or update of cpid on part
  for each row when (new.cpid is not null) execute function refuse_key_linked_elsewhere('cpid', '8010');
create trigger serial_unit_giai_not_linked before insert or update of giai on serial_unit
  for each row when (new.giai is not null) execute function refuse_key_linked_elsewhere('giai', '8004');

create function refuse_link_of_borne_key() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  v_bearer uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.text, 1));
  select b.id into v_bearer from (
    select p.id from part p where '(01)' || p.gtin = new.text
    union all select p.id from part p where '(8010)' || p.cpid = new.text
    union all select u.id from serial_unit u where '(8004)' || u.giai = new.text) b
   where b.id <> new.record_id limit 1;
  if found then
    raise exception 'another record bears the key' using errcode = '23505', constraint = 'linked_code_not_borne_elsewhere',
      detail = json_build_object('recordId', v_bearer)::text;
  end if;
  return new;
end
$$;
create trigger linked_code_not_borne_elsewhere before insert on linked_code
  for each row when (new.text like '(%') execute function refuse_link_of_borne_key();

-- A code of ours whose label is void. It names nothing any more, and nothing ever again.
create table retired_code (
  code text primary key,
  record_kind text not null,
  record_id uuid not null,
  reason text not null,
  retired_by_id uuid not null constraint retired_code_retired_by_fkey references staff_member (id),
  retired_at timestamptz not null default now()
);
create index retired_code_record on retired_code (record_id);
create trigger retired_code_append_only before update or delete or truncate on retired_code
  for each statement execute function refuse_change();
grant select on retired_code to counterpart_app;

-- On every table whose rows may get a new code; documents keep theirs for ever.
create function refuse_retired_code() returns trigger language plpgsql as $$
begin
  if exists (select from retired_code x where x.code = new.code) then
    raise exception 'code % is retired', new.code using errcode = '23505', constraint = 'retired_code_never_reused';
  end if;
  return new;
end
$$;
-- A code is changed by retire_code alone: any other way would leave labels about that name nothing, silently.
create function refuse_changed_code() returns trigger language plpgsql as $$
begin
  if not exists (select from retired_code x where x.code = old.code) then
    raise exception 'code % is in use', old.code using errcode = '23001', constraint = 'code_changed_by_retirement';
  end if;
  return new;
end
$$;
do $$
declare
  v_table text;
begin
  foreach v_table in array array['part', 'bin', 'site', 'supplier', 'customer', 'installed_unit', 'serial_unit', 'staff_member']
  loop
    execute format('create trigger %1$s_code_not_retired before insert or update of code on %1$I
                      for each row execute function refuse_retired_code()', v_table);
    execute format('create trigger %1$s_code_changed before update of code on %1$I
                      for each row when (new.code is distinct from old.code) execute function refuse_changed_code()', v_table);
  end loop;
end
$$;

-- Retires the code of a record and gives it a new one; null when no such record has this code now.
create function retire_code(p_table text, p_kind text, p_code text, p_new_code text, p_reason text, p_actor_id uuid) returns uuid
language plpgsql security definer set search_path from current as $$
declare
  v_id uuid;
begin
  if p_table not in ('part', 'bin', 'site', 'supplier', 'customer', 'installed_unit', 'serial_unit', 'staff_member') then
    raise exception 'codes of % are for ever', p_table using errcode = '23514', constraint = 'code_of_document_stays';
  end if;
  execute format('select id from %I where code = $1 for update', p_table) into v_id using p_code;
  if v_id is null then return null; end if;
  insert into retired_code (code, record_kind, record_id, reason, retired_by_id)
    values (p_code, p_kind, v_id, p_reason, p_actor_id);
  execute format('update %I set code = $1 where id = $2', p_table) using p_new_code, v_id;
  return v_id;
end
$$;
revoke execute on function retire_code from public;
grant execute on function retire_code to counterpart_app;

-- A scanned text may be a unit's serial number, whatever its part.
create index serial_unit_serial_number on serial_unit (serial_number);

-- Scan sessions: pieces are scanned against a document, and posted once.
create sequence scan_session_number;

create table scan_session (
  id uuid primary key,
  code text not null constraint scan_session_code_once unique,
  number text not null constraint scan_session_number_once unique,
  purpose text not null,
  status text not null default 'open' constraint scan_session_status_known check (status in ('open', 'posted', 'closed')),
  -- The requisition or transfer that is worked off; null where the session makes a new document.
  document_id uuid,
  site_id uuid not null constraint scan_session_site_fkey references site (id),
  engineer_id uuid constraint scan_session_engineer_fkey references staff_member (id),
  -- What was told at the start beyond that.
  terms jsonb not null default '{}',
  opened_by_id uuid not null constraint scan_session_opened_by_fkey references staff_member (id),
  opened_at timestamptz not null default now(),
  ended_by_id uuid constraint scan_session_ended_by_fkey references staff_member (id),
  ended_at timestamptz,
  note text,
  -- What it posted, and what was expected and scanned line by line when it ended.
  documents jsonb not null default '[]',
  lines jsonb,
  constraint scan_session_ended_whole check (
    (status = 'open') = (ended_by_id is null) and (ended_by_id is null) = (ended_at is null)),
  constraint scan_session_posted_whole check ((status = 'posted') = (jsonb_array_length(documents) > 0))
);
create index scan_session_site on scan_session (site_id, id desc);
create index scan_session_open on scan_session (id desc) where status = 'open';
create index scan_session_document on scan_session (document_id) where document_id is not null;

create function refuse_change_of_ended_session() returns trigger language plpgsql as $$
begin
  if old.status <> 'open' then
    raise exception 'session % is %', old.number, old.status
      using errcode = '23514', constraint = 'scan_session_ended_once';
  end if;
  return new;
end
$$;
create trigger scan_session_ended_once before update on scan_session
  for each row execute function refuse_change_of_ended_session();
create trigger scan_session_never_deleted before delete or truncate on scan_session
  for each statement execute function refuse_change();
grant select, insert, update (status, ended_by_id, ended_at, note, documents, lines) on scan_session to counterpart_app;
grant usage on sequence scan_session_number to counterpart_app;

-- One of the scanners of a session: up to which of its numbers everything is judged, and the bin it stands at.
create table scan_device (
  session_id uuid not null constraint scan_device_session_fkey references scan_session (id),
  device text not null,
  judged_to integer not null default 0,
  bin_id uuid constraint scan_device_bin_fkey references bin (id),
  primary key (session_id, device)
);
grant select, insert, update (judged_to, bin_id) on scan_device to counterpart_app;

-- Every scan as it was sent, refused ones too. (device, sequence) is the client's: sent twice it is the same scan.
create table scan (
  session_id uuid not null constraint scan_session_fkey references scan_session (id),
  device text not null,
  sequence integer not null constraint scan_sequence_from_one check (sequence > 0),
  -- null = takes back the last accepted piece of its device.
  text text,
  quantity piece_count not null default 1,
  -- What was told with it, compared when it is sent again.
  told jsonb not null default '{}',
  -- waiting = an earlier number of its device has not arrived.
  outcome text not null default 'waiting'
    constraint scan_outcome_known check (outcome in ('waiting', 'accepted', 'refused', 'undone', 'bin', 'undo')),
  problem text,
  sentence text,
  line_key text,
  part_id uuid,
  unit_id uuid,
  serial_number text,
  bin_id uuid,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  primary key (session_id, device, sequence)
);
create index scan_counted on scan (session_id) where outcome = 'accepted';
create index scan_waiting on scan (session_id, device, sequence) where outcome = 'waiting';

create function refuse_scan_into_ended_session() returns trigger language plpgsql as $$
begin
  if not exists (select from scan_session s where s.id = new.session_id and s.status = 'open') then
    raise exception 'the session is ended' using errcode = '23514', constraint = 'scan_into_open_session';
  end if;
  return new;
end
$$;
create trigger scan_into_open_session before insert or update on scan
  for each row execute function refuse_scan_into_ended_session();
create trigger scan_never_deleted before delete or truncate on scan
  for each statement execute function refuse_change();
grant select, insert,
  update (outcome, problem, sentence, line_key, part_id, unit_id, serial_number, bin_id) on scan to counterpart_app;
