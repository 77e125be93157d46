import { fittingSymbologies, layoutLabel, type LabelLayout } from './label-layout';
import { labelPng } from './label-png';
import { extentOf, gridOf, labelSizes, type LabelDpi, type LabelSize } from './label-size';
import { labelSvg } from './label-svg';
import { LabelPdf } from './label-pdf';
import { labelZpl } from './label-zpl';
import { type LabelSymbology } from './label-symbol';
import { labelContent, templatesFor, type LabelFacts, type LabelTemplate } from './label-template';

export { LabelTooSmall } from './label-layout';
export { NoGs1Key } from './label-template';

/** How labels are asked for. */
export interface LabelOptions {
  template?: LabelTemplate;
  size?: LabelSize;
  symbology?: LabelSymbology;
  dpi: LabelDpi;
}

/** The template is not for this kind of record. */
export class WrongTemplate extends Error {}

/** One label, laid out. */
export function layoutOf(facts: LabelFacts, options: LabelOptions): LabelLayout {
  const templates = templatesFor(facts.kind);
  const template = options.template ?? templates[0]!;
  if (!templates.includes(template)) {
    throw new WrongTemplate(`${template} is not for a ${facts.kind}; there is ${templates.join(', ')}.`);
  }
  const content = labelContent(template, facts, options.symbology);
  return layoutLabel(content, options.size ?? '60x40', options.dpi);
}

/** A label has no date of its own; the same label gives the same bytes. */
const sameForEver = new Date('2026-01-01T00:00:00Z');

/** One label as a file. */
export async function labelFile(
  format: 'png' | 'svg' | 'pdf' | 'zpl',
  facts: LabelFacts,
  options: LabelOptions,
): Promise<{ mediaType: string; content: Buffer | string }> {
  const layout = layoutOf(facts, options);
  switch (format) {
    case 'png':
      return { mediaType: 'image/png', content: labelPng(layout) };
    case 'svg':
      return { mediaType: 'image/svg+xml', content: labelSvg(layout) };
    case 'zpl':
      return { mediaType: 'application/zpl', content: labelZpl(layout) };
    case 'pdf': {
      const pdf = new LabelPdf(layout.size, { kind: 'roll' }, sameForEver);
      pdf.add(layout);
      return { mediaType: 'application/pdf', content: await pdf.finish() };
    }
  }
}

/** Every size with what fits it. */
export function sizesWithSymbologies() {
  return labelSizes.map((size) => {
    const { columns, rows } = gridOf(size);
    return {
      size,
      ...extentOf(size),
      sheetColumns: columns,
      sheetRows: rows,
      symbologies: fittingSymbologies(size),
    };
  });
}
