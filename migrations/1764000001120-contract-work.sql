-- What a service contract pays (S019): lines billed to a contract name one that was approved and in force on the day of the
-- report, for that unit and that part. Asked when the report is completed, because from then on it stays.
create function refuse_contract_line_without_contract() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
    select from replacement l
      join determination d on d.id = l.determination_id
      join work_order w on w.id = new.work_order_id
     where l.report_id = new.id and l.billing = 'CONTRACT'
       and not exists (select from contracts_covering(new.unit_id, coalesce(l.old_part_id, l.part_id), w.reported_on) c
                        where c.id = d.contract_id)) then
    raise exception 'no contract in force pays for it' using errcode = '23514', constraint = 'contract_line_needs_contract_in_force';
  end if;
  return null;
end
$$;
create trigger contract_line_needs_contract_in_force after update on service_report
  for each row when (new.status = 'completed' and old.status = 'draft') execute function refuse_contract_line_without_contract();
