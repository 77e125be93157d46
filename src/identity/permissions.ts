/** The roles a staff member can have (design, section 1). */
export const roles = ['administrator', 'engineer', 'clerk', 'supervisor', 'finance', 'auditor', 'station'] as const;

/** A role: what a staff member may do. */
export type Role = (typeof roles)[number];

const everyone: readonly Role[] = ['engineer', 'clerk', 'supervisor', 'finance', 'auditor', 'station'];
const office: readonly Role[] = ['clerk', 'supervisor', 'finance', 'auditor'];

/**
 * Who may do what (R15). Every endpoint names one permission; what is not listed is refused. The administrator may do
 * everything except what a rule about persons forbids (R4). Rows are narrowed further: an engineer sees and touches
 * only what is that engineer's, a station only what is on its site (`scope.ts`).
 */
export const permissions = {
  'staff.read': office,
  'staff.write': [],
  'key.write': [],
  'organisation.read': everyone,
  'organisation.write': [],
  'catalog.read': everyone,
  'catalog.write': ['clerk', 'supervisor'],
  'price.write': ['supervisor', 'finance'],
  'catalog.import': ['clerk', 'supervisor'],
  'customer.read': everyone,
  'customer.write': ['clerk', 'supervisor', 'engineer', 'station'],
  'customer.import': ['clerk', 'supervisor'],
  'site-document.write': ['clerk', 'supervisor', 'engineer', 'station'],
  'contract.read': everyone,
  'retention.read': office,
  'contract.write': ['clerk', 'supervisor', 'finance'],
  'contract.approve': ['supervisor'],
  'retention.release': ['finance'],
  'stock.read': everyone,
  'stock.open': ['clerk', 'finance'],
  'receipt.write': ['clerk', 'station', 'engineer'],
  'transfer.write': ['clerk', 'station'],
  'return.write': ['clerk', 'station'],
  'inspection.write': ['clerk', 'supervisor', 'station'],
  'replenishment.write': ['clerk', 'supervisor', 'engineer', 'station'],
  'write-off.request': ['clerk', 'engineer', 'station'],
  'stock.write-off': ['supervisor'],
  'warranty.read': everyone,
  'warranty.write': ['supervisor'],
  // What suppliers owe us is between them and the office.
  'supplier-policy.read': office,
  'determination.read': office,
  'determination.decide': ['supervisor'],
  'unit-event.write': ['clerk', 'supervisor'],
  'service-request.read': everyone,
  'service-request.write': ['clerk', 'supervisor', 'engineer', 'station'],
  'problem-class.write': ['supervisor'],
  'work-order.read': everyone,
  'work-order.write': ['clerk', 'supervisor', 'engineer', 'station'],
  'work-order.assign': ['clerk', 'supervisor', 'station'],
  'escalation.read': everyone,
  'escalation.write': ['engineer', 'station', 'clerk', 'supervisor'],
  'escalation.answer': ['supervisor'],
  'dispute.read': everyone,
  'cause.read': office,
  'maker-alert.read': office,
  'maker-alert.write': ['supervisor'],
  'take-in.read': everyone,
  'take-in.write': ['engineer', 'station', 'clerk', 'supervisor'],
  'consent.read': everyone,
  'consent.write': ['engineer', 'station', 'clerk', 'supervisor'],
  'requisition.read': everyone,
  'requisition.write': ['engineer', 'station', 'clerk'],
  'requisition.approve': ['supervisor'],
  'requisition.release': ['clerk', 'supervisor', 'engineer', 'station'],
  'issue.read': everyone,
  'issue.write': ['clerk', 'station'],
  'issue.acknowledge': ['engineer', 'station'],
  'tariff.write': ['supervisor', 'finance'],
  'charge-policy.write': ['supervisor', 'finance'],
  'quotation.read': everyone,
  'quotation.write': ['engineer', 'station', 'clerk', 'supervisor'],
  'quotation.approve': ['supervisor'],
  'dispute.settle': ['supervisor'],
  'charge.read': everyone,
  'charge.write': ['clerk', 'supervisor', 'finance', 'station'],
  'charge.cancel': ['supervisor', 'finance'],
  'waiver.request': ['engineer', 'station', 'clerk', 'supervisor', 'finance'],
  'waiver.approve': ['supervisor'],
  'payment.write': ['engineer', 'station', 'clerk', 'finance'],
  'payment.reverse': ['supervisor', 'finance'],
  'remittance.write': ['clerk', 'finance', 'supervisor'],
  'goodwill.request': ['engineer', 'station', 'clerk', 'supervisor'],
  'goodwill.approve': ['supervisor'],
  'report.read': everyone,
  'report.write': ['engineer', 'station'],
  'report.approve': ['supervisor'],
  'report.revise': ['engineer', 'station', 'supervisor'],
  'old-part.read': everyone,
  'old-part.receive': ['clerk', 'station'],
  'old-part.waive': ['supervisor'],
  'old-part.dispose': ['clerk', 'supervisor'],
  'old-part.restock': ['supervisor'],
  'expense.read': everyone,
  'expense.write': ['engineer', 'station', 'clerk'],
  'expense.approve': ['supervisor'],
  'expense.refund': ['finance'],
  'unit-return.read': everyone,
  'unit-return.write': ['engineer', 'station', 'clerk', 'supervisor'],
  // The general manager's alone (docs/decisions/the-general-manager.md).
  'unit-return.approve': [],
  'unit-return.receive': ['clerk', 'station'],
  'supplier-inquiry.read': everyone,
  'supplier-inquiry.write': ['engineer', 'station', 'clerk', 'supervisor'],
  'supplier-inquiry.close': ['supervisor'],
  'count.read': ['clerk', 'supervisor', 'finance', 'auditor', 'station'],
  'count.open': ['clerk', 'supervisor', 'station'],
  // Who counts sees no quantities of the books where a count is under way (R13).
  'count.write': ['clerk', 'station'],
  'count.compare': ['supervisor', 'finance', 'auditor'],
  'count.approve': ['supervisor'],
  'books.read': ['supervisor', 'finance', 'auditor', 'clerk'],
  'statement.read': everyone,
  'fault-report.issue': ['supervisor'],
  'books.reverse': ['finance', 'supervisor'],
  'barcode.read': everyone,
  'scan-session.read': ['clerk', 'station', 'supervisor', 'finance', 'auditor'],
  'scan-session.write': ['clerk', 'station'],
  'code.link': ['clerk', 'supervisor'],
  'code.retire': ['clerk', 'supervisor'],
  'label.read': everyone,
  'label.print': ['clerk', 'supervisor', 'engineer', 'station'],
  'printer.read': everyone,
  'printer.write': [],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether one of these roles has the permission. An unknown permission is nobody's. */
export function mayDo(roles: readonly string[], permission: string): boolean {
  if (!Object.hasOwn(permissions, permission)) return false;
  const allowed: readonly string[] = permissions[permission as Permission];
  return roles.some((role) => role === 'administrator' || allowed.includes(role));
}
