import { type LabelDpi, type LabelSize, labelSizes } from '../../src/labels/drawing/label-size';
import { type LabelOptions, layoutOf, sizesWithSymbologies } from '../../src/labels/drawing/draw-label';
import { type LabelLayout } from '../../src/labels/drawing/label-layout';
import { labelTemplates, type LabelTemplate } from '../../src/labels/drawing/label-template';
import { type Grey } from '../barcodes/distortions';
import { longFacts, ordinaryFacts } from '../labels/label-samples';
import { everything, type Print } from './coverage';
import { allSpoilings, type Spoiling } from './pictures';

/** A label that is printed: every template in every size, with every symbology that fits, with 203 and 300 dpi. */
export interface LabelCase {
  name: string;
  template: LabelTemplate;
  size: LabelSize;
  dpi: LabelDpi;
  code: string;
  layout: LabelLayout;
  /** How its print is spoilt: in every way, or in CI in the one whose turn it is. */
  spoilings: readonly Spoiling[];
}

const fitting = new Map(sizesWithSymbologies().map(({ size, symbologies }) => [size, symbologies]));

export function labelCases(template: LabelTemplate): LabelCase[] {
  const nthTemplate = labelTemplates.indexOf(template);
  return labelSizes.flatMap((size, nthSize) =>
    ([203, 300] as const).flatMap((dpi, nthDpi) => {
      const turn = 2 * nthTemplate + nthSize + 3 * nthDpi;
      const all = fitting.get(size)!;
      return (everything ? all : [all[(nthTemplate + nthDpi) % all.length]!]).map((symbology, nth) =>
        labelCase({ template, size, dpi, symbology: symbology, turn: turn + nth }),
      );
    }),
  );
}

function labelCase(how: Required<LabelOptions> & { turn: number }): LabelCase {
  const { template, size, dpi, symbology, turn } = how;
  const facts = (turn % 2 === 0 ? ordinaryFacts : longFacts)()[template];
  const layout = layoutOf(facts, { template, size, symbology, dpi });
  const spoilings = everything ? allSpoilings : [allSpoilings[turn % allSpoilings.length]!];
  const name = `${template} ${size} mm ${symbology} ${dpi} dpi`;
  return { name, template, size, dpi, code: facts.code, layout, spoilings };
}

/** The prints of a label, each spoilt in one of its ways. */
export function printsOf({ name, code, layout, spoilings }: LabelCase, dots: Grey): Print[] {
  const { symbology, dotsPerModule } = layout.symbol;
  const expected = { text: code, gs1: false };
  return spoilings.map((spoiling) => {
    return { name: `${name}, ${spoiling}`, symbology, dots, dotsPerModule, expected, spoiling };
  });
}
