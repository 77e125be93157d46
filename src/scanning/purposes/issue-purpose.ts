import { scopeOf } from '../../identity/scope';
import { IssueService } from '../../issues/issue.service';
import { notFound, wrongState } from '../../platform/problem';
import { findRequisition } from '../../requisitions/requisition.queries';
import { linesToIssue } from './purpose.queries';
import { type ScanPurpose } from './purpose';

/** Hands out what is reserved for an approved requisition. */
export const issuePurpose: ScanPurpose = {
  permission: 'issue.write',
  needs: ['requisitionId'],
  may: [],
  bins: 'from',

  async start(tx, context, asked) {
    const requisition = await findRequisition(tx, asked.requisitionId!, scopeOf(context));
    if (!requisition) throw notFound('requisition');
    if (requisition.status !== 'approved') {
      throw wrongState('requisition-not-approved', 'Nothing is issued without an approved requisition.', {
        status: requisition.status,
      });
    }
    const { id, siteId, engineerId } = requisition;
    return { documentId: id, siteId, engineerId };
  },

  lines: (reader, session) => linesToIssue(reader, session.documentId!),

  unitRefusal(unit, line) {
    if ((unit.kind === 'reserved' || unit.kind === 'shelf') && line.bins?.some(({ binId }) => binId === unit.binId)) {
      return undefined;
    }
    const bins = line.bins?.map(({ number }) => number).join(', ') ?? '';
    return {
      problem: 'unit-elsewhere',
      sentence: `By the books this unit is not where pieces are reserved (${bins}). Take one of those, or find out why.`,
    };
  },

  async post(tx, kernel, context, session, counted, asked) {
    const lines = counted.map(({ key, quantity, binId, unitId }) => ({
      lineId: key,
      quantity,
      ...(binId !== null && { binId }),
      ...(unitId !== null && { unitId }),
    }));
    const { documentDate, postingDate } = asked;
    const issue = { requisitionId: session.documentId!, documentDate, postingDate, lines };
    const { id, code, number } = await new IssueService(kernel).issueWithin(
      tx,
      context,
      issue,
      `scan-session/${session.id}`,
    );
    return [{ kind: 'issue', id, code, number }];
  },
};
