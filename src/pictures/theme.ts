import { DIFFERENCE_THRESHOLD, REASON_THRESHOLD } from '../engine/reasons.ts';

/** Pixels across. Discord shows a picture 400 to 550 wide, so nothing is written smaller than 26. */
export const WIDTH = 1000;
export const MARGIN = 36;

/** A ground of its own, so that the picture reads on Discord's light and dark themes alike. */
export const COLOURS = {
  ground: '#20222d',
  /** Where a panel has no sound. */
  panel: '#2c2f3d',
  text: '#f4f5f9',
  quiet: '#b9bdcc',
  line: '#565b70',
  accent: '#4fd1c5',
  warm: '#f6ad55',
  neutral: '#8f9bd6',
} as const;

/** A bar's colour: a reason, a plain difference, or neither; the same thresholds as in the text beside it. */
export function similarityColour(value: number): string {
  if (value > REASON_THRESHOLD) return COLOURS.accent;
  return value < DIFFERENCE_THRESHOLD ? COLOURS.warm : COLOURS.neutral;
}

/** From silence to the loudest, as in matplotlib's magma: light grows evenly, so that it reads without colour too. */
const MAGMA = [
  [13, 10, 32],
  [59, 15, 111],
  [114, 31, 129],
  [183, 55, 121],
  [241, 96, 93],
  [254, 176, 120],
  [252, 253, 191],
] as const;

/** Red, green and blue, 0..255, of a loudness 0..255. */
export function loudnessColour(level: number): [number, number, number] {
  // Few shades make small files, and nobody tells 64 of them apart.
  const place = ((Math.round(level / 4) * 4) / 256) * (MAGMA.length - 1);
  const below = MAGMA[Math.floor(place)] ?? MAGMA[0];
  const above = MAGMA[Math.floor(place) + 1] ?? below;
  const mix = (channel: 0 | 1 | 2) => Math.round(below[channel] + (above[channel] - below[channel]) * (place % 1));
  return [mix(0), mix(1), mix(2)];
}

/** Colours for groups that are told apart on the dark ground with any kind of colour vision; shapes differ as well. */
export const GROUP_COLOURS = [
  '#56b4e9',
  '#f0e442',
  '#ff8a65',
  '#4fd1a5',
  '#d896ff',
  '#ffb347',
  '#ff7eb6',
  '#9fe870',
] as const;
