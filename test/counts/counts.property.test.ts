import fc from 'fast-check';
import { expectBooksToBalance } from '../support/books';
import { aCount, aCountCrew, approved, type CountCrew, enter, submitted } from '../support/counts';
import { aGround, type Ground } from '../support/ledger';
import { aShelfHolding } from '../support/stock';
import { aCrew, anApprovedRequisition, type Crew } from '../support/stocked';
import { World } from '../support/world';

/** What may happen to one place (bin and part) while a count is under way. */
interface Step {
  kind: (typeof kinds)[number];
  bin: number;
  part: number;
  pieces: number;
}

const kinds = ['receive', 'reserve', 'issue', 'send', 'lose', 'find', 'count', 'recount'] as const;
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  bin: fc.nat(1),
  part: fc.nat(1),
  pieces: fc.integer({ min: 1, max: 4 }),
});

describe('Counting while stock moves', () => {
  let world: World;
  let crew: CountCrew;
  let chain: Crew;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
    chain = await aCrew(world);
  });
  afterAll(() => world.close());

  test('whatever moves before, between and after: when it was counted rightly, posting makes the books true (R13)', async () => {
    const scenario = fc.tuple(fc.array(step, { maxLength: 14 }), fc.array(step, { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(scenario, async ([during, waiting]) => {
        const play = await Warehouse.open(world, crew, chain);
        for (const each of during) await play.take(each);
        await play.finish();
        for (const each of waiting) await play.move(each);
        await play.post();
        expect(await play.books()).toEqual(play.truth());
        await expectBooksToBalance(world);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);
});

/** What really lies in two bins of two parts, beside what the books say: they differ by what nobody wrote down. */
class Warehouse {
  private readonly lying = new Map<string, number>();
  private readonly counted = new Set<string>();

  private constructor(
    private readonly world: World,
    private readonly crew: CountCrew,
    private readonly chain: Crew,
    private readonly ground: Ground,
    private readonly elsewhere: string,
    private countId = '',
  ) {}

  static async open(world: World, crew: CountCrew, chain: Crew): Promise<Warehouse> {
    const ground = await aGround(world, { parts: 2 });
    const play = new Warehouse(world, crew, chain, ground, (await aGround(world)).site);
    for (const bin of [0, 1]) {
      for (const part of [0, 1]) {
        await aShelfHolding(crew.clerk, ground, 5, { bin, part, value: 501 });
        play.lying.set(`${bin}/${part}`, 5);
      }
    }
    play.countId = (await aCount(crew.clerk, ground.site, ground.bins)).id;
    return play;
  }

  /** While it is counted: nobody looks again, so what is lost or found unseen is only where nobody counted yet. */
  async take(step: Step): Promise<void> {
    const place = `${step.bin}/${step.part}`;
    const there = this.lying.get(place)!;
    const isCounted = this.counted.has(place);
    if (step.kind === 'lose' && !isCounted) this.lying.set(place, Math.max(0, there - step.pieces));
    else if (step.kind === 'find' && !isCounted) this.lying.set(place, there + step.pieces);
    else if (step.kind === 'count' && !isCounted) await this.count(place, false);
    else if (step.kind === 'recount' && isCounted) await this.count(place, true);
    else await this.move(step);
  }

  /** Movements that are written down as they happen. */
  async move({ kind, bin, part, pieces }: Step): Promise<void> {
    const place = `${bin}/${part}`;
    const there = this.lying.get(place)!;
    const { ground, chain, crew } = this;
    if (kind === 'receive') {
      await aShelfHolding(crew.clerk, ground, pieces, { bin, part, value: 99 * pieces });
      this.lying.set(place, there + pieces);
    }
    if (kind === 'reserve') {
      const site = { siteId: ground.site, parts: [] };
      await anApprovedRequisition(chain, site, [{ partId: ground.parts[part]!, quantity: pieces }]);
    }
    if (kind === 'issue') await this.issue(place, pieces);
    if (kind === 'send' && there >= pieces) {
      const line = { partId: ground.parts[part], binId: ground.bins[bin], quantity: pieces };
      const body = { fromSiteId: ground.site, toSiteId: this.elsewhere, lines: [line] };
      const answer = await crew.clerk.post('/v1/transfers', body);
      if (answer.status === 201) this.lying.set(place, there - pieces);
    }
  }

  async finish(): Promise<void> {
    for (const place of this.lying.keys()) if (!this.counted.has(place)) await this.count(place, false);
    await enter(this.crew.second, this.countId, { finishedBins: this.ground.bins });
    await submitted(this.crew.clerk, this.countId);
  }

  async post(): Promise<void> {
    const { status } = (await this.crew.supervisor.get(`/v1/counts/${this.countId}`).expect(200)).body;
    if (status === 'posted') return;
    await approved(this.crew.supervisor, this.countId, { releaseReservations: true });
  }

  truth(): Record<string, number> {
    return Object.fromEntries(this.lying);
  }

  async books(): Promise<Record<string, number>> {
    const rows = await this.world.sql<{ bin: string; part: string; quantity: number }>(
      `select a.owner_id as bin, b.part_id as part, sum(b.quantity)::integer as quantity
         from stock_account a join stock_balance b on b.account_id = a.id
        where a.kind in ('shelf', 'reserved') and a.owner_id = any ($1) group by 1, 2`,
      [this.ground.bins],
    );
    const { bins, parts } = this.ground;
    return Object.fromEntries(
      [...this.lying.keys()].map((place) => {
        const [bin, part] = place.split('/').map(Number) as [number, number];
        return [place, rows.find((row) => row.bin === bins[bin] && row.part === parts[part])?.quantity ?? 0];
      }),
    );
  }

  private async count(place: string, again: boolean): Promise<void> {
    const [bin, part] = place.split('/').map(Number) as [number, number];
    const line = { binId: this.ground.bins[bin]!, partId: this.ground.parts[part]!, quantity: this.lying.get(place)! };
    await enter(again ? this.crew.second : this.crew.clerk, this.countId, { lines: [{ ...line, again }] });
    this.counted.add(place);
  }

  /** Only what really lies there can be handed out. */
  private async issue(place: string, pieces: number): Promise<void> {
    const [bin, part] = place.split('/').map(Number) as [number, number];
    const [held] = await this.world.sql<{ line: string; requisition: string; quantity: number }>(
      `select r.line_id as line, l.requisition_id as requisition, r.quantity from reservation r
         join requisition_line l on l.id = r.line_id
        where r.bin_id = $1 and r.part_id = $2 and r.quantity > 0 limit 1`,
      [this.ground.bins[bin], this.ground.parts[part]],
    );
    const there = this.lying.get(place)!;
    if (!held || there === 0) return;
    const quantity = Math.min(pieces, held.quantity, there);
    const lines = [{ lineId: held.line, quantity, binId: this.ground.bins[bin] }];
    await this.chain.clerk.post('/v1/issues', { requisitionId: held.requisition, lines }).expect(201);
    this.lying.set(place, there - quantity);
  }
}
