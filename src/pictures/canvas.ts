import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS, WIDTH } from './theme.ts';

export type Context = SKRSContext2D;

const FAMILY = 'Noto Sans';
/** For what the first has no letters for: 2 MB, where Noto Sans JP would be 50. */
const JAPANESE = 'Sawarabi Gothic';
const packaged = createRequire(import.meta.url);
for (const [family, file] of [
  [FAMILY, 'noto-sans/400Regular/NotoSans_400Regular.ttf'],
  [FAMILY, 'noto-sans/700Bold/NotoSans_700Bold.ttf'],
  [JAPANESE, 'sawarabi-gothic/400Regular/SawarabiGothic_400Regular.ttf'],
] as const)
  GlobalFonts.registerFromPath(packaged.resolve(`@expo-google-fonts/${file}`), family);

/** Japanese signs, kana and the everyday kanji (level 1 of JIS X 0208): all of them are in the Japanese font. */
const JAPANESE_LETTERS = `\\u3001-\\u3003\\u3005\\u3007-\\u3011\\u3014\\u3015\\u301c\\u3041-\\u3093\\u309b-\\u309e\\u30a1-\\u30f6\\u30fb-\\u30fe\\uff01\\uff08\\uff09\\uff0c-\\uff0f\\uff10-\\uff1b\\uff1f\\uff21-\\uff3a\\uff41-\\uff5a${everydayKanji()}`;

/** What the fonts do not have: all but Latin, Greek, Cyrillic and Japanese letters, and ordinary punctuation. */
const NOT_IN_FONT = new RegExp(
  `(?:(?!\\p{M})[^\\u0020-\\u007e\\u00a0-\\u024f\\u0370-\\u0482\\u048a-\\u052f\\u1e00-\\u1fff\\u2010-\\u2027\\u2030-\\u203a\\u20a0-\\u20bf\\u2122${JAPANESE_LETTERS}]|(?<![\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{M}])\\p{M})+`,
  'gu',
);

/** An empty sheet of the usual width. */
export function createSheet(height: number): { canvas: Canvas; context: Context } {
  const canvas = createCanvas(WIDTH, height);
  const context = canvas.getContext('2d');
  context.fillStyle = COLOURS.ground;
  context.fillRect(0, 0, WIDTH, height);
  context.textBaseline = 'alphabetic';
  return { canvas, context };
}

export function setFont(context: Context, size: number, weight: 'normal' | 'bold' = 'normal'): void {
  context.font = `${weight} ${size}px "${FAMILY}", "${JAPANESE}"`;
}

/** The part of a text that the font can write; empty where there is none (emoji, Arabic, rare kanji, ...). */
export function writable(text: string): string {
  return text.normalize('NFC').replace(NOT_IN_FONT, ' ').replace(/\s+/g, ' ').trim();
}

/** The text in the context's font, cut so that it is at most `width` pixels wide. */
export function shortened(context: Context, text: string, width: number): string {
  const wide = (part: string) => context.measureText(part).width > width;
  let part = text.slice(0, 200);
  if (!wide(part)) return part;
  while (part !== '' && wide(`${part}…`)) part = part.slice(0, -1).trimEnd();
  return part === '' ? '' : `${part}…`;
}

/** The 2,965 kanji of the rows 16 to 47 of JIS X 0208, as EUC-JP writes them. */
function everydayKanji(): string {
  const bytes: number[] = [];
  for (let row = 16; row <= 47; row++)
    for (let cell = 1; cell <= (row === 47 ? 51 : 94); cell++) bytes.push(0xa0 + row, 0xa0 + cell);
  return new TextDecoder('euc-jp', { fatal: true }).decode(new Uint8Array(bytes));
}
