-- What cause and consent ask of service reports.

-- S073: while the customer disputes the cause a report takes no further step.
create trigger service_report_waits_for_dispute before update of status on service_report
  for each row when (new.status <> old.status and new.status in ('completed', 'accepted', 'signed', 'approved'))
  execute function refuse_while_disputed();

-- S100: whether the work was risky, as the report tells; then the customer consented before it.
alter table service_report add column risky_work boolean not null default false;

create function refuse_work_without_consent() returns trigger language plpgsql as $$
declare
  awaited text[];
begin
  if old.completed_at is not null then
    raise exception 'a completed report is not changed' using errcode = '23514', constraint = 'service_report_content_frozen';
  end if;
  select array_agg(c.number order by c.number) into awaited from risk_consent c
   where c.work_order_id = new.work_order_id and c.status = 'made';
  if awaited is not null then
    raise exception 'a consent is awaited' using errcode = '23514', constraint = 'risky_work_awaits_consent',
      detail = json_build_object('consents', awaited)::text;
  end if;
  if new.risky_work and not exists (
       select from risk_consent c
        where c.work_order_id = new.work_order_id and c.status = 'signed' and c.ended_at <= coalesce(
          (select min(l.replaced_at) from replacement l where l.report_id = new.id), new.completed_at)) then
    raise exception 'nobody consented before' using errcode = '23514', constraint = 'risky_work_needs_consent';
  end if;
  return new;
end
$$;
create trigger risky_work_needs_consent before update of status on service_report
  for each row when (old.status = 'draft' and new.status = 'completed') execute function refuse_work_without_consent();
create trigger risky_work_frozen before update of risky_work on service_report
  for each row when (old.completed_at is not null and new.risky_work <> old.risky_work)
  execute function refuse_work_without_consent();

-- One drawing signs one document, whatever kind it is: the same picture again is not another signature (R6).
create table signature_drawing (
  pixels_digest text constraint signature_drawn_once primary key
);
create function keep_signature_drawing() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  insert into signature_drawing values (new.pixels_digest);
  return null;
end
$$;
create trigger report_signature_drawn_once after insert on report_signature
  for each row execute function keep_signature_drawing();
create trigger customer_signature_drawn_once after insert on customer_signature
  for each row execute function keep_signature_drawing();
create trigger site_document_signature_drawn_once after insert on site_document_signature
  for each row execute function keep_signature_drawing();
