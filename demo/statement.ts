import { type StatementLine } from '../src/books/statement';
import { dayOf } from './days';
import { type Print, title } from './result';
import { type Scene } from './scene';
import { money, table } from './table';

/** The custody of one engineer over the whole story: opening + in − out = closing, part by part. */
export async function printStatement(scene: Scene, print: Print): Promise<void> {
  const engineer = scene.people.engineers[0]!;
  const [from, to] = [dayOf(scene.story.months[0]!, 1), dayOf(scene.story.months.at(-1)!, 28)];
  const path = `/v1/engineers/${engineer.id}/statement?from=${from}&to=${to}`;
  const lines = await engineer.calls.all<StatementLine>(path);
  title(print, `Statement of ${engineer.name}, ${from} to ${to}`);
  const sum = (side: 'opening' | 'in' | 'out' | 'closing') => ({
    quantity: lines.reduce((total, line) => total + line[side].quantity, 0),
    value: lines.reduce((total, line) => total + line[side].value, 0),
  });
  const amounts = (['opening', 'in', 'out', 'closing'] as const).map((side) => ({ side, ...sum(side) }));
  const rows = amounts.map(({ side, quantity, value }) => [side, quantity, money(value)]);
  for (const line of table([`all ${lines.length} parts`, 'pieces', 'value'], rows)) print(line);
  const held = lines.filter((line) => line.closing.quantity > 0);
  print(`still in custody: ${held.length} parts`);
  const kept = held
    .sort((one, other) => (one.partNumber < other.partNumber ? -1 : 1))
    .map(({ partId, partNumber, closing }) => {
      return [partNumber, scene.catalogue.byId.get(partId)!.name, closing.quantity, money(closing.value)];
    });
  if (kept.length === 0) return;
  for (const line of table(['part', 'name', 'pieces', 'value'], kept.slice(0, 10))) print(line);
  if (kept.length > 10) print(`… and ${kept.length - 10} more`);
}
