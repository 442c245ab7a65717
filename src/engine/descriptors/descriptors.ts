import type { Levels } from '../loudness/level-meter.ts';
import type { EnvelopeShape } from './envelope.ts';
import type { TempoEstimate } from './find-tempo.ts';
import type { KeyEstimate } from './key.ts';
import type { SpectralShape } from './spectral-shape.ts';

/** Changes whenever a descriptor of any sound changes, so that stored descriptors can be measured again. */
export const DESCRIPTORS_VERSION = '4';

/** What a sound is for: a single hit or note; a part that repeats; a part that does not; a sound without events. */
export const SOUND_KINDS = ['one-shot', 'loop', 'phrase', 'texture'] as const;
export type SoundKind = (typeof SOUND_KINDS)[number];

type OrNull<T> = { readonly [Name in keyof T]: T[Name] | null };

/** Properties of a sound that people ask for. What does not apply to the sound, or cannot be told, is null. */
export interface Descriptors
  extends Levels,
    OrNull<SpectralShape>,
    OrNull<EnvelopeShape>,
    OrNull<TempoEstimate>,
    OrNull<KeyEstimate> {
  /** Version of the method that measured the descriptors ({@link DESCRIPTORS_VERSION}). */
  readonly version: string;
  /** Length of the file in seconds. */
  readonly seconds: number;
  /** Fundamental frequency of a single note, in hertz. */
  readonly pitchHz: number | null;
  readonly kind: SoundKind | null;
  /** Whether the sound resembles a human voice. */
  readonly voice: boolean | null;
  /** Silence before the first and after the last audible sample, in seconds. */
  readonly silenceStart: number;
  readonly silenceEnd: number;
}
