import { type RecordKind } from '../../barcodes/code';
import { notOf, post, type ScannableKind } from './scannable-kind';

/** What is agreed with customers, and what they sign for on site. */
export const contractKinds = {
  'service-contract': {
    table: 'service_contract',
    number: 'r.number',
    state: 'r.status',
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
    read: { permission: 'customer.read', href: '/v1/site-documents/{id}' },
    steps: [post('sign', 'site-document.write', '/v1/site-documents/{id}/signature', { states: ['drawn_up'] })],
  },
} satisfies Partial<Record<RecordKind, ScannableKind>>;
