-- The ledger: accounts, movements of transfers, balances, and the one function that writes them.
-- It reads top to bottom: tables, views as the public face, then the one way to post.

-- ── Accounts: a place in a state ────────────────────────────────────────────────────────────────────────────────

create table stock_account (
  id bigint generated always as identity primary key,
  kind text not null constraint stock_account_kind_known check (kind in (
    'shelf', 'reserved', 'in_transit', 'custody', 'quarantine', 'old_custody', 'old_parts', 'refurbishing', 'at_supplier',
    'supplier', 'opening', 'fitted_warranty', 'fitted_paid', 'fitted_goodwill', 'fitted_contract', 'removed',
    'scrapped', 'written_off', 'count_variance', 'revaluation')),
  -- The bin, site, staff member or supplier it belongs to; the nil id for the organisation's own accounts.
  owner_id uuid not null default '00000000-0000-0000-0000-000000000000',
  -- Inside = we answer for it: balance kept, never negative. Outside accounts have no balance row; they would be hot.
  inside boolean not null generated always as (kind in (
    'shelf', 'reserved', 'in_transit', 'custody', 'quarantine', 'old_custody', 'old_parts', 'refurbishing',
    'at_supplier')) stored,
  bin_id uuid generated always as (case when kind in ('shelf', 'reserved') then owner_id end) stored
    constraint stock_account_bin_fkey references bin (id),
  site_id uuid generated always as (case when kind in ('in_transit', 'quarantine', 'old_parts', 'refurbishing')
    then owner_id end) stored
    constraint stock_account_site_fkey references site (id),
  staff_member_id uuid generated always as (case when kind in ('custody', 'old_custody') then owner_id end) stored
    constraint stock_account_staff_member_fkey references staff_member (id),
  -- A purchase from a shop that is no supplier of ours comes from the unnamed supplier: the nil id.
  supplier_id uuid generated always as (case when kind in ('at_supplier', 'supplier')
    then nullif(owner_id, '00000000-0000-0000-0000-000000000000') end) stored
    constraint stock_account_supplier_fkey references supplier (id),
  -- With the id, which is what is looked for: the lists of a site's stock read this index alone.
  constraint stock_account_once unique (kind, owner_id) include (id)
);
create index stock_account_owner on stock_account (owner_id);

-- Which reason may move stock from which kind of account to which: the chart of the chain, readable as a table.
create table movement_rule (
  reason text not null,
  from_kind text not null,
  to_kind text not null,
  primary key (reason, from_kind, to_kind)
);
insert into movement_rule (reason, from_kind, to_kind) values
  ('opening', 'opening', 'shelf'), ('opening', 'opening', 'custody'),
  ('receive', 'supplier', 'shelf'), ('receive', 'supplier', 'quarantine'), ('receive', 'supplier', 'custody'),
  ('inspect', 'quarantine', 'shelf'), ('inspect', 'quarantine', 'scrapped'), ('inspect', 'quarantine', 'supplier'),
  ('reserve', 'shelf', 'reserved'), ('release', 'reserved', 'shelf'),
  ('issue', 'reserved', 'custody'),
  ('return_unused', 'custody', 'shelf'), ('return_unused', 'custody', 'quarantine'),
  ('hand_over', 'custody', 'custody'),
  ('send', 'shelf', 'in_transit'), ('arrive', 'in_transit', 'shelf'), ('arrive', 'in_transit', 'quarantine'),
  ('lose', 'in_transit', 'written_off'),
  ('fit', 'custody', 'fitted_warranty'), ('fit', 'custody', 'fitted_paid'), ('fit', 'custody', 'fitted_goodwill'),
  ('fit', 'custody', 'fitted_contract'),
  ('remove', 'removed', 'old_custody'), ('old_part_back', 'old_custody', 'old_parts'),
  ('old_part_waive', 'old_custody', 'written_off'),
  ('dispose', 'old_parts', 'scrapped'), ('dispose', 'old_parts', 'refurbishing'), ('dispose', 'old_parts', 'at_supplier'),
  ('refurbish', 'refurbishing', 'shelf'), ('refurbish', 'refurbishing', 'scrapped'),
  ('settle', 'at_supplier', 'scrapped'), ('settle', 'at_supplier', 'supplier'), ('settle', 'at_supplier', 'old_parts'),
  ('return_to_supplier', 'shelf', 'supplier'),
  ('move', 'shelf', 'shelf'),
  ('count', 'shelf', 'count_variance'), ('count', 'count_variance', 'shelf'),
  ('write_off', 'custody', 'written_off'), ('write_off', 'shelf', 'written_off'),
  ('revalue', 'revaluation', 'refurbishing'), ('revalue', 'revaluation', 'shelf'), ('revalue', 'shelf', 'revaluation');

-- ── Movements and their transfers: append-only ──────────────────────────────────────────────────────────────────

create table stock_movement (
  id bigint generated always as identity primary key,
  reason text not null,
  document_kind text not null,
  document_id uuid not null,
  -- When it happened in the world (any past day), and the day in the books.
  document_date date not null,
  posting_date date not null,
  -- Attributed (R2). No foreign key: a lock on one busy clerk's row would join all postings of that clerk.
  actor_id uuid not null,
  reverses_id bigint
    constraint stock_movement_reverses_fkey references stock_movement (id),
  recorded_at timestamptz not null default now(),
  -- True for documents that post exactly once; null lets the others post as often as they must.
  once boolean,
  constraint stock_movement_document_posts_once unique (document_id, reason, once)
);
create unique index stock_movement_reversed_once on stock_movement (reverses_id) where reverses_id is not null;

-- Consumption, count differences and reversals: what later layers must find justified by a document when the transaction ends (their
-- deferred triggers stand here). Apart from the movements, where each such trigger would cost every posting.
create table movement_to_justify (
  movement_id bigint primary key,
  reason text not null,
  document_id uuid not null,
  reverses_id bigint
);
create trigger movement_to_justify_append_only before update or delete or truncate on movement_to_justify
  for each statement execute function refuse_change();

create table serial_unit (
  id uuid primary key,
  code text not null constraint serial_unit_code_once unique,
  part_id uuid not null constraint serial_unit_part_fkey references part (id),
  serial_number text not null constraint serial_unit_serial_number_length check (length(serial_number) between 1 and 64),
  -- The GS1 key of the unit as an asset (GIAI): the 82 characters that GS1 allows, a company prefix first.
  giai text constraint serial_unit_giai_valid check (giai collate "C" ~ '^\d{4}[!"%-?A-Z_a-z]{0,26}$'),
  -- The one account the unit is in; null until its first transfer.
  account_id bigint constraint serial_unit_account_fkey references stock_account (id),
  constraint serial_unit_once unique (part_id, serial_number)
);
create index serial_unit_account on serial_unit (account_id, part_id);
create unique index serial_unit_giai_once on serial_unit (('(8004)' || giai)) where giai is not null;

-- A movement without pieces is a revaluation, which moves value alone.
create domain moved_quantity as integer
  constraint stock_transfer_quantity_above_zero check (value >= 0);
create domain moved_value as bigint
  constraint minor_units_safe check (value <= 9007199254740991)
  constraint stock_transfer_value_not_negative check (value >= 0);

-- One line of a movement: `quantity` pieces of one part, with their value, from one account to another.
-- Balanced by its shape. Each side that is inside carries the balance after it, so the chain proves itself.
-- No foreign keys: one function writes transfers, together with their movement, and every inside side has a balance row,
-- which has the keys to account and part. That function also holds the rules about several columns.
create table stock_transfer (
  id bigint generated always as identity,
  movement_id bigint not null,
  part_id uuid not null,
  from_account_id bigint not null,
  to_account_id bigint not null,
  quantity moved_quantity not null,
  value moved_value not null,
  unit_id uuid,
  posting_date date not null,
  from_quantity_after integer,
  from_value_after bigint,
  to_quantity_after integer,
  to_value_after bigint,
  primary key (movement_id, id)
);
create index stock_transfer_from on stock_transfer (from_account_id, part_id, posting_date, id);
create index stock_transfer_to on stock_transfer (to_account_id, part_id, posting_date, id);
create index stock_transfer_unit on stock_transfer (unit_id, id) where unit_id is not null;

create domain held_quantity as integer
  constraint stock_balance_not_negative check (value >= 0);
create domain held_value as bigint
  constraint minor_units_safe check (value <= 9007199254740991)
  constraint stock_balance_value_not_negative check (value >= 0);

create table stock_balance (
  account_id bigint not null constraint stock_balance_account_fkey references stock_account (id),
  part_id uuid not null constraint stock_balance_part_fkey references part (id),
  quantity held_quantity not null,
  value held_value not null,
  -- Posting dates per balance never run backwards (R16).
  last_posted_on date not null,
  primary key (account_id, part_id),
  constraint stock_balance_nothing_is_worth_nothing check (quantity <> 0 or value = 0)
) with (fillfactor = 70);
create index stock_balance_part on stock_balance (part_id, account_id);

create trigger stock_movement_append_only before update or delete or truncate on stock_movement
  for each statement execute function refuse_change();
create trigger stock_transfer_append_only before update or delete or truncate on stock_transfer
  for each statement execute function refuse_change();

-- ── Views: the public face ──────────────────────────────────────────────────────────────────────────────────────

-- Each transfer as its two entries: what one account sees.
create view stock_entry as
  select t.id as transfer_id, t.movement_id, t.from_account_id as account_id, t.part_id, -t.quantity as quantity,
         -t.value as value, t.unit_id, t.posting_date, t.from_quantity_after as quantity_after,
         t.from_value_after as value_after, t.to_account_id as counter_account_id
    from stock_transfer t
  union all
  select t.id, t.movement_id, t.to_account_id, t.part_id, t.quantity,
         t.value, t.unit_id, t.posting_date, t.to_quantity_after, t.to_value_after, t.from_account_id
    from stock_transfer t;

-- ── The one way to post ─────────────────────────────────────────────────────────────────────────────────────────

-- A line as it is asked for. `value` is stated only where stock enters from outside, and for revaluations.
create type stock_line as (
  part_id uuid, from_account_id bigint, to_account_id bigint, quantity integer, value bigint, unit_id uuid);

-- The account of a kind and owner, opened at its first use.
create function account_for(p_kind text, p_owner uuid default '00000000-0000-0000-0000-000000000000') returns bigint
language plpgsql security definer set search_path from current as $$
declare
  v_id bigint;
begin
  select id into v_id from stock_account where kind = p_kind and owner_id = p_owner;
  if found then return v_id; end if;
  insert into stock_account (kind, owner_id) values (p_kind, p_owner)
    on conflict on constraint stock_account_once do nothing;
  select id into v_id from stock_account where kind = p_kind and owner_id = p_owner;
  return v_id;
end
$$;

-- Locks one balance and answers it.
create function lock_balance(p_account_id bigint, p_part_id uuid, p_posting_date date) returns stock_balance
language plpgsql as $$
declare
  v_balance stock_balance;
begin
  select * into v_balance from stock_balance b
   where b.account_id = p_account_id and b.part_id = p_part_id for update;
  if not found then
    -- What does not exist cannot be locked: a zero row first.
    insert into stock_balance (account_id, part_id, quantity, value, last_posted_on)
      values (p_account_id, p_part_id, 0, 0, p_posting_date) on conflict do nothing;
    select * into v_balance from stock_balance b
     where b.account_id = p_account_id and b.part_id = p_part_id for update;
  end if;
  if v_balance.last_posted_on > p_posting_date then
    raise exception 'a balance was already posted on %', v_balance.last_posted_on
      using errcode = '23514', constraint = 'stock_balance_posting_date_forward',
            detail = json_build_object('partId', p_part_id, 'earliestPostingDate', v_balance.last_posted_on)::text;
  end if;
  return v_balance;
end
$$;

-- Locks every balance a movement touches, in one total order. Two movements that lock shared balances in different
-- orders wait for each other for ever (a deadlock); with one order the later simply waits for the earlier.
create function lock_balances(p_posting_date date, p_lines stock_line[]) returns void
language sql as $$
  select lock_balance(k.account_id, k.part_id, p_posting_date)
    from (select s.account_id, s.part_id
            from (select l.from_account_id as account_id, l.part_id from unnest(p_lines) l
                  union
                  select l.to_account_id, l.part_id from unnest(p_lines) l) s
            join stock_account a on a.id = s.account_id and a.inside
           order by s.account_id, s.part_id) k
$$;

-- Whether a refusal may say how much there is. Counts are made blind: their migration replaces this.
create function balance_is_told(p_account_id bigint, p_part_id uuid) returns boolean language sql stable as $$
  select true
$$;

-- Writes one movement: locks, moves, records the balance after. The only writer of balances, transfers and movements.
-- Called by functions alone (post_movement, issue_parts …), which have the rights. Each statement here costs every
-- posting of the product, so there are few, and simple ones.
create function write_movement(
  p_reason text, p_document_kind text, p_document_id uuid, p_document_date date, p_posting_date date,
  p_actor_id uuid, p_lines stock_line[], p_reverses_id bigint default null
) returns bigint
language plpgsql as $$
declare
  v_movement_id bigint;
  l stock_line;
  v_from_inside boolean;
  v_to_inside boolean;
  v_serial_numbered boolean;
  v_allowed boolean;
  v_shelf_bin uuid;
  v_last_posted_on date;
  v_from_quantity integer;
  v_from_value bigint;
  v_to_quantity integer;
  v_to_value bigint;
  v_value bigint;
begin
  if p_document_date > p_posting_date then
    raise exception 'posted before it happened' using errcode = '23514', constraint = 'stock_movement_document_first';
  end if;
  if (p_reason = 'reverse') <> (p_reverses_id is not null) then
    raise exception 'a reversal names what it reverses, nothing else does'
      using errcode = '23514', constraint = 'stock_movement_reversal_names_what';
  end if;
  if cardinality(p_lines) > 1 then
    perform lock_balances(p_posting_date, p_lines);
  end if;

  foreach l in array p_lines loop
    -- A negative quantity would move the other way, past the check of what is there.
    if l.quantity is null or l.quantity < 0 or (l.quantity = 0 and coalesce(l.value, 0) <= 0) then
      raise exception 'not a quantity' using errcode = '23514', constraint = 'stock_transfer_quantity_above_zero';
    end if;
    if l.from_account_id = l.to_account_id then
      raise exception 'from and to are one account' using errcode = '23514', constraint = 'stock_transfer_moves';
    end if;
    select f.inside, t.inside, p.serial_numbered,
           exists (select from movement_rule r
                    where r.reason = p_reason and r.from_kind = f.kind and r.to_kind = t.kind),
           case when t.kind = 'shelf' then t.owner_id end
      into v_from_inside, v_to_inside, v_serial_numbered, v_allowed, v_shelf_bin
      from stock_account f, stock_account t, part p
     where f.id = l.from_account_id and t.id = l.to_account_id and p.id = l.part_id;
    if not found then
      raise exception 'no such account or part' using errcode = '23503', constraint = 'stock_transfer_part_fkey';
    end if;
    if not v_allowed and p_reason <> 'reverse' then
      raise exception '% does not move stock between these accounts', p_reason
        using errcode = '23514', constraint = 'stock_transfer_follows_rule';
    end if;

    -- Whoever closes the bin waits for this movement and then finds the pieces; whoever comes after a closing finds no
    -- open bin. An issue goes to no shelf and asks nothing.
    if v_shelf_bin is not null then
      perform from bin n where n.id = v_shelf_bin and n.active for share;
      if not found then
        raise exception 'the bin is out of use' using errcode = '23514', constraint = 'stock_transfer_to_bin_in_use',
          detail = json_build_object('binId', v_shelf_bin)::text;
      end if;
    end if;

    -- Both balances in one statement, locked in their order; read again where one of them had to be made first.
    for v_attempt in 1..2 loop
      select max(h.quantity) filter (where h.account_id = l.from_account_id),
             max(h.value) filter (where h.account_id = l.from_account_id),
             max(h.quantity) filter (where h.account_id = l.to_account_id),
             max(h.value) filter (where h.account_id = l.to_account_id),
             max(h.last_posted_on)
        into v_from_quantity, v_from_value, v_to_quantity, v_to_value, v_last_posted_on
        from (select b.account_id, b.quantity::integer, b.value::bigint, b.last_posted_on from stock_balance b
               where b.account_id in (l.from_account_id, l.to_account_id) and b.part_id = l.part_id
               order by b.account_id for update) h;
      exit when v_from_inside = (v_from_quantity is not null) and v_to_inside = (v_to_quantity is not null);
      perform lock_balances(p_posting_date, array[l]);
    end loop;
    if v_last_posted_on > p_posting_date then
      raise exception 'a balance was already posted on %', v_last_posted_on
        using errcode = '23514', constraint = 'stock_balance_posting_date_forward',
              detail = json_build_object('partId', l.part_id, 'earliestPostingDate', v_last_posted_on)::text;
    end if;

    if v_movement_id is null then
      -- After the first lock, so that the ids of one balance's movements rise in the order of posting.
      insert into stock_movement (reason, document_kind, document_id, document_date, posting_date, actor_id, reverses_id,
          once)
        values (p_reason, p_document_kind, p_document_id, p_document_date, p_posting_date, p_actor_id, p_reverses_id,
          case when p_reason in ('issue', 'fit', 'receive') then true end)
        returning id into v_movement_id;
    end if;

    v_value := coalesce(l.value, 0);
    if v_from_inside then
      if v_from_quantity < l.quantity then
        raise exception 'not enough stock' using errcode = '23514', constraint = 'stock_balance_not_negative',
          detail = json_strip_nulls(json_build_object('partId', l.part_id,
            'partNumber', (select p.number from part p where p.id = l.part_id), 'available',
            case when balance_is_told(l.from_account_id, l.part_id) then v_from_quantity end, 'asked', l.quantity))::text;
      end if;
      -- The outflow takes its share of the value; the last piece takes what is left. numeric: value × quantity
      -- overflows bigint.
      if l.quantity > 0 then
        v_value := case when l.quantity = v_from_quantity then v_from_value
                        else round(v_from_value::numeric * l.quantity / v_from_quantity) end;
      end if;
      v_from_quantity := v_from_quantity - l.quantity;
      v_from_value := v_from_value - v_value;
    end if;
    if v_to_inside then
      v_to_quantity := v_to_quantity + l.quantity;
      v_to_value := v_to_value + v_value;
    end if;
    -- Both are locked, and an outside account has no balance.
    update stock_balance b
       set quantity = case when b.account_id = l.from_account_id then v_from_quantity else v_to_quantity end,
           value = case when b.account_id = l.from_account_id then v_from_value else v_to_value end,
           last_posted_on = p_posting_date
     where b.account_id in (l.from_account_id, l.to_account_id) and b.part_id = l.part_id;
    if v_serial_numbered or l.unit_id is not null then
      perform move_unit(l, v_serial_numbered, v_from_inside);
    end if;

    insert into stock_transfer (movement_id, part_id, from_account_id, to_account_id, quantity, value, unit_id,
      posting_date, from_quantity_after, from_value_after, to_quantity_after, to_value_after)
    values (v_movement_id, l.part_id, l.from_account_id, l.to_account_id, l.quantity, v_value, l.unit_id,
      p_posting_date, v_from_quantity, v_from_value, v_to_quantity, v_to_value);
  end loop;

  if p_reason in ('fit', 'count', 'reverse') then
    insert into movement_to_justify (movement_id, reason, document_id, reverses_id)
      values (v_movement_id, p_reason, p_document_id, p_reverses_id);
  end if;
  return v_movement_id;
end
$$;

-- The application's way to post. Issues have a function of their own that proves the approved requisition (R3).
-- No sequential scans: a plan made while a table was still empty would scan it for as long as the connection lives.
create function post_movement(
  p_reason text, p_document_kind text, p_document_id uuid, p_document_date date, p_posting_date date,
  p_actor_id uuid, p_lines stock_line[], p_reverses_id bigint default null
) returns bigint
language plpgsql security definer set search_path from current
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  if p_reason = 'issue' then
    raise exception 'stock is issued by an issue document' using errcode = '23514', constraint = 'issue_needs_document';
  end if;
  if p_reason = 'reverse' then
    -- A reversal follows no rule of the chart: it moves back exactly what was moved, which reverse_movement sees to.
    raise exception 'a reversal moves back what was moved' using errcode = '23514', constraint = 'stock_transfer_follows_rule';
  end if;
  return write_movement(p_reason, p_document_kind, p_document_id, p_document_date, p_posting_date, p_actor_id, p_lines,
                        p_reverses_id);
end
$$;

-- A serial-numbered part moves unit by unit, and a unit leaves only the account it is in.
create function move_unit(l stock_line, p_serial_numbered boolean, p_from_inside boolean) returns void
language plpgsql as $$
begin
  if l.unit_id is null then
    if l.quantity = 0 then return; end if;
    raise exception 'the part is serial-numbered' using errcode = '23514', constraint = 'stock_transfer_names_unit',
      detail = json_build_object('partId', l.part_id)::text;
  end if;
  if l.quantity <> 1 then
    raise exception 'a unit is one piece' using errcode = '23514', constraint = 'stock_transfer_unit_is_one_piece';
  end if;
  if not p_serial_numbered then
    raise exception 'the part has no serial numbers' using errcode = '23514', constraint = 'stock_transfer_unit_of_part',
      detail = json_build_object('partId', l.part_id)::text;
  end if;
  update serial_unit set account_id = l.to_account_id
   where id = l.unit_id and part_id = l.part_id
     and (account_id = l.from_account_id
          -- From outside: a unit never seen before, or one that left (fitted, sold back) and returns.
          or (not p_from_inside and (account_id is null
              or not (select a.inside from stock_account a where a.id = serial_unit.account_id))));
  if not found then
    raise exception 'the unit is in another account' using errcode = '23514', constraint = 'serial_unit_in_one_account',
      detail = json_build_object('partId', l.part_id, 'unitId', l.unit_id)::text;
  end if;
end
$$;

-- A new movement, dated now, that moves back what another moved, and names it (红冲). Pieces that left an inside
-- account come back at the value they left with; pieces leaving an inside account take today's share.
create function reverse_movement(
  p_movement_id bigint, p_document_kind text, p_document_id uuid, p_document_date date, p_posting_date date, p_actor_id uuid
) returns bigint
language sql security definer set search_path from current as $$
  select write_movement('reverse', p_document_kind, p_document_id, p_document_date, p_posting_date, p_actor_id,
           array_agg((t.part_id, t.to_account_id, t.from_account_id, t.quantity, t.value, t.unit_id)::stock_line
                     order by t.id desc), p_movement_id)
    from stock_transfer t where t.movement_id = p_movement_id
$$;

-- Locks, before anything moves, every balance that a transaction will touch which moves more than once: those of its
-- first movement, and what the shelves of a site hold and have reserved of these parts. In the one order: a return that
-- locked its own shelf first and the others afterwards would wait for ever for an approval that does the opposite.
-- A function, because locking needs rights that the application does not have.
create function lock_site_stock(p_site_id uuid, p_part_ids uuid[], p_lines stock_line[] default '{}') returns void
language plpgsql security definer set search_path from current
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  -- What is reserved for the first time opens an account, for which others wait as well.
  perform account_for('reserved', k.bin_id)
     from (select a.bin_id from stock_account a join bin n on n.id = a.bin_id
            where a.kind = 'shelf' and n.site_id = p_site_id
              and not exists (select from stock_account r where r.kind = 'reserved' and r.owner_id = a.bin_id)
            order by a.bin_id) k;
  -- The shelves apart and first: who holds them is alone in reserving there, so that the next statement sees every
  -- balance of what is reserved, also one that was opened while this one waited.
  perform from stock_balance b
    where b.account_id in (select a.id from bin n join stock_account a on a.kind = 'shelf' and a.owner_id = n.id
                            where n.site_id = p_site_id)
      and b.part_id = any (p_part_ids)
    order by b.account_id, b.part_id for update;
  perform from stock_balance b
    where (b.account_id, b.part_id) in (
            select a.id, k.part_id
              from bin n join stock_account a on a.kind = 'reserved' and a.owner_id = n.id
             cross join unnest(p_part_ids) as k (part_id)
             where n.site_id = p_site_id
            union
            select l.from_account_id, l.part_id from unnest(p_lines) l
            union
            select l.to_account_id, l.part_id from unnest(p_lines) l)
    order by b.account_id, b.part_id for update;
end
$$;

-- Why a posting was reversed, and on which document. One reversal document for each reversed movement.
create sequence reversal_number;
create table reversal (
  id uuid primary key,
  code text not null constraint reversal_code_once unique,
  number text not null constraint reversal_number_once unique,
  movement_id bigint not null
    constraint reversal_movement_fkey references stock_movement (id) constraint reversal_movement_once unique,
  reversed_movement_id bigint not null
    constraint reversal_reversed_movement_fkey references stock_movement (id)
    constraint reversal_reversed_movement_once unique,
  reason text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now()
);
create trigger reversal_append_only before update or delete or truncate on reversal
  for each statement execute function refuse_change();
grant usage on sequence reversal_number to counterpart_app;
grant select, insert on reversal to counterpart_app;

-- The balance of an account at the end of a day, for one part: one probe of each of the two indexes. Answers one row, and
-- is said to answer a table, because only such a function becomes a part of the statement that asks: begun apart for each
-- of a list's rows it costs ten times what it reads.
create function balance_at(p_account_id bigint, p_part_id uuid, p_day date) returns table (quantity integer, value bigint)
language sql stable rows 1 as $$
  select coalesce(max(e.quantity_after), 0), coalesce(max(e.value_after), 0)
    from (select x.quantity_after, x.value_after from (
            (select id, from_quantity_after as quantity_after, from_value_after::bigint as value_after from stock_transfer
              where from_account_id = p_account_id and part_id = p_part_id and posting_date <= p_day
              order by posting_date desc, id desc limit 1)
            union all
            (select id, to_quantity_after, to_value_after::bigint from stock_transfer
              where to_account_id = p_account_id and part_id = p_part_id and posting_date <= p_day
              order by posting_date desc, id desc limit 1)) x
          order by x.id desc limit 1) e
$$;

revoke execute on function account_for, lock_site_stock, lock_balance, lock_balances, write_movement, post_movement, move_unit,
  reverse_movement from public;
grant execute on function account_for, lock_site_stock, post_movement, reverse_movement to counterpart_app;
grant select on stock_account, movement_rule, stock_movement, stock_transfer, stock_balance, stock_entry, serial_unit
  to counterpart_app;
grant insert (id, code, part_id, serial_number), update (giai) on serial_unit to counterpart_app;
