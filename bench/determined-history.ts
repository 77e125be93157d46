import { type Pool } from 'pg';
import { newId } from '../src/platform/id';
import { addDuration, formatDay, parseDay } from '../src/warranty/classification/calendar-days';
import { classify } from '../src/warranty/classification/classify';
import { type Facts, type HistoryEvent } from '../src/warranty/classification/facts';
import { type Policy } from '../src/warranty/classification/policy';

const models = 10;
const unitsPerModel = 1_000;
const batch = 2_000;
const nobody = '00000000-0000-0000-0000-000000000000';

/** Three years or 60,000 km for a car, wear parts less, with the clauses that such policies have. */
export function carPolicy(years: number): Policy {
  return {
    id: 'BENCH-CAR',
    start: { basis: ['DELIVERY', 'INVOICE'], combine: 'FIRST_KNOWN' },
    terms: [
      { id: 'car', covers: 'WHOLE_UNIT', n: years, unit: 'YEAR', limits: { km: 60_000 } },
      { id: 'wear', covers: ['brake_lining', 'wiper_blade'], n: 6, unit: 'MONTH', limits: { km: 10_000 } },
    ],
    suspend: { repairs: 'WARRANTY', day_count: 'DATE_DIFF' },
    unit_replaced: 'RESTART',
    part_replaced_paid: { n: 1, unit: 'YEAR', limits: { km: 20_000 } },
    excluded_parts: ['oil_filter'],
    excluded_causes: ['MISUSE', 'MODIFICATION'],
    entitlements: [{ grant: 'REPLACE_UNIT', repair_days_over: 30, day_count: 'DATE_DIFF' }],
  };
}

/** Ten models with a thousand units each; the ids of the models, and of the units by model. */
export async function layUnits(pool: Pool): Promise<{ modelIds: string[]; unitIds: string[] }> {
  await pool.query(`
    insert into customer (id, code, number, name, registered_by_id)
      values (gen_random_uuid(), 'CB', 'BENCH', 'Sample customer', '${nobody}');
    insert into product_model (id, number, name_en, category, brand)
      select gen_random_uuid(), 'BENCH-' || i, 'Sample car', 'bench_car', 'Sample brand' from generate_series(1, ${models}) i;
    insert into installed_unit (id, code, model_id, serial_number, customer_id, changed_by_id)
      select gen_random_uuid(), 'U' || m.number || '-' || i, m.id, m.number || '-' || i, c.id, '${nobody}'
        from product_model m, customer c, generate_series(1, ${unitsPerModel}) i
       where m.category = 'bench_car' and c.number = 'BENCH'`);
  const ids = async (text: string) => (await pool.query<{ id: string }>(text)).rows.map(({ id }) => id);
  const modelIds = await ids(`select id from product_model where category = 'bench_car' order by number`);
  const unitIds = await ids(
    `select u.id from installed_unit u join product_model m on m.id = u.model_id where m.category = 'bench_car'
      order by m.number, u.serial_number`,
  );
  return { modelIds, unitIds };
}

/** Stores so many determinations of these units, as the product would have under the policy. */
export async function addDeterminations(
  pool: Pool,
  count: number,
  unitIds: readonly string[],
  policy: Policy,
): Promise<void> {
  for (let done = 0; done < count; done += batch) {
    const rows = Array.from({ length: Math.min(batch, count - done) }, (_, i) => {
      const facts = inventedFacts(done + i);
      const verdict = classify(facts, [policy]);
      const [id, subjectId] = [newId(), newId()];
      return { id, subjectId, unitId: unitIds[((done + i) * 617) % unitIds.length], facts, verdict };
    });
    await pool.query(
      `with made as (
         insert into determination (id, subject_kind, subject_id, unit_id, outcome, last_covered_day, facts, verdict, actor_id)
         select r.id, 'work_order', r."subjectId", r."unitId", r.verdict ->> 'outcome', (r.verdict ->> 'expiry_date')::date,
                r.facts, r.verdict, '${nobody}'
           from jsonb_to_recordset($1) as r (id uuid, "subjectId" uuid, "unitId" uuid, facts jsonb, verdict jsonb)
         returning subject_kind, subject_id, id, outcome)
       insert into current_determination (subject_kind, subject_id, determination_id, outcome) select * from made`,
      [JSON.stringify(rows)],
    );
  }
  await pool.query('vacuum analyze');
}

const components = ['engine', 'gearbox', 'brake_lining', 'water_pump', 'oil_filter', 'starter', 'sensor', 'door_lock'];
const causes = ['MANUFACTURING_DEFECT', 'MANUFACTURING_DEFECT', 'MANUFACTURING_DEFECT', 'MISUSE', undefined];

/** The nth invented case: bought on some day, reported within five years of it, with up to three earlier repairs. */
export function inventedFacts(nth: number): Facts {
  const bought = parseDay('2018-01-01')! + ((nth * 37) % 2_000);
  const age = (nth * 101) % 1_800;
  const after = (days: number) => formatDay(bought + Math.min(days, age));
  const component = components[nth % components.length]!;
  const history: HistoryEvent[] = Array.from({ length: nth % 4 }, (_, i) => {
    const day = Math.floor((age * (i + 1)) / 5);
    return { type: 'REPAIR', in: after(day), out: after(day + (nth % 6)), under_warranty: i % 2 === 0 };
  });
  if (nth % 5 === 0)
    history.push({ type: 'PART_REPLACED', date: after(Math.floor(age / 2)), component, paid: nth % 10 === 0 });
  return {
    unit: { category: 'bench_car', usage_class: 'PRIVATE', owner: nth % 9 === 0 ? 'second' : 'first' },
    dates: {
      MANUFACTURE: formatDay(addDuration(bought, { n: -2, unit: 'MONTH' }).day),
      DELIVERY: after(0),
      INVOICE: after(0),
    },
    history,
    claim: {
      report_date: after(age),
      component,
      cause: causes[nth % causes.length],
      usage: { km: age * (15 + (nth % 60)) },
    },
  };
}
