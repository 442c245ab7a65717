import { CLAP_RATE } from '../pcm.ts';

/** A section of a sound, in samples: from the first one to the one after the last. */
export interface Section {
  readonly from: number;
  readonly to: number;
}

/** Samples per hop of the level curve: 10 ms. */
const HOP = CLAP_RATE / 100;
/** Level, relative to the loudest hop, up to which a hop counts as silence, in dB. */
const TRIM_DB = -45;
/** Exponent that turns power into loudness: doubling the loudness takes ten times the power (Stevens' power law). */
const LOUDNESS_EXPONENT = 0.3;
/** Rise of the level from the mean of the preceding hops that makes an onset, in dB, and the number of these hops. */
const ONSET_DB = 6;
const BEFORE = 5;
/** Hops that a section contains before an onset, so that a fade-in ends before the attack. */
const LEAD = 1;
/** Share of the greatest loudness that a section must contain, to begin at an onset instead. */
const MIN_SHARE = 0.9;
/** A section ends at its quietest hop among the last ones, if that hop is quieter than the section by this, in dB. */
const TAIL = 50;
const PAUSE_DB = -10;

/**
 * Returns the section of a sound that carries it: without silence at the ends, at most `maxLength` samples long.
 * A longer sound keeps the section with the most loudness, summed over time, that begins at an onset and ends in a
 * pause, if it has such.
 * @param samples mono, at 48 kHz
 * @param start first sample of the section, if it is given
 */
export function chooseSection(samples: Float32Array, maxLength: number, start?: number): Section {
  const powers = hopPowers(samples);
  const loudest = powers.reduce((max, power) => Math.max(max, power), 0);
  const isAudible = (power: number) => power > loudest * 10 ** (TRIM_DB / 10);
  const first = Math.max(0, powers.findIndex(isAudible) - LEAD);
  const last = powers.findLastIndex(isAudible) + 1;
  const audible = { from: first * HOP, to: Math.min(samples.length, Math.max(first + 1, last) * HOP) };
  if (start === undefined && audible.to - audible.from <= maxLength) return audible;
  const from = start === undefined ? HOP * loudestStart(powers, first, last, Math.floor(maxLength / HOP)) : start;
  const end = Math.min(samples.length, from + maxLength);
  return { from, to: end < audible.to ? endInPause(powers, from, end) : Math.max(from, Math.min(end, audible.to)) };
}

/** Returns the mean square of each hop. */
function hopPowers(samples: Float32Array): Float64Array {
  return Float64Array.from({ length: Math.ceil(samples.length / HOP) }, (_, hop) => {
    let sum = 0;
    for (let i = hop * HOP; i < Math.min(samples.length, (hop + 1) * HOP); i++) sum += (samples[i] ?? 0) ** 2;
    return sum / HOP;
  });
}

/** Returns the hop at which the section of `length` hops with the most loudness begins, at an onset if possible. */
function loudestStart(powers: Float64Array, first: number, last: number, length: number): number {
  const sums = new Float64Array(powers.length + 1);
  for (const [hop, power] of powers.entries()) sums[hop + 1] = (sums[hop] ?? 0) + power ** LOUDNESS_EXPONENT;
  const loudnessFrom = (hop: number) => (sums[Math.min(powers.length, hop + length)] ?? 0) - (sums[hop] ?? 0);
  const hops = Array.from({ length: Math.max(1, last - length - first + 1) }, (_, i) => first + i);
  const best = bestOf(hops, loudnessFrom);
  const onset = bestOf([first, ...hops.filter((hop) => isOnset(powers, hop + LEAD))], loudnessFrom);
  return loudnessFrom(onset) >= MIN_SHARE * loudnessFrom(best) ? onset : best;
}

/** Returns the first of the hops with the greatest value. */
function bestOf(hops: readonly number[], score: (hop: number) => number): number {
  return hops.reduce((best, hop) => (score(hop) > score(best) ? hop : best));
}

function isOnset(powers: Float64Array, hop: number): boolean {
  const before = powers.subarray(Math.max(0, hop - BEFORE), hop);
  const mean = before.reduce((sum, power) => sum + power, 0) / Math.max(1, before.length);
  const here = powers[hop] ?? 0;
  return here > mean * 10 ** (ONSET_DB / 10) && here >= (powers[hop - 1] ?? 0);
}

/** Returns the end of a section: the middle of its quietest late hop if that is a pause, otherwise its limit. */
function endInPause(powers: Float64Array, from: number, end: number): number {
  const firstHop = Math.floor(from / HOP);
  const lastHop = Math.floor(end / HOP);
  const section = powers.subarray(firstHop, lastHop);
  const mean = section.reduce((sum, power) => sum + power, 0) / Math.max(1, section.length);
  let quietest = Math.max(firstHop + 1, lastHop - TAIL);
  for (let hop = quietest; hop < lastHop; hop++) if ((powers[hop] ?? 0) <= (powers[quietest] ?? 0)) quietest = hop;
  return (powers[quietest] ?? 0) <= mean * 10 ** (PAUSE_DB / 10) ? quietest * HOP + HOP / 2 : end;
}
