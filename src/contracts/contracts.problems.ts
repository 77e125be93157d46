import { type ConstraintProblems } from '../platform/database-errors';
import { conflicts, forbids, refuses } from '../platform/refusals';

export const contractsProblems: ConstraintProblems = {
  service_contract_step_known: conflicts('contract-in-other-state', 'A contract takes one step after the other.'),
  service_contract_settled_stays: conflicts(
    'contract-settled',
    'What was submitted or settled stays as it is. Make another contract for what is agreed anew.',
  ),
  service_contract_decided_by_another: forbids(
    'own-contract',
    'Nobody approves the contract they made or submitted. Ask another supervisor.',
  ),
  service_contract_in_force_after_approval: refuses('A contract is in force from its approval on, not before.'),
  service_contract_ends_after_start: refuses('A contract ends on the day it starts or later.'),
  service_contract_retention_after_expiry: refuses('Retention money is due after the last day of the contract.'),
  service_contract_terminated_within_period: refuses('An early end lies within the period of the contract.'),
  service_contract_released_when_due: conflicts(
    'retention-not-due',
    'Retention money is released when the warranty is over, not before its due date.',
  ),
  service_contract_released_within_retention: refuses(
    'No more is released than was held back; where less is released, a note says why.',
  ),
  service_contract_parts_known: refuses('partsIncluded is none, listed or all.'),
  service_contract_visits_positive: refuses('visitsIncluded is above zero, or null for as many as it takes.'),
  service_contract_price_not_negative: refuses('price is zero or more.'),
  site_document_step_known: conflicts('site-document-in-other-state', 'It is drawn up, then signed; nothing else.'),
  site_document_signed_by_customer: conflicts('not-signed', 'The customer signs it first (S038).'),
  site_document_supplies_its_date: conflicts('other-date', 'A signed document supplies the date that it says (S038).'),
  site_document_signature_over_content: conflicts(
    'other-content',
    'The signature is not over this document as it was drawn up. Show it to the signer again.',
  ),
  site_document_one_open: conflicts('correction-under-way', 'A correction of it waits for its signature already.'),
  site_document_revision_once: conflicts('revision-taken', 'Somebody made the next revision. Go on with that one.'),
  site_document_revision_positive: refuses('Revisions are counted from 1.'),
  site_document_revision_explained: refuses('A later revision says why.'),
  site_document_digest_of_content: refuses('The digest is that of the content.'),
  site_document_signature_relation_known: refuses('relation is owner, family, employee, tenant or agent.'),
  site_document_signature_image_small: refuses('The picture has more than 256 KiB; send a smaller one.'),
  site_document_signature_image_once: conflicts(
    'signature-used',
    'This picture was used before. Let the customer sign anew.',
  ),
  site_document_signature_pixels_once: conflicts(
    'signature-used',
    'This drawing was used before. Let the customer sign anew.',
  ),
  site_document_signature_digest_of_image: refuses('The digest is that of the picture.'),
  service_contract_retention_not_negative: refuses('retentionAmount is zero or more.'),
};
