import { readFileSync } from 'node:fs';

/** The weights that are printed. */
export type PrintWeight = 'regular' | 'bold';

const files: Record<PrintWeight, string> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};
const fonts = new Map<PrintWeight, Buffer>();

/** Noto Sans SC: Chinese and Latin letters in one font, for whatever is printed. Each weight is read once. */
export function printFont(weight: PrintWeight = 'regular'): Buffer {
  let font = fonts.get(weight);
  if (!font) fonts.set(weight, (font = readFileSync(require.resolve(files[weight]))));
  return font;
}
