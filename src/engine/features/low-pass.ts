import { FEATURE_RATE } from '../pcm.ts';

/** A second-order section: y = gain (x + 2 x' + x") - first y' - second y", where ' is one sample earlier. */
export interface Section {
  readonly gain: number;
  readonly first: number;
  readonly second: number;
}

/** Quality factors of the three sections of a sixth-order Butterworth filter. */
const QUALITIES = [0.51763809, Math.SQRT1_2, 1.93185165] as const;

/** A sixth-order Butterworth low-pass as three sections, by the bilinear transform (Bristow-Johnson's cookbook). */
export function butterworth(hertz: number): readonly [Section, Section, Section] {
  const [a, b, c] = QUALITIES;
  return [section(a, hertz), section(b, hertz), section(c, hertz)];
}

function section(quality: number, hertz: number): Section {
  const angle = (2 * Math.PI * hertz) / FEATURE_RATE;
  const alpha = Math.sin(angle) / (2 * quality);
  const cosine = Math.cos(angle);
  const scale = 1 / (1 + alpha);
  return { gain: ((1 - cosine) / 2) * scale, first: -2 * cosine * scale, second: (1 - alpha) * scale };
}
