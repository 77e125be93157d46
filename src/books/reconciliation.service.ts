import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { notFound } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { countIdentities } from './identities/count.identities';
import { documentIdentities } from './identities/document.identities';
import { type Identity } from './identities/identity';
import { ledgerIdentities } from './identities/ledger.identities';
import { oldPartIdentities } from './identities/old-part.identities';
import { postedDocument, postedDocumentColumns } from './posted-document';
import { type Difference, type IdentityResult, type Reconciliation } from './reconciliation';

/** What must hold at any time (design, section 2, step 8). */
const identities: Identity[] = [...ledgerIdentities, ...documentIdentities, ...oldPartIdentities, ...countIdentities];

/** Reconciliation 对账: each identity is a number and a drill-down, and zero means zero. */
export class ReconciliationService {
  constructor(private readonly kernel: Kernel) {}

  /** All identities of one moment: what is posted meanwhile disturbs none of them. */
  async reconcile(): Promise<Reconciliation> {
    return this.kernel.database.snapshot(async (reader) => {
      await withRoomToSort(reader);
      const results: IdentityResult[] = [];
      for (const identity of identities) results.push(await resultOf(reader, identity));
      const at = this.kernel.clock.now().toISOString();
      return { at, holds: results.every((result) => result.holds), identities: results };
    });
  }

  /** The rows that contradict one identity. */
  async differences(name: string, query: PageQuery): Promise<PageOf<Difference>> {
    const identity = identities.find((one) => one.name === name);
    if (!identity) throw notFound('identity');
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0];
    const rows = await this.kernel.database.snapshot(async (reader) => {
      await withRoomToSort(reader);
      return reader.query<Difference[]>(
        `select d.key, d.account_kind as "accountKind",
                nullif(d.owner_id, '00000000-0000-0000-0000-000000000000') as "ownerId", d.part_id as "partId",
                d.document_kind as "documentKind", d.document_id as "documentId", ${postedDocumentColumns},
                d.expected_quantity::bigint as "expectedQuantity", d.found_quantity::bigint as "foundQuantity",
                d.expected_value::bigint as "expectedValue", d.found_value::bigint as "foundValue"
           from (${identity.differences}) d ${postedDocument('d')} where $1::text is null or d.key > $1 order by d.key limit $2`,
        [after ?? null, limit + 1],
      );
    });
    return pageOf(rows, limit, (row) => [row.key]);
  }
}

/** A whole ledger is grouped and sorted: with the usual 4 MB it would spill to disk. For this transaction only. */
async function withRoomToSort(reader: Reader): Promise<void> {
  await reader.query(`set local work_mem = '128MB'`);
}

async function resultOf(reader: Reader, identity: Identity): Promise<IdentityResult> {
  const rows = await reader.query<{ rows: number; pieces: number; value: number }[]>(
    `select count(*) as rows, coalesce(sum(abs(d.found_quantity - d.expected_quantity)), 0)::bigint as pieces,
            coalesce(sum(abs(d.found_value - d.expected_value)), 0)::bigint as value
       from (${identity.differences}) d`,
  );
  const { name, statementZh, statementEn } = identity;
  const difference = rows[0]!;
  return {
    name,
    statementZh,
    statementEn,
    holds: difference.rows === 0,
    ...difference,
    drillDown: `/v1/reconciliation/${name}`,
  };
}
