import type { Format } from '../i18n/format.ts';
import { type Context, setFont, shortened, writable } from './canvas.ts';
import type { Similarity } from './picture.ts';
import { COLOURS, MARGIN, similarityColour, WIDTH } from './theme.ts';

export const BAR_ROW = 50;
/** Where every bar begins and where a full one ends, in pixels from the left. */
const BAR_START = 440;
const BAR_END = 850;
const BAR_HEIGHT = 26;

/** The similarities as bars, a row each from `y` down; a full bar is 1, and 0 or less is none. */
export function drawSimilarityBars(
  context: Context,
  similarities: readonly Similarity[],
  y: number,
  { percent }: Format,
): void {
  similarities.forEach(({ name, value }, row) => {
    const middle = y + (row + 0.5) * BAR_ROW;
    const share = Math.max(0, Math.min(1, value));
    const colour = similarityColour(value);
    context.fillStyle = COLOURS.text;
    setFont(context, 28);
    context.fillText(shortened(context, writable(name), BAR_START - MARGIN - 16), MARGIN, middle + 10);
    context.fillStyle = COLOURS.panel;
    context.fillRect(BAR_START, middle - BAR_HEIGHT / 2, BAR_END - BAR_START, BAR_HEIGHT);
    context.fillStyle = colour;
    context.fillRect(BAR_START, middle - BAR_HEIGHT / 2, (BAR_END - BAR_START) * share, BAR_HEIGHT);
    setFont(context, 30, 'bold');
    context.textAlign = 'right';
    context.fillText(percent(share), WIDTH - MARGIN, middle + 11);
    context.textAlign = 'left';
  });
}
