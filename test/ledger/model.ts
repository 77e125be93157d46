import { type Account, type StockLine } from '../../src/ledger/ledger';

/** The ledger as one can hold it in the head: a map of balances. What the database does must agree with it. */
export class LedgerModel {
  private balances = new Map<string, ModelBalance>();
  private readonly movements: { lines: PostedLine[]; reversed: boolean }[] = [];
  /** Value that came in from outside, less value that went out. */
  private netInflow = 0n;

  constructor(private readonly insideKinds: ReadonlySet<string>) {}

  /** Posts, or names the constraint that refuses; a refusal changes nothing. */
  post(allowed: boolean, lines: StockLine[], day: string): string | undefined {
    return this.apply(lines, day, () => (allowed ? undefined : 'stock_transfer_follows_rule'));
  }

  reverse(index: number, day: string): string | undefined {
    const original = this.movements[index]!;
    const lines = original.lines
      .map(({ line, value }) => ({ ...line, from: line.to, to: line.from, value: Number(value) }))
      .reverse();
    const refusal = this.apply(lines, day, () => undefined, original.reversed);
    if (refusal === undefined) original.reversed = true;
    return refusal;
  }

  get posted(): number {
    return this.movements.length;
  }

  at(account: Account, partId: string, day: string): { quantity: number; value: number } {
    const past = this.balances.get(keyOf(account, partId))?.history.filter((entry) => entry.day <= day) ?? [];
    const last = past[past.length - 1];
    return { quantity: last?.quantity ?? 0, value: Number(last?.value ?? 0n) };
  }

  /** Value is conserved to the minor unit: what is inside is what came in less what went out. */
  conserves(): boolean {
    let inside = 0n;
    for (const balance of this.balances.values()) inside += balance.value;
    return inside === this.netInflow;
  }

  private apply(
    lines: StockLine[],
    day: string,
    ruleOf: (line: StockLine) => string | undefined,
    alreadyReversed = false,
  ): string | undefined {
    // One line is asked whether it may move before its balances are locked; several are all locked first.
    const only = lines.length === 1 ? ruleOf(lines[0]!) : undefined;
    if (only) return only;
    const touched = new Map<string, ModelBalance>();
    for (const line of lines) {
      for (const account of [line.from, line.to]) {
        if (!this.insideKinds.has(account.kind)) continue;
        const known = this.balances.get(keyOf(account, line.partId));
        if (known && known.lastDay > day) return 'stock_balance_posting_date_forward';
        touched.set(keyOf(account, line.partId), known ? { ...known, history: [...known.history] } : nothing(day));
      }
    }
    if (alreadyReversed) return 'stock_movement_reversed_once';
    const posted: PostedLine[] = [];
    let inflow = 0n;
    for (const line of lines) {
      const rule = ruleOf(line);
      if (rule) return rule;
      const from = touched.get(keyOf(line.from, line.partId));
      const to = touched.get(keyOf(line.to, line.partId));
      if (from && from.quantity < line.quantity) return 'stock_balance_not_negative';
      const value = from && line.quantity > 0 ? shareOf(from, line.quantity) : BigInt(line.value ?? 0);
      const refusal = (from && move(from, -line.quantity, -value, day)) ?? (to && move(to, line.quantity, value, day));
      if (refusal) return refusal;
      if (!from) inflow += value;
      if (!to) inflow -= value;
      posted.push({ line, value });
    }
    for (const [key, balance] of touched) this.balances.set(key, balance);
    this.netInflow += inflow;
    this.movements.push({ lines: posted, reversed: false });
    return undefined;
  }
}

interface ModelBalance {
  quantity: number;
  value: bigint;
  lastDay: string;
  history: { day: string; quantity: number; value: bigint }[];
}

interface PostedLine {
  line: StockLine;
  value: bigint;
}

function nothing(day: string): ModelBalance {
  return { quantity: 0, value: 0n, lastDay: day, history: [] };
}

function keyOf(account: Account, partId: string): string {
  return `${account.kind}/${account.ownerId ?? ''}/${partId}`;
}

/** The share of the value that leaves with some of the pieces, rounded half up; the last piece takes what is left. */
function shareOf(balance: ModelBalance, quantity: number): bigint {
  if (quantity === balance.quantity) return balance.value;
  const held = BigInt(balance.quantity);
  return (2n * balance.value * BigInt(quantity) + held) / (2n * held);
}

function move(balance: ModelBalance, quantity: number, value: bigint, day: string): string | undefined {
  balance.quantity += quantity;
  balance.value += value;
  // Where both are broken, the rule of the column speaks before the rule of the row.
  if (balance.value < 0n) return 'stock_balance_value_not_negative';
  if (balance.quantity === 0 && balance.value !== 0n) return 'stock_balance_nothing_is_worth_nothing';
  balance.lastDay = day;
  balance.history.push({ day, quantity: balance.quantity, value: balance.value });
  return undefined;
}
