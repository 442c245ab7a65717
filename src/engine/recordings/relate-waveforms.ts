import { type Band, compareWaveforms, WAVEFORM_RATE, type WaveformMatch } from './compare-waveforms.ts';
import { realFft } from './real-fft.ts';
import type { Part, Relation } from './recording.ts';
import { likelyRatios } from './speed-scan.ts';
import { atRatio, type Waveform } from './waveform.ts';

/** Values of a `WaveformMatch` that copies of one recording reach: a maximum for `deviation`, minimums for the rest. */
interface Rule {
  readonly whitened: number;
  readonly plain: number;
  readonly coherence: number;
  readonly deviation: number;
  readonly bandwidth: number;
}

const FULL: Band = [60, 5000];
const FULL_RULES: readonly Rule[] = [
  { whitened: 0.85, plain: 0.75, coherence: 0, deviation: 2, bandwidth: 0 },
  { whitened: 0.95, plain: 0.95, coherence: 0, deviation: 4, bandwidth: 0 },
  // Different sounds with a large bandwidth never correlate as much as this, so a lower minimum suffices for them.
  { whitened: 0.72, plain: 0.75, coherence: 0, deviation: 2, bandwidth: 1200 },
];
/** Band that a telephone transmits, in hertz. The filters of telephones change phases, so the coherence is required. */
const TELEPHONE: Band = [330, 3300];
const TELEPHONE_RULES: readonly Rule[] = [{ whitened: 0.66, plain: 0.3, coherence: 0.85, deviation: 1, bandwidth: 0 }];
const CLEAR_TELEPHONE_RULES: readonly Rule[] = [
  { whitened: 0.66, plain: 0.3, coherence: 0.96, deviation: 1.3, bandwidth: 0 },
];
/**
 * A sound may be a telephone recording of another one if its energy outside a telephone's band, divided by the energy
 * inside the band, is at most this many times the same ratio of the other sound.
 */
const MAX_ODDS = 0.6;
const SPEED_RULES: readonly Rule[] = [{ whitened: 0.87, plain: 0.87, coherence: 0, deviation: 2, bandwidth: 0 }];
/** If the half-whitened correlation of two waveforms at the same speed reaches this, other speeds are not tried. */
const CERTAIN = 0.95;
/** Waveforms with a lower correlation are not compared again, at a ratio of speeds nearby or in a telephone's band. */
const PROMISING = 0.4;
/** Factors by which a likely ratio of speeds is varied, because the spectra give the ratio only to about 0.02 %. */
const REFINEMENTS = [0, -1, 1, -2, 2].map((step) => 1 + 1.5e-4 * step);
/** Maximum length in seconds of sounds whose waveforms are compared at other speeds. */
const MAX_SPEED_SECONDS = 4;

/** Finds the relation of two sounds from their waveforms; null if they have nothing in common. */
export function relateWaveforms(a: Waveform, b: Waveform): Relation | null {
  const match = matchAtOneSpeed(a.samples, b.samples);
  if (!match || match.whitened < CERTAIN) {
    const faster = matchAtAnotherSpeed(a.samples, b.samples);
    if (faster && faster.whitened > (match?.whitened ?? 0)) return { kind: 'another speed', ratio: faster.ratio };
  }
  return match && relationOf(match, a, b);
}

/** Length in seconds and number of the segments by which a part of one sound is compared with a part of another one. */
const SEGMENT = 2;
const SEGMENTS = 3;
/** Minimum half-whitened correlation of the median segment: over all frequencies, and in a telephone's band. */
const LENIENT = { full: 0.76, telephone: 0.7 };
const STRICT = { full: 0.85, telephone: 0.8 };

/** Returns whether the waveforms of a part of each sound agree, in segments at its start, middle and end. */
export function partsAgree(
  [a, [fromA, toA]]: readonly [Waveform, Part],
  [b, [fromB]]: readonly [Waveform, Part],
  strict: boolean,
): boolean {
  const length = Math.min(SEGMENT, toA - fromA);
  const minimum = strict ? STRICT : LENIENT;
  const results = Array.from({ length: SEGMENTS }, (_, i) => {
    const offset = (i * (toA - fromA - length)) / (SEGMENTS - 1);
    const [partA, partB] = [cut(a, fromA + offset, length), cut(b, fromB + offset, length)];
    const agrees = (band: Band, least: number) => (compareWaveforms(partA, partB, band)?.whitened ?? 0) >= least;
    return agrees(FULL, minimum.full) || (isTelephone(partA, partB) && agrees(TELEPHONE, minimum.telephone));
  });
  return results.filter(Boolean).length > SEGMENTS / 2;
}

function cut({ samples, start }: Waveform, from: number, seconds: number): Float32Array {
  const first = Math.max(0, Math.round((from - start) * WAVEFORM_RATE));
  return samples.subarray(first, first + Math.round(seconds * WAVEFORM_RATE));
}

function matchAtOneSpeed(a: Float32Array, b: Float32Array): WaveformMatch | null {
  const full = compareWaveforms(a, b, FULL);
  if (full && agree(full, FULL_RULES)) return full;
  const telephone = isTelephone(a, b);
  if (!telephone && (full?.whitened ?? 0) < PROMISING) return null;
  const narrow = compareWaveforms(a, b, TELEPHONE);
  return narrow && agree(narrow, telephone ? TELEPHONE_RULES : CLEAR_TELEPHONE_RULES) ? narrow : null;
}

function matchAtAnotherSpeed(a: Float32Array, b: Float32Array): { whitened: number; ratio: number } | null {
  if (Math.max(a.length, b.length) > MAX_SPEED_SECONDS * WAVEFORM_RATE) return null;
  for (const likely of likelyRatios(a, b)) {
    for (const refinement of REFINEMENTS) {
      const ratio = likely * refinement;
      const match = compareWaveforms(atRatio(a, ratio), b, FULL);
      if (match && agree(match, SPEED_RULES)) return { whitened: match.whitened, ratio };
      if ((match?.whitened ?? 0) < PROMISING) break;
    }
  }
  return null;
}

function agree(match: WaveformMatch, rules: readonly Rule[]): boolean {
  const { whitened, plain, coherence, deviation, bandwidth } = match;
  return rules.some(
    (rule) =>
      whitened >= rule.whitened &&
      plain >= rule.plain &&
      coherence >= rule.coherence &&
      deviation <= rule.deviation &&
      bandwidth >= rule.bandwidth,
  );
}

/** Returns whether one of two waveforms may be a telephone recording, by its energy outside a telephone's band. */
function isTelephone(a: Float32Array, b: Float32Array): boolean {
  const [oddsA, oddsB] = [oddsOutside(a), oddsOutside(b)];
  return Math.min(oddsA, oddsB) <= MAX_ODDS * Math.max(oddsA, oddsB);
}

/** Returns the half-whitened energy outside a telephone's band, divided by the half-whitened energy inside the band. */
function oddsOutside(samples: Float32Array): number {
  const fft = realFft(samples.length);
  const spectrum = fft.forward(samples);
  const bin = WAVEFORM_RATE / fft.size;
  let [inside, outside] = [1e-30, 0];
  for (let i = 2; i < spectrum.length; i += 2) {
    const magnitude = Math.hypot(spectrum[i] ?? 0, spectrum[i + 1] ?? 0);
    const hertz = (i / 2) * bin;
    if (hertz < FULL[0] || hertz > FULL[1]) continue;
    if (hertz >= TELEPHONE[0] && hertz <= TELEPHONE[1]) inside += magnitude;
    else outside += magnitude;
  }
  return outside / inside;
}

/** An overlap counts as the whole of a sound if it covers at least this share, even if the rest is audible. */
const WHOLE = 0.88;
/** Share of a sound's energy up to which the rest of the sound counts as fading or background, and is ignored. */
const NEGLIGIBLE = 1e-3;

function relationOf({ lag, overlap }: WaveformMatch, a: Waveform, b: Waveform): Relation {
  const fromA = Math.max(0, lag);
  const fromB = Math.max(0, -lag);
  const wholeA = isWhole(a.samples, fromA, overlap);
  const wholeB = isWhole(b.samples, fromB, overlap);
  if (wholeA && wholeB) return { kind: 'same recording' };
  const part = ({ start }: Waveform, from: number): [number, number] => [
    start + from / WAVEFORM_RATE,
    start + (from + overlap) / WAVEFORM_RATE,
  ];
  const [partA, partB] = [part(a, fromA), part(b, fromB)];
  if (wholeB) return { kind: 'excerpt', of: 'a', from: partA[0], to: partA[1] };
  if (wholeA) return { kind: 'excerpt', of: 'b', from: partB[0], to: partB[1] };
  return { kind: 'shares a part', a: partA, b: partB };
}

function isWhole(samples: Float32Array, from: number, length: number): boolean {
  if (length >= WHOLE * samples.length) return true;
  const energy = (part: Float32Array) => part.reduce((sum, x) => sum + x * x, 0);
  return energy(samples.subarray(from, from + length)) > (1 - NEGLIGIBLE) * energy(samples);
}
