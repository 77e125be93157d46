import { randomUUID } from 'node:crypto';
import { type Job, type RequisitionLine, type Work } from './work';

interface Received {
  lines: { units: { id: string; serialNumber: string }[] }[];
}

interface Requisition {
  id: string;
  lines: RequisitionLine[];
}

/** Now and then two units of a serial-numbered part arrive, are asked for and handed out, each by its own name. */
export const serialUnits: Work = {
  async do(client, job) {
    if (!client.chance.is(0.15)) return;
    const { siteId, binIds, supplierId } = job.ground;
    const place = { partId: job.serialPartId, binId: binIds[0] };
    const [mark, asked] = [randomUUID(), randomUUID()];
    const numbers = [`${mark.slice(0, 8)}-1`, `${mark.slice(0, 8)}-2`];
    const lines = [{ ...place, quantity: 2, value: client.chance.whole(1, 999), serialNumbers: numbers }];
    const delivery = { kind: 'supplier_delivery', supplierId, siteId, deliveryNote: mark, lines };
    const received = await client.order<Received>('receipt', job.clerk.key, '/v1/receipts', delivery, mark);
    const wanted = {
      siteId,
      needBy: '2099-01-10',
      opinion: asked,
      lines: [{ partId: place.partId, quantity: 2 }],
    };
    const { key } = job.engineer;
    const requisition = await client.order<Requisition>('requisition', key, '/v1/requisitions', wanted, asked);
    if (!received || !requisition) return;
    const path = `/v1/requisitions/${requisition.id}/approval`;
    if (!(await client.order('approval', job.supervisor.key, path, {}))) return;
    const { units } = received.lines[0]!;
    for (const unit of client.chance.shuffled(units)) {
      const line = { lineId: requisition.lines[0]!.id, quantity: 1, unitId: unit.id };
      const handed = { requisitionId: requisition.id, lines: [line] };
      if (await client.order('issue', job.clerk.key, '/v1/issues', handed, requisition.id)) take(job, unit);
    }
  },
  present: {},
  copies: {},
  halfDone: [
    {
      name: 'unit that is not where its last transfer put it',
      sql: `select u.id from serial_unit u
              left join lateral (select t.to_account_id from stock_transfer t where t.unit_id = u.id
                                  order by t.id desc limit 1) last on true
              left join stock_account a on a.id = last.to_account_id
             where u.account_id is distinct from last.to_account_id`,
    },
    {
      name: 'units of an account that differ from its balance',
      sql: `select coalesce(b.account_id, u.account_id) || '/' || coalesce(b.part_id, u.part_id) as id
              from (select b.* from stock_balance b join part p on p.id = b.part_id and p.serial_numbered) b
              full join (select u.account_id, u.part_id, count(*) as pieces from serial_unit u
                           join stock_account a on a.id = u.account_id and a.inside group by 1, 2) u
                on u.account_id = b.account_id and u.part_id = b.part_id
             where coalesce(b.quantity, 0) <> coalesce(u.pieces, 0)`,
    },
    {
      // Not those that came off a machine: they enter by the report that says so.
      name: 'unit that came in without its receipt, or never came in',
      sql: `select u.id from serial_unit u
             where not exists (select from stock_transfer t where t.unit_id = u.id)
                or (exists (select from stock_transfer t join stock_movement m on m.id = t.movement_id
                             where t.unit_id = u.id and m.reason = 'receive')
                    and not exists (select from receipt_unit r where r.unit_id = u.id))`,
    },
  ],
};

function take(job: Job, unit: { id: string; serialNumber: string }): void {
  job.units.push(unit);
  job.held.set(job.serialPartId, (job.held.get(job.serialPartId) ?? 0) + 1);
}
