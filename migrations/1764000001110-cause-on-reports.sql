-- What cause and consent ask of service reports.

-- S073: while the customer disputes the cause a report takes no further step.
create trigger service_report_waits_for_dispute before update of status on service_report
  for each row when (new.status <> old.status and new.status in ('completed', 'accepted', 'signed', 'approved'))
  execute function refuse_while_disputed();
