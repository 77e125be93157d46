-- Counts 盘点: what lies in the bins, counted blind, compared with the books as of the counting, posted under approval.

create sequence stock_count_number;
grant usage on sequence stock_count_number to counterpart_app;

create table stock_count (
  id uuid primary key,
  code text not null constraint stock_count_code_once unique,
  number text not null constraint stock_count_number_once unique,
  site_id uuid not null constraint stock_count_site_fkey references site (id),
  -- full = the whole site; cycle = chosen bins, chosen parts, or these parts in these bins.
  kind text not null constraint stock_count_kind_known check (kind in ('full', 'cycle')),
  bin_ids uuid[],
  part_ids uuid[],
  status text not null default 'open' constraint stock_count_status_known check (
    status in ('open', 'submitted', 'posted', 'cancelled')),
  -- Raised by each recount.
  round integer not null default 1,
  due_on date,
  note text,
  opened_by_id uuid not null constraint stock_count_opened_by_fkey references staff_member (id),
  opened_at timestamptz not null default now(),
  submitted_by_id uuid constraint stock_count_submitted_by_fkey references staff_member (id),
  submitted_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  constraint stock_count_full_is_whole check ((kind = 'full') = (bin_ids is null and part_ids is null)),
  constraint stock_count_submitted_when check ((submitted_by_id is null) = (submitted_at is null)),
  constraint stock_count_ended_when check ((status in ('posted', 'cancelled')) = (ended_at is not null))
);
create index stock_count_site on stock_count (site_id, id desc);
create index stock_count_status on stock_count (status, id desc);
create trigger stock_count_never_deleted before delete or truncate on stock_count
  for each statement execute function refuse_change();
grant select, insert (id, code, number, site_id, kind, bin_ids, part_ids, due_on, note, opened_by_id),
  update (status, round, due_on, note, submitted_by_id, submitted_at, ended_at, version) on stock_count to counterpart_app;

create function refuse_change_of_ended_count() returns trigger language plpgsql as $$
begin
  if old.status in ('posted', 'cancelled') then
    raise exception 'count % is %', old.number, old.status using errcode = '23514', constraint = 'stock_count_ended_once';
  end if;
  return new;
end
$$;
create trigger stock_count_ended_once before update on stock_count
  for each row execute function refuse_change_of_ended_count();

-- Ranges of ids: a constraint can ask whether two places overlap where one of them is a whole bin.
create type uuid_range as range (subtype = uuid);

-- What a count covers. While it runs nobody else counts there: two counts of one bin would both post the difference.
create table count_place (
  count_id uuid not null constraint count_place_count_fkey references stock_count (id),
  bin_id uuid not null constraint count_place_bin_fkey references bin (id),
  -- null = whatever lies in the bin.
  part_id uuid constraint count_place_part_fkey references part (id),
  open boolean not null default true,
  -- Somebody looked and said that nothing else lies here.
  finished_at timestamptz,
  finished_by_id uuid constraint count_place_finished_by_fkey references staff_member (id),
  constraint count_place_line_once unique nulls not distinct (count_id, bin_id, part_id),
  constraint count_place_finished_when check ((finished_at is null) = (finished_by_id is null)),
  constraint count_place_in_one_count exclude using gist (
    uuid_range(bin_id, bin_id, '[]') with &&,
    (case when part_id is null then uuid_range(null, null) else uuid_range(part_id, part_id, '[]') end) with &&)
    where (open)
);
create index count_place_open on count_place (bin_id, part_id) where open;
-- When a bin was last looked through, and whether it is being.
create index count_place_finished on count_place (bin_id, finished_at) where part_id is null;
grant select, insert (count_id, bin_id, part_id), update (open, finished_at, finished_by_id) on count_place
  to counterpart_app;

-- One part in one bin.
create table count_line (
  id uuid primary key,
  count_id uuid not null constraint count_line_count_fkey references stock_count (id),
  bin_id uuid not null constraint count_line_bin_fkey references bin (id),
  part_id uuid not null constraint count_line_part_fkey references part (id),
  -- waiting = counted, and a supervisor decides on the difference; settled = right, or its difference is posted.
  status text not null default 'open' constraint count_line_status_known check (
    status in ('open', 'counted', 'waiting', 'settled')),
  round integer not null default 1,
  -- The entry that counts; earlier ones stay readable.
  entry_id uuid,
  settled_at timestamptz,
  -- Null where the difference was within the tolerance, or there was none.
  decided_by_id uuid constraint count_line_decided_by_fkey references staff_member (id),
  cause text constraint count_line_cause_known check (cause in (
    'miscounted_before', 'misplaced', 'movement_not_posted', 'damaged', 'lost', 'found', 'unknown')),
  decision_note text,
  movement_id bigint constraint count_line_movement_fkey references stock_movement (id),
  posted_quantity integer not null default 0,
  posted_value minor_units not null default 0,
  constraint count_line_once unique (count_id, bin_id, part_id),
  constraint count_line_counted_when check ((status = 'open') = (entry_id is null)),
  constraint count_line_settled_when check ((status = 'settled') = (settled_at is not null)),
  constraint count_line_posted_whole check (movement_id is not null or (posted_quantity = 0 and posted_value = 0)),
  constraint count_line_decision_explained check ((decided_by_id is null) = (cause is null))
);
create index count_line_movement on count_line (movement_id) where movement_id is not null;
create index count_line_place on count_line (bin_id, part_id);
create index count_line_settled on count_line (settled_at) where settled_at is not null;
create trigger count_line_never_deleted before delete or truncate on count_line
  for each statement execute function refuse_change();
-- A line begins open: how it ends is for the guard below.
grant select, insert (id, count_id, bin_id, part_id, round), update (status, round, entry_id, settled_at, decided_by_id,
  cause, decision_note, movement_id, posted_quantity, posted_value) on count_line to counterpart_app;

-- What somebody counted, and what the books said at that moment. Never changed: a second look is a second entry.
create table count_entry (
  id uuid primary key,
  line_id uuid not null constraint count_entry_line_fkey references count_line (id),
  round integer not null,
  counted_quantity integer not null constraint count_entry_quantity_not_negative check (counted_quantity >= 0),
  -- On the shelf and reserved in that bin when it was counted; written by the trigger below, never by the application.
  book_quantity integer not null,
  difference integer not null generated always as (counted_quantity - book_quantity) stored,
  -- Pieces that are not as the books say: of serial-numbered parts the missing and the unexpected units together.
  odd_pieces integer not null,
  -- What the difference is worth, of the value the ledger has; null = the ledger knows no value of this part.
  difference_value minor_units,
  counted_at timestamptz not null,
  counted_by_id uuid not null constraint count_entry_counted_by_fkey references staff_member (id),
  scan_session_id uuid,
  note text,
  recorded_at timestamptz not null default now()
);
create index count_entry_line on count_entry (line_id, id);
create trigger count_entry_append_only before update or delete or truncate on count_entry
  for each statement execute function refuse_change();
grant select, insert (id, line_id, round, counted_quantity, odd_pieces, counted_at, counted_by_id, scan_session_id, note)
  on count_entry to counterpart_app;
alter table count_line add constraint count_line_entry_fkey foreign key (entry_id) references count_entry (id);

-- The units of an entry of a serial-numbered part: found where the books have them, missing, or unexpected.
create table count_entry_unit (
  entry_id uuid not null constraint count_entry_unit_entry_fkey references count_entry (id),
  serial_number text not null
    constraint count_entry_unit_serial_number_length check (length(serial_number) between 1 and 64),
  -- Null: no unit of the part was known by this serial number.
  unit_id uuid constraint count_entry_unit_unit_fkey references serial_unit (id),
  state text not null constraint count_entry_unit_status_known check (state in ('found', 'missing', 'unexpected')),
  primary key (entry_id, serial_number)
);
create trigger count_entry_unit_append_only before update or delete or truncate on count_entry_unit
  for each statement execute function refuse_change();
grant select, insert on count_entry_unit to counterpart_app;

-- Who opened, counted, finished a bin or submitted: none of them decides (R4). Written by triggers alone.
create table count_participant (
  count_id uuid not null constraint count_participant_count_fkey references stock_count (id),
  person_id uuid not null constraint count_participant_person_fkey references staff_member (id),
  primary key (count_id, person_id)
);
create trigger count_participant_append_only before update or delete or truncate on count_participant
  for each statement execute function refuse_change();
grant select on count_participant to counterpart_app;

create function note_opener_or_submitter() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into count_participant (count_id, person_id) values (new.id, coalesce(new.submitted_by_id, new.opened_by_id))
    on conflict do nothing;
  return null;
end
$$;
create trigger stock_count_participant after insert or update of submitted_by_id on stock_count
  for each row execute function note_opener_or_submitter();

create function note_finisher() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into count_participant (count_id, person_id) values (new.count_id, new.finished_by_id) on conflict do nothing;
  return null;
end
$$;
create trigger count_place_participant after update of finished_by_id on count_place
  for each row when (new.finished_by_id is not null) execute function note_finisher();

-- Who did what with a count, when and why.
create table count_event (
  id bigint generated always as identity primary key,
  count_id uuid not null constraint count_event_count_fkey references stock_count (id),
  kind text not null constraint count_event_kind_known check (kind in (
    'opened', 'submitted', 'approved', 'rejected', 'cancelled', 'reversed')),
  actor_id uuid not null constraint count_event_actor_fkey references staff_member (id),
  at timestamptz not null default now(),
  -- How many lines it was about.
  line_count integer not null,
  note text
);
create index count_event_count on count_event (count_id, id);
create trigger count_event_append_only before update or delete or truncate on count_event
  for each statement execute function refuse_change();
grant select, insert on count_event to counterpart_app;

-- ── What the books say of a place ───────────────────────────────────────────────────────────────────────────────

-- Pieces on the shelf and reserved in a bin: now, or as of an earlier moment, by the chain of balances after.
create function pieces_in_bin(p_bin_id uuid, p_part_id uuid, p_at timestamptz default null) returns integer
language sql stable as $$
  select coalesce(sum(case when p_at is null then b.quantity::integer else (
           select x.quantity_after from (
             (select t.id, t.posting_date, t.from_quantity_after as quantity_after from stock_transfer t
                join stock_movement m on m.id = t.movement_id
               where t.from_account_id = a.id and t.part_id = p_part_id and m.recorded_at <= p_at
               order by t.posting_date desc, t.id desc limit 1)
             union all
             (select t.id, t.posting_date, t.to_quantity_after from stock_transfer t
                join stock_movement m on m.id = t.movement_id
               where t.to_account_id = a.id and t.part_id = p_part_id and m.recorded_at <= p_at
               order by t.posting_date desc, t.id desc limit 1)) x
            order by x.id desc limit 1) end), 0)::integer
    from stock_account a join stock_balance b on b.account_id = a.id and b.part_id = p_part_id
   where a.owner_id = p_bin_id and a.kind in ('shelf', 'reserved')
$$;

-- The units that the books have in a bin: now, or as of an earlier moment.
create function units_in_bin(p_bin_id uuid, p_part_id uuid, p_at timestamptz default null) returns setof uuid
language sql stable as $$
  with account as (select id from stock_account where owner_id = p_bin_id and kind in ('shelf', 'reserved')),
  present as (select u.id from serial_unit u where u.part_id = p_part_id and u.account_id in (select id from account))
  select id from present where p_at is null
  union all
  select c.id
    from (select id from present
          union
          select t.unit_id from stock_transfer t join stock_movement m on m.id = t.movement_id
           where t.from_account_id in (select id from account) and t.part_id = p_part_id and m.recorded_at > p_at) c (id)
   where p_at is not null
     and (select t.to_account_id from stock_transfer t join stock_movement m on m.id = t.movement_id
           where t.unit_id = c.id and m.recorded_at <= p_at order by t.id desc limit 1) in (select id from account)
$$;

-- What came into a bin and went out of it between its counting and now, or its settlement: no comparison hangs on it, a
-- supervisor looks at it. Posting dates tell where to stop reading; nothing is dated further back than two months.
create function moved_in_bin_since(p_bin_id uuid, p_part_id uuid, p_at timestamptz, p_until timestamptz,
  out came integer, out went integer)
language sql stable as $$
  select coalesce(sum(x.quantity) filter (where x.came), 0)::integer,
         coalesce(sum(x.quantity) filter (where not x.came), 0)::integer
    from (select array_agg(id) as ids from stock_account where owner_id = p_bin_id and kind in ('shelf', 'reserved')) a
   cross join lateral (
     select t.movement_id, t.quantity::integer as quantity, true as came from stock_transfer t
      where t.to_account_id = any (a.ids) and not t.from_account_id = any (a.ids) and t.part_id = p_part_id
        and t.posting_date >= p_at::date - 62
     union all
     select t.movement_id, t.quantity::integer, false from stock_transfer t
      where t.from_account_id = any (a.ids) and not t.to_account_id = any (a.ids) and t.part_id = p_part_id
        and t.posting_date >= p_at::date - 62) x
    join stock_movement m on m.id = x.movement_id
   where m.recorded_at > p_at and m.recorded_at < coalesce(p_until, 'infinity') and m.reason <> 'count'
$$;

-- What pieces of a part are worth by the ledger: in the bin, else at the site, else anywhere, else when last received.
create function worth_of_part(p_bin_id uuid, p_part_id uuid, out value bigint, out quantity bigint)
language plpgsql stable as $$
begin
  -- Each answers most of what the one before it leaves; the first is two probes.
  select sum(b.value), sum(b.quantity) into value, quantity
    from stock_account a join stock_balance b on b.account_id = a.id and b.part_id = p_part_id
   where a.owner_id = p_bin_id and a.kind in ('shelf', 'reserved');
  if quantity > 0 then return; end if;
  select sum(b.value), sum(b.quantity) into value, quantity
    from bin here join bin n on n.site_id = here.site_id
    join stock_account a on a.owner_id = n.id and a.kind in ('shelf', 'reserved')
    join stock_balance b on b.account_id = a.id and b.part_id = p_part_id
   where here.id = p_bin_id;
  if quantity > 0 then return; end if;
  select sum(b.value), sum(b.quantity) into value, quantity
    from stock_balance b join stock_account a on a.id = b.account_id
   where b.part_id = p_part_id and a.kind in ('shelf', 'reserved', 'custody', 'in_transit', 'quarantine');
  if quantity > 0 then return; end if;
  select l.value, l.quantity into value, quantity from receipt_line l
   where l.part_id = p_part_id order by l.receipt_id desc limit 1;
end
$$;

-- R13: who counts must not learn from a refusal what should lie there.
create or replace function balance_is_told(p_account_id bigint, p_part_id uuid) returns boolean language sql stable as $$
  select not exists (select from stock_account a join count_place q on q.bin_id = a.bin_id and q.open
                      where a.id = p_account_id and (q.part_id is null or q.part_id = p_part_id)
                        and not exists (select from count_line l where l.count_id = q.count_id and l.bin_id = q.bin_id
                                           and l.part_id = p_part_id and l.status = 'settled'))
$$;

-- ── Guards ──────────────────────────────────────────────────────────────────────────────────────────────────────

-- R13: the books' side of the comparison is the database's own, as of the moment of counting.
create function complete_count_entry() returns trigger language plpgsql security definer set search_path from current as $$
declare
  v_line record;
  v_worth record;
begin
  select l.count_id, l.bin_id, l.part_id, l.status, l.round, c.status as count_status, c.opened_at into v_line
    from count_line l join stock_count c on c.id = l.count_id where l.id = new.line_id;
  if v_line.count_status <> 'open' or v_line.status not in ('open', 'counted') then
    raise exception 'the line is not being counted' using errcode = '23514', constraint = 'count_entry_while_counting';
  end if;
  if new.counted_at < v_line.opened_at or new.counted_at > clock_timestamp() then
    raise exception 'counted before the count began, or in the future'
      using errcode = '23514', constraint = 'count_entry_within_count';
  end if;
  new.book_quantity := pieces_in_bin(v_line.bin_id, v_line.part_id, new.counted_at);
  new.counted_at := coalesce(new.counted_at, clock_timestamp());
  new.odd_pieces := coalesce(new.odd_pieces, abs(new.counted_quantity - new.book_quantity));
  if new.odd_pieces < abs(new.counted_quantity - new.book_quantity) then
    raise exception 'fewer odd pieces than the difference' using errcode = '23514', constraint = 'count_entry_odd_pieces_whole';
  end if;
  select * into v_worth from worth_of_part(v_line.bin_id, v_line.part_id);
  new.difference_value := case
    when new.odd_pieces = 0 then 0
    -- Missing and unexpected units do not cancel each other out: what is to be decided on is worth all of them.
    when v_worth.quantity > 0 then round(v_worth.value::numeric
      * case when new.counted_quantity = new.book_quantity then new.odd_pieces
             else new.odd_pieces * sign(new.counted_quantity - new.book_quantity) end / v_worth.quantity) end;
  insert into count_participant (count_id, person_id) values (v_line.count_id, new.counted_by_id) on conflict do nothing;
  return new;
end
$$;
create trigger count_entry_complete before insert on count_entry
  for each row execute function complete_count_entry();

create function took_part_in_count(p_count_id uuid, p_person_id uuid) returns boolean language sql stable as $$
  select exists (select from count_participant p where p.count_id = p_count_id and p.person_id = p_person_id)
$$;

create function within_count_tolerance(p_odd_pieces integer, p_value bigint) returns boolean language sql stable as $$
  select p_odd_pieces = 0
      or coalesce(p_odd_pieces <= o.count_tolerance_pieces and abs(p_value) <= o.count_tolerance_value, false)
    from organisation o
$$;

-- R4, R13: a difference is settled within the tolerance, or by a decision of somebody who had no part in the count.
create function refuse_unapproved_difference() returns trigger language plpgsql as $$
declare
  v_entry count_entry;
  v_serial_numbered boolean;
begin
  if old.status = 'settled' then
    raise exception 'the line is settled' using errcode = '23514', constraint = 'count_line_settled_stays';
  end if;
  if new.entry_id is not null then
    select * into v_entry from count_entry e where e.id = new.entry_id;
    if v_entry.line_id <> new.id or v_entry.round <> new.round then
      raise exception 'an entry of another line or round'
        using errcode = '23514', constraint = 'count_line_entry_of_line';
    end if;
  end if;
  if new.decided_by_id is not null and took_part_in_count(new.count_id, new.decided_by_id) then
    raise exception 'decided by who took part' using errcode = '23514', constraint = 'count_decided_by_another';
  end if;
  if new.status = 'settled' then
    if new.decided_by_id is null and not within_count_tolerance(v_entry.odd_pieces, v_entry.difference_value) then
      raise exception 'the difference is above the tolerance'
        using errcode = '23514', constraint = 'count_difference_needs_approval';
    end if;
    select p.serial_numbered into v_serial_numbered from part p where p.id = new.part_id;
    -- Units may have come or gone by themselves since they were counted; pieces that are not told apart may not.
    if (v_serial_numbered and abs(new.posted_quantity) > v_entry.odd_pieces)
       or (not v_serial_numbered and new.posted_quantity <> v_entry.difference) then
      raise exception 'other than the difference is posted'
        using errcode = '23514', constraint = 'count_posts_the_difference';
    end if;
  end if;
  return new;
end
$$;
create trigger count_line_guard before update on count_line
  for each row execute function refuse_unapproved_difference();

-- What a count posts is what its settled lines say: no other movement may call itself a count.
create function refuse_count_without_lines() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
    with moved as (
      select coalesce(f.bin_id, k.bin_id) as bin_id, t.part_id,
             sum(case when k.kind = 'shelf' then t.quantity else -t.quantity end)::integer as quantity,
             sum(case when k.kind = 'shelf' then t.value else -t.value end)::bigint as value
        from stock_transfer t
        join stock_account f on f.id = t.from_account_id join stock_account k on k.id = t.to_account_id
       where t.movement_id = new.movement_id group by 1, 2),
    settled as (
      select l.bin_id, l.part_id, l.posted_quantity as quantity, l.posted_value::bigint as value
        from count_line l
       where l.movement_id = new.movement_id and l.count_id = new.document_id and l.status = 'settled')
    (select * from moved except select * from settled) union all (select * from settled except select * from moved)) then
    raise exception 'other pieces than the count says' using errcode = '23514', constraint = 'count_follows_its_lines';
  end if;
  return null;
end
$$;
create constraint trigger count_follows_its_lines after insert on movement_to_justify deferrable initially deferred
  for each row when (new.reason = 'count') execute function refuse_count_without_lines();
