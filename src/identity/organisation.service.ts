import { type CallContext } from '../platform/context';
import { changedMeanwhile, versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { type Reader } from '../platform/transaction';
import { type Organisation, type OrganisationChange } from './organisation';

/** The organisation's settings: one record. */
export class OrganisationService {
  constructor(private readonly kernel: Kernel) {}

  async find(): Promise<Organisation> {
    return this.kernel.database.read(organisation);
  }

  async change(context: CallContext, ifMatch: string | undefined, asked: OrganisationChange): Promise<Organisation> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const [, count] = await tx.query<[unknown, number]>(
        `update organisation set base_currency = $2, reservation_days = $3, answer_days = $4,
                overdue_old_parts_limit = coalesce($5, overdue_old_parts_limit),
                count_tolerance_pieces = coalesce($6, count_tolerance_pieces),
                count_tolerance_value = coalesce($7, count_tolerance_value), version = version + 1
          where version = $1`,
        [
          ...[version, asked.baseCurrency, asked.reservationDays, asked.answerDays, asked.overdueOldPartsLimit ?? null],
          ...[asked.countTolerancePieces ?? null, asked.countToleranceValue ?? null],
        ],
      );
      if (count === 0) throw changedMeanwhile();
      return organisation(tx);
    });
  }
}

async function organisation(reader: Reader): Promise<Organisation> {
  const rows = await reader.query<Organisation[]>(
    `select base_currency as "baseCurrency", reservation_days as "reservationDays",
            answer_days as "answerDays", overdue_old_parts_limit as "overdueOldPartsLimit",
            count_tolerance_pieces as "countTolerancePieces", count_tolerance_value as "countToleranceValue",
            current_setting('timezone') as "timeZone", version from organisation`,
  );
  return rows[0]!;
}
