import { createServer } from 'node:http';
import { Pool } from 'pg';

/**
 * The floor: one process of bare node:http and pg calling one function that locks the balance, moves it and inserts the
 * transfer, nothing else. What the product does is measured as a ratio to it, on the same database in the same run.
 */
export const floorSchema = `
  create schema floor;
  create table floor.balance (part_id integer primary key, quantity integer not null check (quantity >= 0)) with (fillfactor = 70);
  create table floor.transfer (id bigint generated always as identity primary key, part_id integer not null, quantity integer not null);
  create function floor.issue(p_part_id integer, p_quantity integer) returns bigint language plpgsql as $$
  declare
    v_id bigint;
  begin
    perform from floor.balance where part_id = p_part_id for update;
    update floor.balance set quantity = quantity - p_quantity where part_id = p_part_id;
    insert into floor.transfer (part_id, quantity) values (p_part_id, p_quantity) returning id into v_id;
    return v_id;
  end
  $$;
  insert into floor.balance select i, 1000000000 from generate_series(1, 1000) i;
  analyze floor.balance`;

function serve(databaseUrl: string): void {
  const pool = new Pool({ connectionString: databaseUrl, max: 16 });
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const asked = JSON.parse(body) as { partId: number; quantity: number };
      pool
        .query<{ id: string }>({
          name: 'issue',
          text: 'select floor.issue($1, $2) as id',
          values: [asked.partId, asked.quantity],
        })
        .then(
          (result) => {
            const answer = JSON.stringify(result.rows[0]);
            response.writeHead(201, {
              'Content-Type': 'application/json',
              'Content-Length': Buffer.byteLength(answer),
            });
            response.end(answer);
          },
          (error: unknown) => {
            response.writeHead(500, { 'Content-Length': 0 });
            response.end();
            process.stderr.write(String(error) + '\n');
          },
        );
    });
  });
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as { port: number }).port));
  process.on('SIGTERM', () => process.exit(0));
}

if (require.main === module) serve(process.env['DATABASE_URL']!);
