import type { Levels } from '../loudness/level-meter.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { DESCRIPTORS_VERSION, type Descriptors } from './descriptors.ts';
import { findTempo } from './find-tempo.ts';
import { estimateKey } from './key.ts';
import { type SoundFrames, soundFrames } from './sound-frames.ts';
import { soundKind } from './sound-kind.ts';
import { resemblesVoice } from './voice.ts';

/** Significant digits of the numbers: more than any descriptor is accurate to. */
const DIGITS = 6;

/**
 * Measures the descriptors of a sound, rounded to six significant digits.
 * @param samples the whole sound at {@link FEATURE_RATE}; with `frames`, only their number counts
 * @param levels the levels of the sound, measured before its channels were mixed
 * @param frames the frames of the sound, null for silence: computed by default
 */
export function describeSound(
  samples: Float32Array,
  levels: Levels,
  frames: SoundFrames | null = soundFrames(samples),
): Descriptors {
  const found = frames ? describeAudible(samples, frames) : describeSilence(samples);
  return rounded({ version: DESCRIPTORS_VERSION, ...levels, ...found });
}

/** The descriptors that are measured from the mono signal. */
type SignalDescriptors = Omit<Descriptors, 'version' | keyof Levels>;

function describeAudible(samples: Float32Array, frames: SoundFrames): SignalDescriptors {
  const { from, to } = frames;
  const { shape, pitchHz, envelope } = frames.waveform;
  const seconds = samples.length / FEATURE_RATE;
  const beats = findTempo(frames, seconds);
  const kind = soundKind(frames, {
    from: from / FEATURE_RATE,
    to: to / FEATURE_RATE,
    seconds,
    recurrence: beats?.recurrence ?? 0,
    isNote: pitchHz !== null,
  });
  const hasBeats = kind === 'loop' || kind === 'phrase';
  const isNote = pitchHz !== null && kind === 'one-shot';
  return {
    ...NOTHING,
    ...shape,
    ...envelope,
    ...(hasBeats ? beats?.tempo : null),
    ...(isNote ? null : estimateKey(frames, seconds)),
    kind,
    voice: shape && resemblesVoice(frames, shape),
    seconds,
    pitchHz,
    silenceStart: from / FEATURE_RATE,
    silenceEnd: (samples.length - to) / FEATURE_RATE,
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
