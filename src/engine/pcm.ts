/** Rate at which the acoustic features hear: librosa's default, so that definitions mean the same thing. */
export const FEATURE_RATE = 22_050;
/** Rate at which CLAP hears. */
export const CLAP_RATE = 48_000;

/** Decoded audio: mono, 32-bit float, nominal range -1..1, every sample finite. */
export interface Pcm {
  /** Samples at {@link FEATURE_RATE}. */
  readonly feature: Float32Array;
  /** Samples at {@link CLAP_RATE}, where they were asked for. */
  readonly clap: Float32Array | null;
  /** Duration in seconds. */
  readonly seconds: number;
}
