-- Issues 发料: approved, reserved parts go into the engineer's custody.

create sequence issue_number;

create table issue (
  id uuid primary key,
  code text not null constraint issue_code_once unique,
  -- Unique by its sequence; an index to prove it would cost every issue.
  number text not null,
  -- No foreign key: issue_parts alone writes here, and holds the requisition locked.
  requisition_id uuid not null,
  -- To whom and from where: the requisition's, repeated for the lists of one engineer or site.
  engineer_id uuid not null,
  site_id uuid not null,
  document_date date not null,
  posting_date date not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by_id uuid,
  -- Only the person who answers for the parts can say that they were handed over.
  constraint issue_acknowledged_by_receiver check (acknowledged_by_id = engineer_id),
  constraint issue_acknowledged_when check ((acknowledged_at is null) = (acknowledged_by_id is null))
) with (fillfactor = 80);
create index issue_requisition on issue (requisition_id);
create index issue_engineer on issue (engineer_id, id desc);
create index issue_site on issue (site_id, id desc);

create table issue_line (
  -- No foreign keys: issue_parts alone writes here, together with the issue.
  issue_id uuid not null,
  line_number integer not null,
  requisition_line_id uuid not null,
  part_id uuid not null,
  bin_id uuid not null,
  quantity integer not null constraint issue_line_quantity_above_zero check (quantity > 0),
  unit_id uuid,
  primary key (issue_id, line_number)
);
create trigger issue_line_append_only before update or delete or truncate on issue_line
  for each statement execute function refuse_change();

-- Issues parts of one approved requisition: the whole unit of work in one call, because this is what runs hottest and
-- round trips cost more than anything. It reads as the use case does: lock, replay, check, take, post, record, answer.
--
-- p_asks: [{"lineId", "quantity", "binId"?, "unitId"?}]. Without a bin, the line's reservations are taken bin by bin.
-- p_only_site narrows what the caller may touch (R15). No sequential scans: everything here is a probe, and a plan made
-- while a table was still empty would scan it for as long as the connection lives.
create function issue_parts(
  p_issue_id uuid, p_code text, p_requisition_id uuid, p_document_date date, p_posting_date date, p_actor_id uuid,
  p_only_site uuid, p_idempotency_key text, p_operation text, p_request_hash text, p_request_id text, p_asks jsonb,
  out response jsonb, out replayed boolean
)
language plpgsql security definer set search_path from current
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_requisition record;
  v_earlier record;
  v_lines stock_line[] := '{}';
  v_answer jsonb := '[]';
  v_custody bigint;
  v_ask record;
  v_held record;
  v_left integer;
  v_taken integer;
  v_number text;
  v_line_number integer := 0;
begin
  -- The requisition is the document that two clerks race for; whoever comes second sees what the first has left.
  select r.status, r.engineer_id, r.site_id, c.id as custody into v_requisition
    from requisition r left join stock_account c on c.kind = 'custody' and c.owner_id = r.engineer_id
   where r.id = p_requisition_id and (p_only_site is null or r.site_id = p_only_site) for update of r;
  if not found then
    raise exception 'no such requisition' using errcode = '23503', constraint = 'issue_requisition_known';
  end if;

  -- Asked after the lock: an equal request that was first has committed by now and its answer is here (R14).
  select e.request_hash, e.response into v_earlier from command_log e
   where actor_id = p_actor_id and idempotency_key = p_idempotency_key;
  if found then
    if v_earlier.request_hash <> p_request_hash then
      raise exception 'key used before' using errcode = '23505', constraint = 'command_log_key_once';
    end if;
    response := v_earlier.response;
    replayed := true;
    return;
  end if;

  if v_requisition.status <> 'approved' then
    raise exception 'not approved' using errcode = '23514', constraint = 'issue_needs_approved_requisition',
      detail = json_build_object('requisitionId', p_requisition_id, 'status', v_requisition.status)::text;
  end if;

  v_custody := coalesce(v_requisition.custody, account_for('custody', v_requisition.engineer_id));
  v_number := 'ISS-' || extract(year from p_document_date) || '-' || lpad(nextval('issue_number')::text, 6, '0');
  insert into issue (id, code, number, requisition_id, engineer_id, site_id, document_date, posting_date, actor_id)
    values (p_issue_id, p_code, v_number, p_requisition_id, v_requisition.engineer_id, v_requisition.site_id,
            p_document_date, p_posting_date, p_actor_id);

  for v_ask in
    select (ask ->> 'lineId')::uuid as line_id, (ask ->> 'binId')::uuid as bin_id,
           (ask ->> 'quantity')::integer as quantity, (ask ->> 'unitId')::uuid as unit_id
      from jsonb_array_elements(p_asks) ask
  loop
    -- R3: the named constraint of the line refuses more than was approved.
    update requisition_line set issued_quantity = issued_quantity + v_ask.quantity
     where id = v_ask.line_id and requisition_id = p_requisition_id;
    if not found then
      raise exception 'no such line' using errcode = '23503', constraint = 'issue_line_of_requisition',
        detail = json_build_object('lineId', v_ask.line_id)::text;
    end if;
    if v_ask.unit_id is not null then
      perform exchange_reserved_unit(p_requisition_id, v_ask.unit_id, p_document_date, p_posting_date, p_actor_id);
    end if;
    v_left := v_ask.quantity;
    for v_held in
      select r.part_id, r.bin_id, r.quantity, a.id as account_id
        from reservation r join stock_account a on a.kind = 'reserved' and a.owner_id = r.bin_id
       where r.line_id = v_ask.line_id and (v_ask.bin_id is null or r.bin_id = v_ask.bin_id) and r.quantity > 0
       order by r.bin_id
    loop
      v_taken := least(v_left, v_held.quantity);
      update reservation set quantity = quantity - v_taken
       where line_id = v_ask.line_id and bin_id = v_held.bin_id and part_id = v_held.part_id;
      v_line_number := v_line_number + 1;
      insert into issue_line (issue_id, line_number, requisition_line_id, part_id, bin_id, quantity, unit_id)
        values (p_issue_id, v_line_number, v_ask.line_id, v_held.part_id, v_held.bin_id, v_taken, v_ask.unit_id);
      v_lines := v_lines || (v_held.part_id, v_held.account_id, v_custody, v_taken, null, v_ask.unit_id)::stock_line;
      v_answer := v_answer || jsonb_build_object(
        'lineNumber', v_line_number, 'requisitionLineId', v_ask.line_id, 'partId', v_held.part_id,
        'binId', v_held.bin_id, 'quantity', v_taken, 'unitId', v_ask.unit_id);
      v_left := v_left - v_taken;
      exit when v_left = 0;
    end loop;
    if v_left > 0 then
      raise exception 'less is reserved than asked' using errcode = '23514', constraint = 'issue_within_reserved',
        detail = json_build_object('lineId', v_ask.line_id, 'asked', v_ask.quantity,
                                   'reserved', v_ask.quantity - v_left)::text;
    end if;
  end loop;

  perform write_movement('issue', 'issue', p_issue_id, p_document_date, p_posting_date, p_actor_id, v_lines);

  response := jsonb_build_object(
    'id', p_issue_id, 'code', p_code, 'number', v_number, 'requisitionId', p_requisition_id,
    'engineerId', v_requisition.engineer_id, 'siteId', v_requisition.site_id, 'issuedById', p_actor_id,
    'documentDate', p_document_date, 'postingDate', p_posting_date, 'acknowledgedAt', null, 'lines', v_answer);
  replayed := false;
  insert into command_log (actor_id, idempotency_key, operation, request_hash, request_id, response)
    values (p_actor_id, p_idempotency_key, p_operation, p_request_hash, p_request_id, response);
end
$$;

-- A reservation promises a number of pieces, the clerk scans one unit: when that unit stands on the shelf of the bin, it
-- changes places with one that was reserved there.
create function exchange_reserved_unit(
  p_requisition_id uuid, p_unit_id uuid, p_document_date date, p_posting_date date, p_actor_id uuid) returns void
language plpgsql as $$
declare
  v_scanned serial_unit;
  v_shelf stock_account;
  v_reserved bigint;
  v_other uuid;
begin
  select u.* into v_scanned from serial_unit u where u.id = p_unit_id for update;
  select a.* into v_shelf from stock_account a where a.id = v_scanned.account_id and a.kind = 'shelf';
  if not found then return; end if;
  v_reserved := account_for('reserved', v_shelf.owner_id);
  select u.id into v_other from serial_unit u
   where u.account_id = v_reserved and u.part_id = v_scanned.part_id order by u.id limit 1 for update;
  if not found then return; end if;
  perform write_movement('release', 'requisition', p_requisition_id, p_document_date, p_posting_date, p_actor_id,
    array[(v_scanned.part_id, v_reserved, v_shelf.id, 1, null, v_other)::stock_line]);
  perform write_movement('reserve', 'requisition', p_requisition_id, p_document_date, p_posting_date, p_actor_id,
    array[(v_scanned.part_id, v_shelf.id, v_reserved, 1, null, p_unit_id)::stock_line]);
end
$$;

revoke execute on function exchange_reserved_unit, issue_parts from public;
grant execute on function issue_parts to counterpart_app;
grant select, update (acknowledged_at, acknowledged_by_id) on issue to counterpart_app;
grant select on issue_line to counterpart_app;
