import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Reader, type Tx } from '../platform/transaction';
import { type BarcodeText, type HumanNumber, type Id, type IsoDate, type ShortText } from '../platform/types';
import { reverseMovement } from './ledger';

/** A reversal (红冲): the document that took a posting back, by a new posting dated when it was taken back (R2). */
export interface Reversal {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  reason: ShortText;
  documentDate: IsoDate;
  postingDate: IsoDate;
  /** Who took it back. */
  actorId: Id;
}

/** Why, and on which days, a posting is taken back. */
export interface NewReversal {
  reason: ShortText;
  /** The day it was found to be wrong; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** Takes a movement back under a document of its own. A movement is reversed once; what has moved on cannot be. */
export async function reverseUnderDocument(
  tx: Tx,
  context: CallContext,
  movementId: number,
  reason: string,
  dates: { documentDate: string; postingDate: string },
): Promise<Reversal> {
  const id = newId();
  const by = { documentKind: 'reversal', documentId: id, ...dates };
  const reversing = await reverseMovement(tx, context, movementId, by);
  await tx.query(
    `insert into reversal (id, code, number, movement_id, reversed_movement_id, reason, actor_id)
     values ($1, $2, 'REV-' || extract(year from $3::date) || '-' || lpad(nextval('reversal_number')::text, 6, '0'),
             $4, $5, $6, $7)`,
    [id, newCode('reversal'), dates.documentDate, reversing, movementId, reason, context.actor.id],
  );
  return (await reversalOf(tx, movementId))!;
}

/** How a movement was taken back, if it was. */
export async function reversalOf(reader: Reader, movementId: number): Promise<Reversal | undefined> {
  const rows = await reader.query<Reversal[]>(
    `select r.id, r.code, r.number, r.reason, m.document_date as "documentDate", m.posting_date as "postingDate",
            r.actor_id as "actorId"
       from reversal r join stock_movement m on m.id = r.movement_id
      where r.reversed_movement_id = $1`,
    [movementId],
  );
  return rows[0];
}

/** The same as a JSON value in the select list of a query over documents; `movement` is its movement's column. */
export function reversalColumn(movement: string): string {
  return `(select json_build_object('id', v.id, 'code', v.code, 'number', v.number, 'reason', v.reason,
     'documentDate', reversing.document_date, 'postingDate', reversing.posting_date, 'actorId', v.actor_id)
     from reversal v join stock_movement reversing on reversing.id = v.movement_id
    where v.reversed_movement_id = ${movement}) as reversal`;
}
