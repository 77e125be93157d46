/** Columns of text, aligned: numbers to the right, words to the left. */
export function table(heading: readonly string[], rows: readonly (string | number)[][]): string[] {
  const lines = [heading, ...rows.map((row) => row.map(text))];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  const isNumber = heading.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  return lines.map((line) =>
    line
      .map((cell, column) => {
        const blanks = ' '.repeat(widths[column]! - widthOf(cell));
        return isNumber[column] ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Money as people read it. */
export function money(minorUnits: number): string {
  return (minorUnits / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function text(cell: string | number): string {
  return typeof cell === 'number' ? String(cell).replace(/\B(?=(\d{3})+(?!\d))/g, ',') : cell;
}

/** Chinese characters take two columns of a terminal. */
function widthOf(cell: string): number {
  return [...cell].reduce((sum, character) => sum + (character >= '⺀' && character <= '￯' ? 2 : 1), 0);
}
