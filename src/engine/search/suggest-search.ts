import type { Descriptors } from '../descriptors/descriptors.ts';
import { readSearchData, type SearchData } from './search-data.ts';
import { PITCHES } from './tune/harmonic-summation.ts';
import { matrixFrames, unpackMatrix } from './tune/salience-matrix.ts';

/** Minimum level of the clearest pitch of a frame with one voice, and maximum level of the next. */
const MIN_CLEAR = 13;
const MAX_OTHER = 9;
/** Minimum share of frames with one voice, and of those that hold the pitch of the frame before: speech glides. */
const MIN_ONE_VOICE = 0.7;
const MIN_HELD = 0.38;
/** Minimum number of changes between held pitches, and minimum duration in seconds. */
const MIN_CHANGES = 4;
const MIN_SECONDS = 1.5;
/** Minimum flatness of the spectrum of drums and of bursts of the mouth, and minimum confidence of their tempo. */
const MIN_FLATNESS = 0.4;
const MIN_TEMPO_CONFIDENCE = 0.3;

/**
 * Returns the kind of search for which a sound is plainly meant: by tune for one voice that holds several pitches, as a
 * hum does, by beat for bursts of noise with a tempo; null for any other sound.
 */
export function suggestSearch(descriptors: Descriptors, { data, seconds }: SearchData): 'tune' | 'beat' | null {
  if (seconds < MIN_SECONDS) return null;
  if (isMelody(readSearchData(data).tune)) return 'tune';
  const { kind, flatness, tempoConfidence } = descriptors;
  const isBeat = kind === 'loop' && (flatness ?? 0) >= MIN_FLATNESS && (tempoConfidence ?? 0) >= MIN_TEMPO_CONFIDENCE;
  return isBeat ? 'beat' : null;
}

function isMelody(tune: Uint8Array): boolean {
  const frames = matrixFrames(tune);
  const levels = new Uint8Array(frames * PITCHES);
  unpackMatrix(tune, levels);
  const pitches = Array.from({ length: frames }, (_, t) => voiceOf(levels.subarray(t * PITCHES, (t + 1) * PITCHES)));
  const audible = pitches.filter((pitch) => pitch !== 'silence');
  const held = pitches.filter((pitch, t) => typeof pitch === 'number' && pitch === pitches[t - 1]);
  const changes = held.filter((pitch, i) => i > 0 && pitch !== held[i - 1]).length;
  const oneVoice = audible.filter((pitch) => typeof pitch === 'number').length;
  return (
    changes >= MIN_CHANGES && oneVoice >= MIN_ONE_VOICE * audible.length && held.length >= MIN_HELD * audible.length
  );
}

/** Returns the pitch of a frame if only one sounds clearly. */
function voiceOf(levels: Uint8Array): number | 'several' | 'silence' {
  let best = 0;
  let next = 0;
  for (const [pitch, level] of levels.entries()) {
    if (level > (levels[best] ?? 0)) {
      next = levels[best] ?? 0;
      best = pitch;
    } else if (pitch !== best) next = Math.max(next, level);
  }
  const level = levels[best] ?? 0;
  if (level === 0) return 'silence';
  return level >= MIN_CLEAR && next <= MAX_OTHER ? best : 'several';
}
