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
  acknowledged_by_id uuid
) with (fillfactor = 80);
create index issue_requisition on issue (requisition_id);
create index issue_engineer on issue (engineer_id, id desc);
create index issue_site on issue (site_id, id desc);

-- Only the person who answers for the parts can say that they were handed over. A trigger of the acknowledgement, so that
-- it costs no issue; issue_parts, which alone inserts, leaves it open.
create function issue_acknowledgement() returns trigger language plpgsql as $$
begin
  if new.acknowledged_by_id <> new.engineer_id then
    raise exception 'not the receiver' using errcode = '23514', constraint = 'issue_acknowledged_by_receiver';
  end if;
  if (new.acknowledged_at is null) <> (new.acknowledged_by_id is null) then
    raise exception 'who and when belong together' using errcode = '23514', constraint = 'issue_acknowledged_when';
  end if;
  return new;
end
$$;
create trigger issue_acknowledgement before update of acknowledged_at, acknowledged_by_id, engineer_id on issue
  for each row execute function issue_acknowledgement();

create table issue_line (
  -- No foreign keys: issue_parts alone writes here, together with the issue.
  issue_id uuid not null,
  line_number integer not null,
  requisition_line_id uuid not null,
  part_id uuid not null,
  bin_id uuid not null,
  quantity piece_count not null,
  unit_id uuid,
  primary key (issue_id, line_number)
);
create trigger issue_line_append_only before update or delete or truncate on issue_line
  for each statement execute function refuse_change();

-- The number of the part that is supplied for a line: what a clerk reads on the bag. For refusals, which alone ask.
create function supplied_part_number(p_line_id uuid) returns text language sql stable as $$
  select p.number from requisition_line l join part p on p.id = l.supply_part_id where l.id = p_line_id
$$;

-- Says why the ask at p_index takes nothing from its line. One request may name a line twice: what it took itself before
-- it was refused is not issued, and counts as asked.
create function refuse_issue_of_line(p_requisition_id uuid, p_line_id uuid, p_asks jsonb, p_index integer) returns void
language plpgsql as $$
declare
  v_facts json;
begin
  select json_build_object('lineId', l.id, 'partNumber', supplied_part_number(l.id), 'approved', l.approved_quantity,
           'issued', l.issued_quantity - a.before, 'released', l.released_quantity, 'asked', a.asked)
    into v_facts
    from requisition_line l
   cross join (select coalesce(sum((e.ask ->> 'quantity')::integer) filter (where e.place <= p_index), 0) as before,
                      sum((e.ask ->> 'quantity')::integer) as asked
                 from jsonb_array_elements(p_asks) with ordinality as e (ask, place)
                where (e.ask ->> 'lineId')::uuid = p_line_id) a
   where l.id = p_line_id and l.requisition_id = p_requisition_id;
  if not found then
    raise exception 'no such line' using errcode = '23503', constraint = 'issue_line_of_requisition',
      detail = json_build_object('lineId', p_line_id)::text;
  end if;
  raise exception 'more than was approved' using errcode = '23514',
    constraint = 'requisition_line_issued_within_approved', detail = v_facts::text;
end
$$;

-- Issues parts of one approved requisition: the whole unit of work in one call, because this is what runs hottest and
-- round trips cost more than anything. It reads as the use case does: lock, check, take, post, record, answer.
--
-- p_asks: [{"lineId", "quantity", "binId"?, "unitId"?}]. Without a bin, the line's reservations are taken bin by bin.
-- p_only_site narrows what the caller may touch (R15). A key that was used before fails at the last statement and undoes
-- all of it (R14); the caller then looks for the first answer. No sequential scans: everything here is a probe, and a
-- plan made while a table was still empty would scan it for as long as the connection lives.
create function issue_parts(
  p_issue_id uuid, p_code text, p_requisition_id uuid, p_document_date date, p_posting_date date, p_actor_id uuid,
  p_only_site uuid, p_idempotency_key text, p_operation text, p_request_hash text, p_request_id text, p_asks jsonb
) returns jsonb
language plpgsql security definer set search_path from current
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_requisition record;
  v_lines stock_line[] := '{}';
  v_answer jsonb := '[]';
  v_response jsonb;
  v_custody bigint;
  v_ask jsonb;
  v_line_id uuid;
  v_bin_id uuid;
  v_unit_id uuid;
  v_quantity integer;
  v_left integer;
  v_part_id uuid;
  v_from_bin_id uuid;
  v_reserved bigint;
  v_taken integer;
  v_number text;
  v_line_number integer := 0;
begin
  -- The requisition is the document that two clerks race for; whoever comes second sees what the first has left.
  select r.status, r.engineer_id, r.site_id,
         (select a.id from stock_account a where a.kind = 'custody' and a.owner_id = r.engineer_id) as custody
    into v_requisition
    from requisition r
   where r.id = p_requisition_id and (p_only_site is null or r.site_id = p_only_site) for update of r;
  if not found then
    raise exception 'no such requisition' using errcode = '23503', constraint = 'issue_requisition_known';
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

  for v_index in 0 .. jsonb_array_length(p_asks) - 1 loop
    v_ask := p_asks -> v_index;
    v_line_id := (v_ask ->> 'lineId')::uuid;
    v_bin_id := (v_ask ->> 'binId')::uuid;
    v_unit_id := (v_ask ->> 'unitId')::uuid;
    v_quantity := (v_ask ->> 'quantity')::integer;
    -- R3: not more than was approved. Asked here, so that the refusal can say which line; the line's constraint of the
    -- same name holds it against everybody.
    update requisition_line
       set issued_quantity = issued_quantity + v_quantity,
           outstanding = issued_quantity + v_quantity + released_quantity < approved_quantity
     where id = v_line_id and requisition_id = p_requisition_id
       and issued_quantity + v_quantity + released_quantity <= approved_quantity;
    if not found then
      perform refuse_issue_of_line(p_requisition_id, v_line_id, p_asks, v_index);
    end if;
    if v_unit_id is not null then
      perform exchange_reserved_unit(p_requisition_id, v_unit_id, p_document_date, p_posting_date, p_actor_id);
    end if;
    v_left := v_quantity;
    while v_left > 0 loop
      update reservation r set quantity = r.quantity - least(v_left, h.quantity)
        from (select x.part_id, x.bin_id, x.quantity, a.id as account_id
                from reservation x join stock_account a on a.kind = 'reserved' and a.owner_id = x.bin_id
               where x.line_id = v_line_id and (v_bin_id is null or x.bin_id = v_bin_id) and x.quantity > 0
               order by x.bin_id limit 1) h
       where r.line_id = v_line_id and r.bin_id = h.bin_id and r.part_id = h.part_id
      returning h.part_id, h.bin_id, h.account_id, least(v_left, h.quantity)
        into v_part_id, v_from_bin_id, v_reserved, v_taken;
      if not found then
        raise exception 'less is reserved than asked' using errcode = '23514', constraint = 'issue_within_reserved',
          detail = json_build_object('lineId', v_line_id, 'partNumber', supplied_part_number(v_line_id),
            'asked', v_quantity, 'reserved', v_quantity - v_left)::text;
      end if;
      v_line_number := v_line_number + 1;
      insert into issue_line (issue_id, line_number, requisition_line_id, part_id, bin_id, quantity, unit_id)
        values (p_issue_id, v_line_number, v_line_id, v_part_id, v_from_bin_id, v_taken, v_unit_id);
      v_lines := v_lines || (v_part_id, v_reserved, v_custody, v_taken, null, v_unit_id)::stock_line;
      v_answer := v_answer || jsonb_build_object(
        'lineNumber', v_line_number, 'requisitionLineId', v_line_id, 'partId', v_part_id,
        'binId', v_from_bin_id, 'quantity', v_taken, 'unitId', v_unit_id);
      v_left := v_left - v_taken;
    end loop;
  end loop;

  perform write_movement('issue', 'issue', p_issue_id, p_document_date, p_posting_date, p_actor_id, v_lines);

  v_response := jsonb_build_object(
    'id', p_issue_id, 'code', p_code, 'number', v_number, 'requisitionId', p_requisition_id,
    'engineerId', v_requisition.engineer_id, 'siteId', v_requisition.site_id, 'issuedById', p_actor_id,
    'documentDate', p_document_date, 'postingDate', p_posting_date, 'acknowledgedAt', null, 'lines', v_answer);
  insert into command_log (actor_id, idempotency_key, operation, request_hash, request_id, response)
    values (p_actor_id, p_idempotency_key, p_operation, p_request_hash, p_request_id, v_response);
  return v_response;
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

revoke execute on function supplied_part_number, refuse_issue_of_line, exchange_reserved_unit, issue_parts from public;
grant execute on function issue_parts to counterpart_app;
grant select, update (acknowledged_at, acknowledged_by_id) on issue to counterpart_app;
grant select on issue_line to counterpart_app;
