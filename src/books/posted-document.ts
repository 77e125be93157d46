/** The table of each kind of document that posts: there its number and code stand. */
const tables: Readonly<Record<string, string>> = {
  receipt: 'receipt',
  requisition: 'requisition',
  issue: 'issue',
  'service-report': 'service_report',
  'old-part': 'old_part',
  'unused-return': 'unused_return',
  inspection: 'inspection',
  transfer: 'transfer',
  'write-off': 'write_off',
  count: 'stock_count',
  reversal: 'reversal',
};

export const kindsOfPostedDocuments = Object.keys(tables);

/**
 * SQL: a join that names the document of `row`, which has `document_kind` and `document_id`; of the many tables only the
 * one of the row's kind is looked into.
 */
export function postedDocument(row: string): string {
  const each = Object.entries(tables).map(
    ([kind, table]) =>
      `select x.number, x.code from ${table} x where ${row}.document_kind = '${kind}' and x.id = ${row}.document_id`,
  );
  return `left join lateral (${each.join(' union all ')}) posted_document on true`;
}

export const postedDocumentColumns = `posted_document.number as "documentNumber", posted_document.code as "documentCode"`;
