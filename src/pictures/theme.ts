import { DIFFERENCE_THRESHOLD, REASON_THRESHOLD } from '../engine/reasons.ts';

/** Width of a picture in pixels. Discord shows it 400 to 550 pixels wide, so text must be at least 26 pixels high. */
export const WIDTH = 1000;
export const MARGIN = 28;
/** Left edge and width of the panels in pixels. The texts of the frequency axis are to the left of the panels. */
export const PANELS = { x: 120, width: WIDTH - MARGIN - 120 } as const;

/** Colors on an opaque background, so that a picture is readable in Discord's light and dark themes. */
export const COLORS = {
  background: '#20222d',
  panel: '#2c2f3d',
  text: '#f4f5f9',
  quiet: '#b9bdcc',
  line: '#565b70',
  accent: '#4fd1c5',
  warm: '#f6ad55',
  neutral: '#8f9bd6',
} as const;

/** Colors of the query and of a match in one panel. */
export const SOUND_COLORS = [COLORS.accent, COLORS.warm] as const;

/** Returns the color of a similarity's bar: that of a reason, of a clear difference, or of neither. */
export function similarityColor(value: number): string {
  if (value > REASON_THRESHOLD) return COLORS.accent;
  return value < DIFFERENCE_THRESHOLD ? COLORS.warm : COLORS.neutral;
}

/** Color scale of loudness (matplotlib's magma). Its even lightness makes it readable without color vision. */
const MAGMA = [
  [13, 10, 32],
  [59, 15, 111],
  [114, 31, 129],
  [183, 55, 121],
  [241, 96, 93],
  [254, 176, 120],
  [252, 253, 191],
] as const;

/** Returns the red, green and blue (0..255) of a loudness (0..255). */
export function loudnessColor(level: number): [number, number, number] {
  // 64 shades give smaller files than 256 shades, and look the same.
  const place = ((Math.round(level / 4) * 4) / 256) * (MAGMA.length - 1);
  const below = MAGMA[Math.floor(place)] ?? MAGMA[0];
  const above = MAGMA[Math.floor(place) + 1] ?? below;
  const mix = (channel: 0 | 1 | 2) => Math.round(below[channel] + (above[channel] - below[channel]) * (place % 1));
  return [mix(0), mix(1), mix(2)];
}

/** Colors of groups, distinguishable with any kind of color vision. Groups also differ in shape. */
export const GROUP_COLORS = [
  '#56b4e9',
  '#f0e442',
  '#ff8a65',
  '#4fd1a5',
  '#d896ff',
  '#ffb347',
  '#ff7eb6',
  '#9fe870',
] as const;
