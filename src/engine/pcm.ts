/** Sample rate of the acoustic features in hertz, librosa's default. */
export const FEATURE_RATE = 22_050;
export const CLAP_RATE = 48_000;

/** Decoded audio: mono, 32-bit float, nominal range -1..1, all samples finite. */
export interface Pcm {
  /** Samples at {@link FEATURE_RATE}. */
  readonly feature: Float32Array;
  /** Samples at {@link CLAP_RATE}, or null if they were not requested. */
  readonly clap: Float32Array | null;
  readonly seconds: number;
}
