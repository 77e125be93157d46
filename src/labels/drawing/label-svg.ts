import { type PrintWeight } from '../../platform/print-font';
import { outlineOf, type Outline } from './lettering';
import { type LabelLayout } from './label-layout';
import { dotsPerMm } from './label-size';
import { isLinear, type PlacedSymbol } from './label-symbol';
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
    `<defs>`,
    ...letterShapes(layout.lines),
    `</defs>`,
    ...layout.lines.map(textLine),
    `</svg>`,
  ].join('\n');
}

/** The dark modules of each row, run by run: x, y, width and height in dots. */
export function darkRuns(symbol: PlacedSymbol): [x: number, y: number, width: number, height: number][] {
  const runs: [number, number, number, number][] = [];
  const height = isLinear(symbol.symbology) ? symbol.height : symbol.dotsPerModule;
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

/** Each letter once, in thousandths of an em; lines refer to it. */
function letterShapes(lines: readonly TextLine[]): string[] {
  const shapes = new Map<string, string>();
  for (const { text, weight } of lines) {
    for (const letter of text) {
      const id = shapeId(letter, weight);
      if (!shapes.has(id)) shapes.set(id, `<path id="${id}" d="${shapeOf(outlineOf(letter, weight).outline)}"/>`);
    }
  }
  return [...shapes.values()];
}

function shapeId(letter: string, weight: PrintWeight): string {
  return weight[0]! + letter.codePointAt(0)!.toString(16);
}

function shapeOf(outline: Outline): string {
  return outline
    .map((step) => {
      const end = `${Math.round(step.x)} ${Math.round(step.y)}`;
      if (step.type === 'Q') return `Q${Math.round(step.cx)} ${Math.round(step.cy)} ${end}`;
      if (step.type !== 'C') return step.type + end;
      const [x1, y1, x2, y2] = [step.cx1, step.cy1, step.cx2, step.cy2].map(Math.round);
      return `C${x1} ${y1} ${x2} ${y2} ${end}`;
    })
    .join('');
}

/** Letters are drawn with y upward: the line is turned over. */
function textLine({ text, x, baseline, size, weight }: TextLine): string {
  const scale = Math.round((size / 1000) * 1e7) / 1e7;
  let at = 0;
  const uses = [...text].map((letter) => {
    const use = letter === ' ' ? '' : `<use href="#${shapeId(letter, weight)}" x="${Math.round(at)}"/>`;
    at += outlineOf(letter, weight).advance * 1000;
    return use;
  });
  return `<g transform="translate(${short(x)} ${short(baseline)}) scale(${scale} -${scale})">${uses.join('')}</g>`;
}

/** Micrometres are enough. */
function short(mm: number): string {
  return String(Math.round(mm * 1000) / 1000);
}
