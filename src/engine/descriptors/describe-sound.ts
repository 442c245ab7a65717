import { extentOf } from '../features/excerpt.ts';
import type { Levels } from '../loudness/level-meter.ts';
import { FEATURE_RATE } from '../pcm.ts';
import type { Descriptors } from './descriptors.ts';
import { envelopeShape } from './envelope.ts';
import { findTempo } from './find-tempo.ts';
import { estimateKey } from './key.ts';
import { estimatePitch } from './pitch.ts';
import { soundFrames } from './sound-frames.ts';
import { soundKind } from './sound-kind.ts';
import { spectralShape } from './spectral-shape.ts';
import { resemblesVoice } from './voice.ts';

/**
 * Measures the descriptors of a sound.
 * @param samples the whole sound at {@link FEATURE_RATE}
 * @param levels the levels of the sound, measured before its channels were mixed
 */
export function describeSound(samples: Float32Array, levels: Levels): Descriptors {
  const seconds = samples.length / FEATURE_RATE;
  const extent = extentOf(samples);
  if (!extent) return { ...levels, ...NOTHING, seconds, silenceStart: seconds, silenceEnd: seconds };
  const audible = samples.subarray(extent.from, extent.to);
  const frames = soundFrames(samples, 1 / peakOf(audible));
  const shape = spectralShape(frames.power);
  const pitchHz = estimatePitch(audible);
  const beats = findTempo(frames, seconds);
  const kind = soundKind(frames, {
    from: extent.from / FEATURE_RATE,
    to: extent.to / FEATURE_RATE,
    seconds,
    recurrence: beats?.recurrence ?? 0,
    isNote: pitchHz !== null,
  });
  const hasBeats = kind === 'loop' || kind === 'phrase';
  const isNote = pitchHz !== null && kind === 'one-shot';
  return {
    ...levels,
    ...NOTHING,
    ...shape,
    ...envelopeShape(audible),
    ...(hasBeats ? beats?.tempo : null),
    ...(isNote ? null : estimateKey(frames, seconds)),
    kind,
    voice: shape && resemblesVoice(audible, extent.from, frames, shape),
    seconds,
    pitchHz,
    silenceStart: extent.from / FEATURE_RATE,
    silenceEnd: (samples.length - extent.to) / FEATURE_RATE,
  };
}

/** The descriptors that do not apply to silence. */
const NOTHING = {
  centroidHz: null,
  spreadHz: null,
  rolloffHz: null,
  flatness: null,
  crestDb: null,
  attackMs: null,
  tempoBpm: null,
  tempoConfidence: null,
  key: null,
  keyConfidence: null,
  pitchHz: null,
  kind: null,
  voice: null,
} as const;

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0));
  return peak;
}
