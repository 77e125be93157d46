/** One measured figure against its goal; ratios are to the limit measured in the same run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  goal: string;
  met: boolean;
}

/** A figure that must not be above its goal. */
export function atMost(name: string, value: number, unit: string, goal: number): Figure {
  return { name, value: round(value), unit, goal: `<= ${goal}`, met: value <= goal };
}

/** A figure that must not be below its goal. */
export function atLeast(name: string, value: number, unit: string, goal: number): Figure {
  return { name, value: round(value), unit, goal: `>= ${goal}`, met: value >= goal };
}

/** A figure that is told without a goal. */
export function told(name: string, value: number, unit: string): Figure {
  return { name, value: round(value), unit, goal: '', met: true };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((f) => [
    f.name,
    String(f.value),
    f.unit,
    f.goal,
    f.goal === '' ? '' : f.met ? 'met' : 'NOT MET',
  ]);
  const all = [['figure', 'value', 'unit', 'goal', ''], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
