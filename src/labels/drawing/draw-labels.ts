import { LabelPdf, type LabelPaper } from './label-pdf';
import { type LabelFacts } from './label-template';
import { labelZpl } from './label-zpl';
import { layoutOf, type LabelOptions } from './draw-label';

/** Others are served between so many labels: drawing keeps the processor to itself. */
const atATime = 10;

/** Told after each handful of labels how many are drawn. */
export type Progress = (done: number) => Promise<void> | void;

/** Labels in ZPL, one after the other. */
export async function drawZpl(
  all: readonly LabelFacts[],
  options: LabelOptions,
  copies = 1,
  progress?: Progress,
): Promise<string> {
  const drawn: string[] = [];
  await inTurn(all, (facts) => drawn.push(labelZpl(layoutOf(facts, options), copies)), progress);
  return drawn.join('');
}

/** Labels in one PDF. */
export async function drawPdf(
  all: readonly LabelFacts[],
  options: LabelOptions,
  paper: LabelPaper,
  when: Date,
  progress?: Progress,
): Promise<Buffer> {
  const pdf = new LabelPdf(options.size ?? '60x40', paper, when);
  await inTurn(all, (facts) => pdf.add(layoutOf(facts, options)), progress);
  return pdf.finish();
}

async function inTurn(
  all: readonly LabelFacts[],
  draw: (facts: LabelFacts) => unknown,
  progress?: Progress,
): Promise<void> {
  for (const [nth, facts] of all.entries()) {
    draw(facts);
    if ((nth + 1) % atATime !== 0) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    await progress?.(nth + 1);
  }
}
