import { type CallContext } from '../../platform/context';
import { changedMeanwhile, versionFrom } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { type Reader } from '../../platform/transaction';
import { type ChargePolicy, type ChargePolicyChange } from './charge-policy';

/** The organisation's switches of paid work: one record. */
export class ChargePolicyService {
  constructor(private readonly kernel: Kernel) {}

  async find(): Promise<ChargePolicy> {
    return this.kernel.database.read(chargePolicy);
  }

  async change(context: CallContext, ifMatch: string | undefined, asked: ChargePolicyChange): Promise<ChargePolicy> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const [, count] = await tx.query<[unknown, number]>(
        `update charge_policy set parts_basis = $2, labour_charged = $3, travel_charged = $4, quotation_days = $5,
                engineers_collect_cash = $6, version = version + 1
          where version = $1`,
        [
          version,
          asked.partsBasis,
          asked.labourCharged,
          asked.travelCharged,
          asked.quotationDays,
          asked.engineersCollectCash,
        ],
      );
      if (count === 0) throw changedMeanwhile();
      return chargePolicy(tx);
    });
  }
}

export async function chargePolicy(reader: Reader): Promise<ChargePolicy> {
  const rows = await reader.query<ChargePolicy[]>(
    `select parts_basis as "partsBasis", labour_charged as "labourCharged", travel_charged as "travelCharged",
            quotation_days as "quotationDays", engineers_collect_cash as "engineersCollectCash", version
       from charge_policy`,
  );
  return rows[0]!;
}
