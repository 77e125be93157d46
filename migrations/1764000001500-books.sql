-- The books: reading them back. Nothing here is written to; what is asked is answered from the ledger itself.

-- Where the pieces of one transfer came from, step by step, back to where they entered (a receipt, the opening, a count).
-- First in, first out: the balance after each transfer says how many pieces were there, so the ones that leave are the
-- oldest of the last that came. A serial-numbered unit is followed by its own transfers instead: there is nothing to
-- guess. Each step is a transfer that brought pieces of it; `depth` counts the steps back.
create function trace_back(p_transfer stock_transfer, p_skip integer, p_take integer, p_depth integer)
returns table (depth integer, movement_id bigint, transfer_id bigint, quantity integer)
language plpgsql stable set search_path from current as $$
declare
  -- Pieces are counted from the newest: those that left are (v_low, v_high].
  v_high integer := p_transfer.from_quantity_after + p_transfer.quantity - p_skip;
  v_low integer := v_high - p_take;
  v_seen integer := 0;
  v_top integer;
  v_bottom integer;
  v_in stock_transfer;
begin
  -- From outside: here they entered. A circle cannot be, but a depth without end is not for reading either.
  if p_transfer.from_quantity_after is null or p_depth > 50 then return; end if;
  for v_in in
    select t.* from stock_transfer t
     where t.to_account_id = p_transfer.from_account_id and t.part_id = p_transfer.part_id
       and (t.posting_date, t.id) < (p_transfer.posting_date, p_transfer.id)
       and (p_transfer.unit_id is null or t.unit_id = p_transfer.unit_id)
     order by t.posting_date desc, t.id desc
  loop
    if p_transfer.unit_id is not null then
      v_top := 1;
      v_bottom := 0;
    else
      v_top := least(v_seen + v_in.quantity, v_high);
      v_bottom := greatest(v_seen, v_low);
    end if;
    if v_top > v_bottom then
      depth := p_depth + 1;
      movement_id := v_in.movement_id;
      transfer_id := v_in.id;
      quantity := v_top - v_bottom;
      return next;
      return query select * from trace_back(v_in,
        case when v_in.unit_id is null then v_seen + v_in.quantity - v_top else 0 end, v_top - v_bottom, p_depth + 1);
    end if;
    v_seen := v_seen + v_in.quantity;
    exit when p_transfer.unit_id is not null or v_seen >= v_high;
  end loop;
end
$$;

-- Amounts carry no currency of their own: they are of the organisation's. It is chosen before the first of them. The
-- tables are locked against a first amount that is under way.
create function refuse_other_currency_of_amounts() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  v_table text;
  v_used boolean;
begin
  foreach v_table in array tg_argv loop
    execute format('lock table %I in share mode', v_table);
    execute format('select exists (select from %I)', v_table) into v_used;
    if v_used then
      raise exception 'there are amounts in the old currency'
        using errcode = '23514', constraint = 'organisation_currency_fixed_once_used';
    end if;
  end loop;
  return new;
end
$$;
create trigger organisation_currency_fixed_once_used before update of base_currency on organisation
  for each row when (old.base_currency is distinct from new.base_currency)
  execute function refuse_other_currency_of_amounts('stock_movement', 'service_contract', 'tariff', 'quotation');
revoke execute on function refuse_other_currency_of_amounts from public;
