import { type Ground } from './ledger';
import { type Caller } from './world';

/** A receipt as it is answered, as far as tests look at it. */
export interface ReceiptBody {
  id: string;
  number: string;
  lines: { units: { id: string; serialNumber: string }[] }[];
}

/** Pieces delivered onto a shelf of the ground, through the front door. */
export async function aShelfHolding(
  clerk: Caller,
  ground: Ground,
  quantity: number,
  more: { value?: number; part?: number; bin?: number; serialNumbers?: string[] } = {},
): Promise<ReceiptBody> {
  const answer = await clerk
    .post('/v1/receipts', {
      kind: 'supplier_delivery',
      supplierId: ground.supplier,
      siteId: ground.site,
      lines: [
        {
          partId: ground.parts[more.part ?? 0],
          binId: ground.bins[more.bin ?? 0],
          quantity,
          value: more.value ?? quantity * 100,
          serialNumbers: more.serialNumbers,
        },
      ],
    })
    .expect(201);
  return answer.body as ReceiptBody;
}

/** Pieces bought on site, in an engineer's custody. */
export async function aCustodyHolding(
  engineer: Caller,
  witness: Caller,
  partId: string,
  quantity: number,
  more: { value?: number; serialNumbers?: string[] } = {},
): Promise<ReceiptBody> {
  const answer = await engineer
    .post('/v1/receipts', {
      kind: 'on_site_purchase',
      seller: 'Sample shop',
      boughtById: engineer.id,
      witnessedById: witness.id,
      lines: [{ partId, quantity, value: more.value ?? quantity * 100, serialNumbers: more.serialNumbers }],
    })
    .expect(201);
  return answer.body as ReceiptBody;
}
