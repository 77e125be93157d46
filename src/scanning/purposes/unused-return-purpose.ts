import { UnusedReturnService } from '../../returns/unused-return.service';
import { engineerOfStart } from './engineer-of-start';
import { linesInCustody } from './purpose.queries';
import { type ScanPurpose } from './purpose';
import { siteOfStart } from './site-of-start';

/** Takes back what an engineer did not fit. */
export const unusedReturnPurpose: ScanPurpose = {
  permission: 'return.write',
  needs: ['engineerId'],
  may: ['siteId', 'workOrderId'],
  bins: 'into',

  async start(tx, context, asked) {
    const siteId = await siteOfStart(tx, context, asked);
    const engineerId = await engineerOfStart(tx, context, asked);
    return { documentId: null, siteId, engineerId };
  },

  lines: (reader, session) => linesInCustody(reader, session.engineerId!),

  unitRefusal(unit, _line, session) {
    if (unit.kind === 'custody' && unit.staffMemberId === session.engineerId) return undefined;
    return {
      problem: 'unit-elsewhere',
      sentence: "By the books this unit is not in this engineer's hands. Find out why.",
    };
  },

  async post(tx, kernel, context, session, counted, asked) {
    const { documentDate, postingDate } = asked;
    const { id, code, number } = await new UnusedReturnService(kernel).createWithin(tx, context, {
      ...{ engineerId: session.engineerId!, siteId: session.siteId, workOrderId: session.terms.workOrderId },
      ...{ documentDate, postingDate },
      lines: counted.map(({ partId, quantity, unitId, binId, returned }) => ({
        ...{ partId, quantity, outcome: returned ?? ('unused' as const) },
        ...(unitId !== null && { unitId }),
        ...(binId !== null && { binId }),
      })),
    });
    return [{ kind: 'unused-return', id, code, number }];
  },
};
