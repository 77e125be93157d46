/**
 * One statement that must hold. `differences` is a set-based query of what contradicts it: no row means that it holds.
 * Its columns: key (text, unique), account_kind, owner_id, part_id, document_kind, document_id, expected_quantity,
 * found_quantity, expected_value, found_value. Every owner_id of an organisation's own account is null.
 */
export interface Identity {
  /** Stable name, also the address of its drill-down. */
  name: string;
  statementZh: string;
  statementEn: string;
  differences: string;
}
