import { type Reconciliation } from '../src/books/reconciliation';
import { type ShortPart } from '../src/books/short-part';
import { type OldPart } from '../src/returns/old-part';
import { printChain } from './chain';
import { printPaidWork } from './paid-work';
import { type Setting } from './play';
import { printStatement } from './statement';
import { money, table } from './table';

/** Says a line. */
export type Print = (line: string) => void;

/** Prints how the books stand; answers whether every identity holds. Each line is the same for the same seed. */
export async function printResult(setting: Setting, print: Print): Promise<boolean> {
  printSetting(setting, print);
  printOutcomes(setting, print);
  await printOldParts(setting, print);
  const booksHold = await printReconciliation(setting, print);
  const holds = (await printPaidWork(setting.scene, print)) && booksHold;
  await printStatement(setting.scene, print);
  await printShortParts(setting, print);
  await printChain(setting.scene, print);
  print('');
  print(holds ? 'Every identity holds: stock equals books 账实相符.' : 'The books do not balance.');
  return holds;
}

function printSetting({ scene, openingPieces, policies }: Setting, print: Print): void {
  const { months, parts, demand } = scene.story;
  const pieces = demand.reduce((sum, row) => sum + row.quantity, 0);
  title(print, `Real demand, ${months[0]} to ${months.at(-1)}; everything around the numbers is invented`);
  const rows = [
    ['parts in the catalogue', parts.length],
    ['pieces on the shelves when the books began', openingPieces],
    ['pieces asked for by customers', pieces],
    ['machines', scene.machines.length],
    ['work orders that still wait for parts', scene.waiting.length],
  ];
  for (const line of table(['what', 'how many'], rows)) print(line);
  title(print, 'Warranty policies in force');
  const sources = policies.map(({ number, source }) => [number, source]);
  for (const line of table(['policy', 'terms and where they are published'], sources)) print(line);
}

function printOutcomes({ scene }: Setting, print: Print): void {
  title(print, 'Replacements by who pays');
  const total = [...scene.outcomes.values()].reduce((sum, { pieces }) => sum + pieces, 0);
  const rows = [...scene.outcomes.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([outcome, { lines, pieces }]) => [outcome, lines, pieces, `${((100 * pieces) / total).toFixed(1)} %`]);
  for (const line of table(['outcome', 'lines', 'pieces', 'share'], rows)) print(line);
}

async function printOldParts({ scene }: Setting, print: Print): Promise<void> {
  title(print, 'Old parts by where they are');
  const rows: (string | number)[][] = [];
  for (const state of ['received', 'owed', 'waived']) {
    const parts = await scene.people.clerk.calls.all<OldPart>(`/v1/old-parts?state=${state}`);
    rows.push([state, parts.length, parts.reduce((sum, part) => sum + part.quantity, 0)]);
  }
  for (const line of table(['state', 'tags', 'pieces'], rows)) print(line);
}

async function printShortParts({ scene }: Setting, print: Print): Promise<void> {
  const short = await scene.people.clerk.calls.all<ShortPart>('/v1/parts/short');
  title(print, `Parts short: ${short.length}`);
  const rows = short
    .sort((one, other) => `${one.needBy} ${one.partNumber}`.localeCompare(`${other.needBy} ${other.partNumber}`))
    .map((row) => {
      const name = scene.catalogue.byId.get(row.partId)!.name;
      return [row.partNumber, name, row.siteNumber, row.shortQuantity, row.needBy, row.elsewhere ?? '–'];
    });
  if (rows.length === 0) return print('none');
  for (const line of table(['part', 'name', 'site', 'short', 'needed by', 'elsewhere'], rows.slice(0, 15))) print(line);
  if (rows.length > 15) print(`… and ${rows.length - 15} more`);
}

async function printReconciliation({ scene }: Setting, print: Print): Promise<boolean> {
  const books = await scene.people.finance.calls.get<Reconciliation>('/v1/reconciliation');
  title(print, 'Reconciliation 对账');
  const rows = books.identities.map((identity) => [
    identity.holds ? 'holds' : 'DIFFERS',
    identity.rows,
    identity.pieces,
    money(identity.value),
    identity.statementEn,
  ]);
  for (const line of table(['', 'rows', 'pieces', 'value', 'statement'], rows)) print(line);
  return books.holds;
}

/** A heading. */
export function title(print: Print, text: string): void {
  print('');
  print(text);
  print('─'.repeat(Math.min(100, text.length)));
}
