import { type Reader } from './transaction';

/** Times as they are told where the organisation keeps its books, with their offset. */
export async function localTimes(reader: Reader, instants: readonly string[]): Promise<Map<string, string>> {
  const rows = await reader.query<{ instant: string; local: string }[]>(
    `select t as instant, to_char(t::timestamptz, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') as local from unnest($1::text[]) as t`,
    [instants],
  );
  return new Map(rows.map((row) => [row.instant, row.local]));
}
