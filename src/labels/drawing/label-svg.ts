import { outlineOf, type OutlineStep } from './lettering';
import { type LabelLayout } from './label-layout';
import { dotsPerMm } from './label-size';
import { type PlacedSymbol } from './label-symbol';
import { type TextLine } from './text-block';

/**
 * The label as an SVG whose units are mm. Letters are outlines, so that the label looks the same where the font is not
 * installed.
 */
export function labelSvg(layout: LabelLayout): string {
  const { width, height } = layout.extent;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}">`,
    `<title>${layout.symbol.text}</title>`,
    `<path fill="#fff" d="M0 0H${width}V${height}H0Z"/>`,
    `<path shape-rendering="crispEdges" d="${symbolPath(layout.symbol, dotsPerMm(layout.dpi))}"/>`,
    ...layout.lines.map((line) => `<path d="${textPath(line)}"/>`),
    `</svg>`,
  ].join('\n');
}

/** The dark modules of each row, run by run: x, y, width and height in dots. */
export function darkRuns(symbol: PlacedSymbol): [x: number, y: number, width: number, height: number][] {
  const runs: [number, number, number, number][] = [];
  const height = symbol.symbology === 'code128' ? symbol.height : symbol.dotsPerModule;
  symbol.rows.forEach((row, nth) => {
    for (let from = 0; from < row.length; from += 1) {
      if (!row[from]) continue;
      let to = from + 1;
      while (row[to]) to += 1;
      const x = symbol.left + from * symbol.dotsPerModule;
      runs.push([x, symbol.top + nth * height, (to - from) * symbol.dotsPerModule, height]);
      from = to;
    }
  });
  return runs;
}

function symbolPath(symbol: PlacedSymbol, dots: number): string {
  const mm = (value: number) => short(value / dots);
  return darkRuns(symbol)
    .map(([x, y, width, height]) => `M${mm(x)} ${mm(y)}h${mm(width)}v${mm(height)}h${mm(-width)}z`)
    .join('');
}

function textPath(line: TextLine): string {
  let x = line.x;
  const steps: string[] = [];
  for (const letter of line.text) {
    const { outline, advance } = outlineOf(letter, line.weight);
    const across = (units: number) => short(x + (units / 1000) * line.size);
    const down = (units: number) => short(line.baseline - (units / 1000) * line.size);
    for (const step of outline) steps.push(command(step, across, down));
    x += advance * line.size;
  }
  return steps.join('');
}

function command(step: OutlineStep, across: (units: number) => string, down: (units: number) => string): string {
  const end = `${across(step.x)} ${down(step.y)}`;
  if (step.type === 'Q') return `Q${across(step.cx)} ${down(step.cy)} ${end}`;
  if (step.type === 'C') {
    return `C${across(step.cx1)} ${down(step.cy1)} ${across(step.cx2)} ${down(step.cy2)} ${end}`;
  }
  return step.type + end;
}

/** Micrometres are enough. */
function short(mm: number): string {
  return String(Math.round(mm * 1000) / 1000);
}
