import { layoutOf } from '../../src/labels/drawing/draw-label';
import { codeText, LabelTooSmall, type LabelLayout } from '../../src/labels/drawing/label-layout';
import { labelPng } from '../../src/labels/drawing/label-png';
import { dotsPerMm, labelSizes } from '../../src/labels/drawing/label-size';
import { labelSvg } from '../../src/labels/drawing/label-svg';
import { labelTemplates } from '../../src/labels/drawing/label-template';
import { widthOf } from '../../src/labels/drawing/lettering';
import { smallestText } from '../../src/labels/drawing/text-block';
import { cutLines, wrapText } from '../../src/labels/drawing/wrap-text';
import { type LabelSymbology } from '../../src/labels/drawing/label-symbol';
import { readPicture } from '../barcodes/reader';
import { longFacts, ordinaryFacts } from './label-samples';

const resolutions = [203, 300] as const;
const formats: Partial<Record<LabelSymbology, string>> = {
  code128: 'Code128',
  qrcode: 'QRCode',
  datamatrix: 'DataMatrix',
};

/** Where a line of text and the symbol with its quiet zone are, in mm. */
function boxesOf({ lines, symbol, dpi }: LabelLayout) {
  const dots = dotsPerMm(dpi);
  const module = symbol.dotsPerModule / dots;
  const [across, down] = ({ code128: [10, 0], qrcode: [4, 4], datamatrix: [1, 1] } as Record<string, number[]>)[
    symbol.symbology
  ] as [number, number];
  const texts = lines.map(({ text, x, baseline, size, weight }) => ({
    name: text,
    left: x,
    right: x + widthOf(text, weight) * size,
    top: baseline - 0.88 * size,
    bottom: baseline + 0.24 * size,
  }));
  const picture = {
    name: 'the symbol',
    left: symbol.left / dots - across * module,
    right: symbol.left / dots + (symbol.rows[0]!.length + across) * module,
    top: symbol.top / dots - down * module,
    bottom: (symbol.top + symbol.height) / dots + down * module,
  };
  return [...texts, picture];
}

describe('The layout of labels', () => {
  const cases = labelTemplates.flatMap((template) => labelSizes.map((size) => [template, size] as const));

  test.each(cases)('%s at %s mm: nothing is cut, nothing overlaps, whatever the lengths', (template, size) => {
    for (const facts of [ordinaryFacts()[template], longFacts()[template]]) {
      for (const dpi of resolutions) {
        const layout = layoutOf(facts, { template, size, dpi });
        const boxes = boxesOf(layout);
        for (const [nth, box] of boxes.entries()) {
          expect(box.left).toBeGreaterThanOrEqual(0.9);
          expect(box.top).toBeGreaterThanOrEqual(0.9);
          expect(box.right).toBeLessThanOrEqual(layout.extent.width - 0.9);
          expect(box.bottom).toBeLessThanOrEqual(layout.extent.height - 0.9);
          for (const other of boxes.slice(nth + 1)) {
            const apart =
              box.right <= other.left + 0.01 ||
              other.right <= box.left + 0.01 ||
              box.bottom <= other.top + 0.01 ||
              other.bottom <= box.top + 0.01;
            if (!apart) throw new Error(`${box.name} overlaps ${other.name}`);
          }
        }
        for (const { size: em, text } of layout.lines) {
          expect(em).toBeGreaterThanOrEqual((text === facts.code ? codeText.smallest : smallestText) - 1e-9);
        }
        expect(layout.lines.map(({ text }) => text)).toContain(facts.code);
      }
    }
  });

  test('the widest code there can be is still legible where there is least room for it', () => {
    const widest = Math.max(...[...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'].map((letter) => widthOf(letter, 'regular')));
    expect(codeText.leastWidth / (13 * widest)).toBeGreaterThanOrEqual(codeText.smallest);
  });

  test.each(cases)(
    '%s at %s mm, printed with 203 or 300 dpi, is read back with exactly its code',
    async (template, size) => {
      const printed = [
        { facts: ordinaryFacts()[template], dpi: 203 },
        { facts: longFacts()[template], dpi: 300 },
      ] as const;
      for (const { facts, dpi } of printed) {
        const layout = layoutOf(facts, { template, size, dpi });
        const found = await readPicture(labelPng(layout));
        expect(found.map(({ text, format }) => ({ text, format }))).toEqual([
          { text: facts.code, format: formats[layout.symbol.symbology] },
        ]);
      }
    },
  );

  test('a tag for an old part says part, due date and report even on the smallest label', () => {
    const facts = ordinaryFacts()['old-part-tag'];
    const said = layoutOf(facts, { size: '50x30', dpi: 203 }).lines.map(({ text }) => text);
    for (const words of ['MTR-2210', '2026-12-23', 'SRP-2026-000042']) expect(said.join(' ')).toContain(words);
  });

  test('bars are taken where they fit, a matrix where they do not', () => {
    const taken = labelSizes.map((size) => layoutOf(ordinaryFacts().shelf, { template: 'shelf', size, dpi: 203 }));
    expect(taken.map(({ symbol }) => symbol.symbology)).toEqual([
      'datamatrix',
      'code128',
      'code128',
      'code128',
      'code128',
    ]);
  });

  test('a size that cannot hold the symbol is refused with the smallest that can', () => {
    const facts = ordinaryFacts()['part-bag'];
    for (const dpi of resolutions) {
      const refused = () => layoutOf(facts, { size: '50x30', symbology: 'code128', dpi });
      expect(refused).toThrow(LabelTooSmall);
      expect(refused).toThrow(expect.objectContaining({ smallest: '60x40', symbology: 'code128' }));
    }
  });

  test('modules are whole dots, and the picture has one pixel for each dot of the printer', () => {
    for (const dpi of resolutions) {
      const layout = layoutOf(ordinaryFacts().unit, { size: '60x40', dpi });
      const { left, top, dotsPerModule, height } = layout.symbol;
      for (const dots of [left, top, dotsPerModule, height]) expect(Number.isInteger(dots)).toBe(true);
      const png = labelPng(layout);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(dpi === 203 ? [480, 320] : [709, 472]);
    }
  });

  test('an SVG carries its own letters and has the label’s size in mm', () => {
    const svg = labelSvg(layoutOf(ordinaryFacts()['part-bag'], { size: '100x50', dpi: 203 }));
    expect(svg).toContain('width="100mm" height="50mm" viewBox="0 0 100 50"');
    expect(svg).not.toContain('<text');
    expect(svg).not.toContain('NaN');
  });
});

describe('Text that is too long', () => {
  test('Chinese breaks between characters, and nothing that closes begins a line', () => {
    expect(wrapText('电加热管（总成），新', 5.1, 'regular')).toEqual(['电加热管', '（总成），', '新']);
  });

  test('Latin words and numbers stay whole as long as a line can hold them', () => {
    expect(wrapText('Report SRP-2026-000042 of today', 9, 'regular')).toEqual([
      'Report',
      'SRP-2026-000042',
      'of today',
    ]);
    expect(wrapText('SRP-2026-000042', 5, 'regular')).toEqual(['SRP-2026-', '000042']);
  });

  test('a long word is broken with a hyphen, never so that a letter or three stand alone; numbers get none', () => {
    const lines = wrapText('Befestigungsschraubensatz', 11.6, 'regular');
    expect(lines).toEqual(['Befestigungsschrauben-', 'satz']);
    expect(wrapText('ABCDEFGHIJKLMNOP', 4, 'regular').join('')).toBe('ABCDEFGHIJKLMNOP');
  });

  test('no Chinese character stands alone on the last line', () => {
    expect(wrapText('样品中心仓库', 5, 'regular')).toEqual(['样品中心', '仓库']);
    expect(wrapText('样品中心 仓', 5, 'regular')).toEqual(['样品中心', '仓']);
  });

  test('what is cut goes on to the end of its line, so that no label stands without a value', () => {
    const text = '编号 No. OLD-2026-000123-LANGE-NUMMER';
    const lines = wrapText(text, 12, 'regular');
    const [only] = cutLines(text, lines, 1, 12, 'regular');
    expect(only).toMatch(/^编号 No\. OLD-2026-\d*…$/);
  });

  test('what is cut ends with an ellipsis and fits', () => {
    const text = 'one two three four five six seven';
    const lines = wrapText(text, 5, 'regular');
    const [first, last, ...more] = cutLines(text, lines, 2, 5, 'regular');
    expect([first, more]).toEqual(['one two', []]);
    expect(last).toMatch(/^three.*…$/);
    expect(widthOf(last!, 'regular')).toBeLessThanOrEqual(5);
  });

  test('no line is ever wider than it may be', () => {
    for (const facts of Object.values(longFacts())) {
      for (const width of [3, 7.5, 20]) {
        const lines = wrapText(`${facts.nameZh} ${facts.nameEn} ${facts.number}`, width, 'bold');
        for (const line of lines) expect(widthOf(line, 'bold')).toBeLessThanOrEqual(width);
        // What is added is a hyphen where a word was broken.
        const told = `${facts.nameZh}${facts.nameEn}${facts.number}`;
        expect(lines.join('').replace(/[ -]/g, '')).toBe(told.replace(/[ -]/g, ''));
      }
    }
  });
});
