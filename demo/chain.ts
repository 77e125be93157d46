import { type ChainStep, type ReplacementChain } from '../src/books/replacement-chain';
import { type Receipt } from '../src/stock/receipt';
import { type Print, title } from './result';
import { type Scene } from './scene';
import { money, table } from './table';

/** One replacement from its signed report back to the receipt that brought the part, and on to the old part. */
export async function printChain(scene: Scene, print: Print): Promise<void> {
  if (scene.traced === undefined) return;
  const clerk = scene.people.clerk.calls;
  const chain = await clerk.get<ReplacementChain>(`/v1/replacements/${scene.traced}/chain`);
  const { replacement, report, fitting, oldParts } = chain;
  const part = scene.catalogue.byId.get(replacement.partId)!;
  title(print, `The chain of one replacement, from its report back to its receipt`);
  const signed = inOrder(report.completedAt, report.signedAt, report.approvedAt);
  print(`${replacement.quantity} × ${part.name} ${part.number}: ${replacement.reason}; ${replacement.billing}`);
  print(
    `report ${report.number} of ${report.workOrderNumber}, ${signed ? 'completed, signed, approved' : 'NOT SIGNED'}`,
  );
  if (fitting) print(`fitted ${fitting.postingDate}, material cost ${money(fitting.value)}`);
  const rows = chain.steps.map((step) => [
    step.postingDate,
    step.reason,
    step.quantity,
    `${placeName(scene, step.from)} → ${placeName(scene, step.to)}`,
    step.documentNumber ?? '',
  ]);
  for (const line of table(['posted', 'why', 'pieces', 'from → to', 'document'], rows)) print(line);
  const origin = chain.steps.find((step) => step.isOrigin && step.documentKind === 'receipt');
  if (origin) print(await arrivalOf(scene, origin));
  for (const old of oldParts)
    print(`old part ${old.number}: ${old.status}, due ${old.dueOn}${cameBack(old.receivedOn)}`);
  if (oldParts.length === 0) print(`old part: ${chain.noOldPartReason ?? 'not asked for'}`);
}

/** The steps of a report as R6 has them: later and later. */
function inOrder(...instants: (string | null)[]): boolean {
  return instants.every((at, nth) => at !== null && (nth === 0 || Date.parse(instants[nth - 1]!) <= Date.parse(at)));
}

async function arrivalOf(scene: Scene, origin: ChainStep): Promise<string> {
  const receipt = await scene.people.clerk.calls.get<Receipt>(`/v1/receipts/${origin.documentId}`);
  const note = receipt.deliveryNote ?? 'stock that lay there when the books began';
  return `receipt ${receipt.number} of ${receipt.documentDate}: ${note}`;
}

function cameBack(day: string | null): string {
  return day === null ? '' : `, came back ${day}`;
}

function placeName(scene: Scene, place: ChainStep['from']): string {
  const { warehouse, station } = scene.places;
  const { engineers, stationEngineer } = scene.people;
  const persons = [...engineers, stationEngineer].map(({ id, name }) => [id, name] as const);
  const bins = [warehouse, station].flatMap(({ number, bins }) =>
    [...bins].map(([bin, id]) => [id, `${number} ${bin}`] as const),
  );
  const suppliers = [...scene.catalogue.suppliers].map(([number, id]) => [id, number] as const);
  const names = new Map<string, string>([...persons, ...bins, ...suppliers]);
  const owner = place.ownerId === null ? '' : ` ${names.get(place.ownerId) ?? ''}`;
  return `${place.kind}${owner}`.trim();
}
