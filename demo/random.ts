/**
 * Decisions of the demo: the same seed and the same name give the same numbers, whatever else is decided in between.
 * Requests are answered in another order in every run; what is decided must not depend on that.
 */
export class Random {
  private constructor(private readonly state: Uint32Array) {}

  /** The numbers that belong to a name, for instance `Random.of(seed, 'order', '1998-01', 17)`. */
  static of(...name: (string | number)[]): Random {
    // FNV-1a, once for each of four starts; then sfc32 (C. Doty-Humphrey, PractRand, public domain).
    const text = name.join('\0');
    const state = Uint32Array.from([0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b], (start) => {
      let hash = start;
      for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      return hash >>> 0;
    });
    const random = new Random(state);
    for (let i = 0; i < 12; i += 1) random.next();
    return random;
  }

  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in so many of a hundred cases. */
  percent(chance: number): boolean {
    return this.below(100) < chance;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const shuffled = [...list];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const other = this.below(i + 1);
      [shuffled[i], shuffled[other]] = [shuffled[other]!, shuffled[i]!];
    }
    return shuffled;
  }

  private next(): number {
    const s = this.state;
    const sum = (s[0]! + s[1]! + s[3]!) >>> 0;
    s[3]! += 1;
    s[0] = s[1]! ^ (s[1]! >>> 9);
    s[1] = s[2]! + (s[2]! << 3);
    s[2] = ((s[2]! << 21) | (s[2]! >>> 11)) + sum;
    return sum;
  }
}
