import { type Identity } from './identity';

/** Whether an old part is asked for was settled when the report was completed; it may come back in portions. */
const replacementsAccounted: Identity = {
  name: 'replacements-have-their-old-part',
  statementZh: '每次换件应还的旧件都已登记（应还、已收或免还）。',
  statementEn: 'Of every replacement the old part that is asked for is owed, received or waived.',
  differences: `
    select n.id::text as key, null as account_kind, s.engineer_id as owner_id, n.old_part_id as part_id,
           'replacement' as document_kind, n.id as document_id, n.old_quantity as expected_quantity,
           coalesce(o.quantity, 0) as found_quantity, 0 as expected_value, 0 as found_value
      from service_report s join replacement n on n.report_id = s.id
      left join (select replacement_id, sum(quantity) as quantity from old_part group by 1) o on o.replacement_id = n.id
     where s.status = 'approved' and n.old_part_days is not null and coalesce(o.quantity, 0) <> n.old_quantity`,
};

const oldCustodyOwed: Identity = {
  name: 'old-custody-is-owed',
  statementZh: '个人旧件结存等于应还未还的旧件。',
  statementEn: 'The old parts in an engineer’s hands are those that are still owed.',
  differences: `
    select concat_ws('/', coalesce(o.engineer_id, b.owner_id), coalesce(o.part_id, b.part_id)) as key,
           'old_custody' as account_kind, coalesce(o.engineer_id, b.owner_id) as owner_id,
           coalesce(o.part_id, b.part_id) as part_id, null as document_kind, null::uuid as document_id,
           coalesce(o.quantity, 0) as expected_quantity, coalesce(b.quantity, 0) as found_quantity,
           0 as expected_value, 0 as found_value
      from (select engineer_id, part_id, sum(quantity) as quantity from old_part where status = 'owed' group by 1, 2) o
      full join (select a.owner_id, v.part_id, v.quantity from stock_account a join stock_balance v on v.account_id = a.id
                  where a.kind = 'old_custody') b
        on b.owner_id = o.engineer_id and b.part_id = o.part_id
     where coalesce(o.quantity, 0) <> coalesce(b.quantity, 0)`,
};

export const oldPartIdentities: Identity[] = [replacementsAccounted, oldCustodyOwed];
