import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS, WIDTH } from './theme.ts';

export type Context = SKRSContext2D;

const FAMILY = 'Noto Sans';
const packaged = createRequire(import.meta.url);
for (const file of ['400Regular/NotoSans_400Regular.ttf', '700Bold/NotoSans_700Bold.ttf'])
  GlobalFonts.registerFromPath(packaged.resolve(`@expo-google-fonts/noto-sans/${file}`), FAMILY);

/** What the font does not have: everything but Latin, Greek and Cyrillic letters, and ordinary punctuation. */
const NOT_IN_FONT =
  /(?:(?!\p{M})[^\u0020-\u007e\u00a0-\u024f\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u203a\u20a0-\u20bf\u2122]|(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}])\p{M})+/gu;

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
  context.font = `${weight} ${size}px "${FAMILY}"`;
}

/** The part of a text that the font can write; empty where there is none (emoji, Chinese, Arabic, ...). */
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
