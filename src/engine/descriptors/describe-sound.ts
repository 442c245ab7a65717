import { type Extent, extentOf } from '../features/excerpt.ts';
import type { Levels } from '../loudness/level-meter.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { DESCRIPTORS_VERSION, type Descriptors } from './descriptors.ts';
import { envelopeShape } from './envelope.ts';
import { findTempo } from './find-tempo.ts';
import { estimateKey } from './key.ts';
import { estimatePitch } from './pitch.ts';
import { soundFrames } from './sound-frames.ts';
import { soundKind } from './sound-kind.ts';
import { spectralShape } from './spectral-shape.ts';
import { resemblesVoice } from './voice.ts';

/** Significant digits of the numbers: more than any descriptor is accurate to. */
const DIGITS = 6;

/**
 * Measures the descriptors of a sound, rounded to six significant digits.
 * @param samples the whole sound at {@link FEATURE_RATE}
 * @param levels the levels of the sound, measured before its channels were mixed
 */
export function describeSound(samples: Float32Array, levels: Levels): Descriptors {
  const extent = extentOf(samples);
  const found = extent ? describeAudible(samples, extent) : describeSilence(samples);
  return rounded({ version: DESCRIPTORS_VERSION, ...levels, ...found });
}

/** The descriptors that are measured from the mono signal. */
type SignalDescriptors = Omit<Descriptors, 'version' | keyof Levels>;

function describeAudible(samples: Float32Array, extent: Extent): SignalDescriptors {
  const seconds = samples.length / FEATURE_RATE;
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

function describeSilence({ length }: Float32Array): SignalDescriptors {
  const seconds = length / FEATURE_RATE;
  return { ...NOTHING, seconds, silenceStart: seconds, silenceEnd: seconds };
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

function rounded(found: Descriptors): Descriptors {
  const entries = Object.entries(found).map(([name, value]) => [
    name,
    typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value,
  ]);
  return Object.assign({ ...found }, Object.fromEntries(entries));
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) {
    const level = Math.abs(samples[i] ?? 0);
    if (level > peak) peak = level;
  }
  return peak;
}
