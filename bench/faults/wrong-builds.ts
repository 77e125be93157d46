import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Change {
  file: string;
  from: string;
  to: string;
}

/**
 * Three mistakes that are made again and again, to prove that the run notices them. Each is made in a copy of the build by
 * replacing text that must be there.
 */
export const wrongBuilds = {
  /** The work commits first, the record of its key afterwards: who falls between the two does the work twice. */
  idempotency: [
    {
      file: 'src/platform/database.js',
      from: `return this.transaction((tx)=>(0, _commands.once)(tx, context, ()=>work(tx)));`,
      to: `const { key, requestHash, operation } = context.idempotency;
        const [earlier] = await this.read((reader)=>reader.query('select response from command_log where actor_id = $1 and idempotency_key = $2', [context.actor.id, key]));
        if (earlier) { context.replayed = true; return earlier.response; }
        const response = await this.transaction(work);
        await this.transaction((tx)=>tx.query('insert into command_log (actor_id, idempotency_key, operation, request_hash, request_id, response) values ($1, $2, $3, $4, $5, $6)', [context.actor.id, key, operation, requestHash, context.requestId, JSON.stringify(response)]));
        return response;`,
    },
  ],
  /** Stock is read, compared and written back, with nothing that holds it in between. */
  stock: [
    {
      file: 'migrations/1764000000500-ledger.sql',
      from: `   where b.account_id = p_account_id and b.part_id = p_part_id for update;\n  if not found then`,
      to: `   where b.account_id = p_account_id and b.part_id = p_part_id;\n  if not found then`,
    },
    {
      file: 'migrations/1764000000500-ledger.sql',
      from: `               order by b.account_id for update) h;`,
      to: `               order by b.account_id) h;`,
    },
    {
      file: 'migrations/1764000000500-ledger.sql',
      from: `      and b.part_id = any (p_part_ids)\n    order by b.account_id, b.part_id for update;`,
      to: `      and b.part_id = any (p_part_ids);`,
    },
  ],
  /** Balances are locked in any order. */
  locks: [
    {
      file: 'migrations/1764000000500-ledger.sql',
      from: `           order by s.account_id, s.part_id) k\n`,
      to: `           order by random()) k\n`,
    },
    {
      file: 'migrations/1764000000500-ledger.sql',
      from: `               order by b.account_id for update) h;`,
      to: `               order by random() for update) h;`,
    },
    {
      file: 'migrations/1764000000500-ledger.sql',
      from: `      and b.part_id = any (p_part_ids)\n    order by b.account_id, b.part_id for update;`,
      to: `      and b.part_id = any (p_part_ids)\n    order by random() for update;`,
    },
    {
      file: 'migrations/1764000000500-ledger.sql',
      from: `from unnest(p_lines) l)\n    order by b.account_id, b.part_id for update;`,
      to: `from unnest(p_lines) l)\n    order by random() for update;`,
    },
  ],
} satisfies Record<string, Change[]>;

export function isWrongBuild(name: string): name is keyof typeof wrongBuilds {
  return Object.hasOwn(wrongBuilds, name);
}

/** Copies the build and makes the mistake in the copy; answers where it is. */
export function wrongBuild(name: keyof typeof wrongBuilds, dist: string, folder: string): string {
  const copy = join(folder, 'dist');
  cpSync(dist, copy, { recursive: true });
  symlinkSync(join(dirname(dist), 'node_modules'), join(folder, 'node_modules'));
  for (const change of wrongBuilds[name]) {
    const file = join(copy, change.file);
    writeFileSync(file, spoilt(change, readFileSync(file, 'utf8')));
  }
  return copy;
}

/** The text with the mistake in it. */
export function spoilt(change: Change, text: string): string {
  if (text.split(change.from).length !== 2) {
    throw new Error(`A wrong build no longer fits ${change.file}: ${change.from.slice(0, 80)}`);
  }
  return text.replace(change.from, () => change.to);
}
