import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { COLORS, WIDTH } from './theme.ts';

export type Context = SKRSContext2D;

const FAMILY = 'Noto Sans';
/** Font for the Japanese characters that Noto Sans lacks. It has 2 MB, while Noto Sans JP has 50 MB. */
const JAPANESE_FAMILY = 'Sawarabi Gothic';
const require = createRequire(import.meta.url);
for (const [family, file] of [
  [FAMILY, 'noto-sans/400Regular/NotoSans_400Regular.ttf'],
  [FAMILY, 'noto-sans/700Bold/NotoSans_700Bold.ttf'],
  [JAPANESE_FAMILY, 'sawarabi-gothic/400Regular/SawarabiGothic_400Regular.ttf'],
] as const)
  GlobalFonts.registerFromPath(require.resolve(`@expo-google-fonts/${file}`), family);

/** Regular-expression class of the characters of the Japanese font: punctuation, kana, kanji of JIS X 0208 level 1. */
const JAPANESE_LETTERS = `\\u3001-\\u3003\\u3005\\u3007-\\u3011\\u3014\\u3015\\u301c\\u3041-\\u3093\\u309b-\\u309e\\u30a1-\\u30f6\\u30fb-\\u30fe\\uff01\\uff08\\uff09\\uff0c-\\uff0f\\uff10-\\uff1b\\uff1f\\uff21-\\uff3a\\uff41-\\uff5a${level1Kanji()}`;

/** Matches characters that are not Latin, Greek, Cyrillic, Japanese or common punctuation: the fonts lack them. */
const NOT_IN_FONT = new RegExp(
  `(?:(?!\\p{M})[^\\u0020-\\u007e\\u00a0-\\u024f\\u0370-\\u0482\\u048a-\\u052f\\u1e00-\\u1fff\\u2010-\\u2027\\u2030-\\u203a\\u20a0-\\u20bf\\u2122${JAPANESE_LETTERS}]|(?<![\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{M}])\\p{M})+`,
  'gu',
);

export function createSheet(height: number, width: number = WIDTH): { canvas: Canvas; context: Context } {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = COLORS.background;
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'alphabetic';
  return { canvas, context };
}

export function setFont(context: Context, size: number, weight: 'normal' | 'bold' = 'normal'): void {
  context.font = `${weight} ${size}px "${FAMILY}", "${JAPANESE_FAMILY}"`;
}

/** Removes the characters that the fonts lack (emoji, Arabic, rare kanji, ...) from a text. */
export function writableText(text: string): string {
  return text.normalize('NFC').replace(NOT_IN_FONT, ' ').replace(/\s+/g, ' ').trim();
}

/** Returns a text, shortened with an ellipsis if it is wider than `width` pixels in the context's font. */
export function shorten(context: Context, text: string, width: number): string {
  const isTooWide = (part: string) => context.measureText(part).width > width;
  let part = text.slice(0, 200);
  if (!isTooWide(part)) return part;
  while (part !== '' && isTooWide(`${part}…`)) part = part.slice(0, -1).trimEnd();
  return part === '' ? '' : `${part}…`;
}

/** Returns the 2,965 kanji in the rows 16 to 47 of JIS X 0208, decoded from EUC-JP. */
function level1Kanji(): string {
  const bytes: number[] = [];
  for (let row = 16; row <= 47; row++)
    for (let cell = 1; cell <= (row === 47 ? 51 : 94); cell++) bytes.push(0xa0 + row, 0xa0 + cell);
  return new TextDecoder('euc-jp', { fatal: true }).decode(new Uint8Array(bytes));
}
