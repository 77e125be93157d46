import { kitOf } from '../catalog/product-model.queries';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { type Reader } from '../platform/transaction';
import { noSuchWorkOrder } from './open-work-order';
import { type KitAnswer, type KitProposal, type Readiness } from './preparation';
import { coverageOf, probableCauses, readinessOf } from './preparation.queries';
import { type RepairBackground } from './history/repair-history';
import { backgroundOf } from './history/repair-history.queries';
import { type WorkOrder } from './work-order';
import { findWorkOrder } from './work-order.queries';

/** What an engineer looks at before departure: which parts the job usually needs, and whether they are there. */
export class PreparationService {
  constructor(private readonly kernel: Kernel) {}

  async kit(context: CallContext, id: string): Promise<KitAnswer> {
    return this.kernel.database.read(async (reader) => {
      const order = await orderOr404(reader, context, id);
      return {
        workOrderId: order.id,
        workOrderNumber: order.number,
        symptom: order.symptom,
        probableCauses: await probableCauses(reader, order.modelId, order.symptom),
        lines: await proposals(reader, order),
      };
    });
  }

  /** What unit and model had before, whoever dealt with it (S037). */
  async background(context: CallContext, id: string): Promise<RepairBackground> {
    return this.kernel.database.read(async (reader) => {
      const order = await orderOr404(reader, context, id);
      return backgroundOf(reader, { ...order, id: order.requestId ?? order.id });
    });
  }

  async readiness(context: CallContext, id: string): Promise<Readiness> {
    return this.kernel.database.read(async (reader) => {
      const order = await orderOr404(reader, context, id);
      const lines = await readinessOf(reader, id);
      return {
        workOrderId: order.id,
        workOrderNumber: order.number,
        ready: lines.every((line) => line.missing === 0),
        confirmedWithUser: order.requestId === null ? null : order.confirmedAt !== null,
        lines,
      };
    });
  }
}

async function proposals(reader: Reader, order: WorkOrder): Promise<KitProposal[]> {
  if (order.symptom === null) return [];
  const kit = await kitOf(reader, order.modelId, order.symptom);
  const coverage = new Map((await coverageOf(reader, order, kit)).map((covered) => [covered.partId, covered]));
  return kit.map(({ partId, partNumber, nameZh, nameEn, unit, supplyPartId, supplyPartNumber, quantity }) => {
    const { inCustody, requisitioned } = coverage.get(partId) ?? { inCustody: 0, requisitioned: 0 };
    const missing = Math.max(0, quantity - inCustody - requisitioned);
    return {
      ...{ partId, partNumber, nameZh, nameEn, unit, supplyPartId, supplyPartNumber },
      ...{ quantity, inCustody, requisitioned, missing },
    };
  });
}

async function orderOr404(reader: Reader, context: CallContext, id: string): Promise<WorkOrder> {
  return (await findWorkOrder(reader, id, scopeOf(context), context.language)) ?? noSuchWorkOrder();
}
