import { type RecordKind } from '../../barcodes/code';
import {
  byEngineerAndSite,
  notOf,
  ofCustomersDealtWith,
  ofUnitsDealtWith,
  post,
  type ScannableKind,
} from './scannable-kind';

/** What is agreed with customers and signed on site; expenses and returns of units. */
export const contractKinds = {
  'service-contract': {
    table: 'service_contract',
    number: 'r.number',
    state: 'r.status',
    scope: ofCustomersDealtWith('r.customer_id'),
    read: { permission: 'contract.read', href: '/v1/service-contracts/{id}' },
    steps: [
      post('submit', 'contract.write', '/v1/service-contracts/{id}/submission', { states: ['draft'] }),
      post('approve', 'contract.approve', '/v1/service-contracts/{id}/approval', {
        states: ['submitted'],
        when: notOf('actor_id', 'submitted_by_id'),
      }),
    ],
  },
  'site-document': {
    table: 'site_document',
    number: 'r.number',
    state: 'r.status',
    scope: ofUnitsDealtWith('r.unit_id'),
    read: { permission: 'customer.read', href: '/v1/site-documents/{id}' },
    steps: [post('sign', 'site-document.write', '/v1/site-documents/{id}/signature', { states: ['drawn_up'] })],
  },
  'expense-claim': {
    table: 'expense_claim',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'expense.read', href: '/v1/expense-claims/{id}' },
    steps: [
      post('approve', 'expense.approve', '/v1/expense-claims/{id}/approval', {
        states: ['submitted'],
        when: notOf('engineer_id', 'actor_id'),
      }),
      post('refund', 'expense.refund', '/v1/expense-claims/{id}/refund', {
        states: ['approved'],
        when: notOf('engineer_id'),
      }),
    ],
  },
  'unit-return': {
    table: 'unit_return',
    number: 'r.number',
    scope: ofUnitsDealtWith('r.unit_id'),
    state: `case when r.returned_on is null then r.status else 'returned' end`,
    read: { permission: 'unit-return.read', href: '/v1/unit-returns/{id}' },
    steps: [
      post('approve', 'unit-return.approve', '/v1/unit-returns/{id}/approval', {
        states: ['requested'],
        when: notOf('actor_id'),
      }),
      post('receive', 'unit-return.receive', '/v1/unit-returns/{id}/arrival', {
        states: ['requested', 'approved', 'rejected'],
      }),
    ],
  },
  'supplier-inquiry': {
    table: 'supplier_inquiry',
    number: 'r.number',
    state: 'r.status',
    scope: byEngineerAndSite,
    read: { permission: 'supplier-inquiry.read', href: '/v1/supplier-inquiries/{id}' },
    steps: [
      post('contact', 'supplier-inquiry.write', '/v1/supplier-inquiries/{id}/contact', {
        states: ['opened', 'contacted'],
      }),
      post('answer', 'supplier-inquiry.write', '/v1/supplier-inquiries/{id}/answer', { states: ['contacted'] }),
    ],
  },
  'fault-report': {
    table: 'fault_report',
    number: 'r.number',
    state: 'null::text',
    parent: `to_char(r.month, 'YYYY-MM')`,
    read: { permission: 'books.read', href: '/v1/fault-reports/{parent}' },
    steps: [],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
