import { expectBooksToBalance } from '../support/books';
import { aCrew } from '../support/stocked';
import { World } from '../support/world';
import { scanStorm } from './storm';

/** `npm run scan-storm -- --runs 100` runs the large storm many times; here once, small. */
const runs = Number(process.env['SCAN_STORM_RUNS'] ?? 1);
const scans = Number(process.env['SCAN_STORM_SCANS'] ?? 400);

describe('A storm of scans over a bad network', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await expectBooksToBalance(world);
    await world.close();
  });

  test(
    'ten scanners, with losses, repeats and reorderings: what is issued is exactly what was scanned',
    async () => {
      const crew = await aCrew(world);
      for (let seed = 1; seed <= runs; seed += 1) {
        const begun = Date.now();
        const { meant, issued, ...wire } = await scanStorm(world, crew, { seed, scanners: 10, scans });
        expect({ seed, issued }).toEqual({ seed, issued: meant });
        expect(wire.lostOnTheWire).toBeGreaterThan(0);
        expect(wire.sentAgain).toBeGreaterThan(0);
        if (runs > 1) {
          process.stdout.write(`run ${seed} of ${runs}: equal, ${JSON.stringify(wire)}, ${Date.now() - begun} ms\n`);
        }
      }
    },
    30_000 + runs * 120_000,
  );
});
