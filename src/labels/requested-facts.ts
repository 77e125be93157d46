import { parseCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { type Database } from '../platform/database';
import { invalid } from '../platform/problem';
import { type LabelFacts } from './drawing/label-template';
import { factsByCode } from './label.service';

/** What the labels with these codes say, in their order; every code that has none is named at once. */
export async function requestedFacts(
  database: Database,
  context: CallContext,
  codes: readonly string[],
): Promise<LabelFacts[]> {
  const found = await database.snapshot((reader) => factsByCode(reader, context, codes));
  const facts = codes.map((code) => {
    const parsed = parseCode(code);
    return parsed.valid ? found.get(parsed.code) : undefined;
  });
  const faults = facts.flatMap((one, nth) => (one ? [] : [{ pointer: `/codes/${nth}`, detail: unknown }]));
  if (faults.length > 0) throw invalid(faults);
  return facts.filter((one) => one !== undefined);
}

const unknown = 'no record of yours has this code';
