/** Descriptors of every frame of a sound, for all features. Matrices are row-major, one row per frame. */
export interface FrameDescriptors {
  readonly count: number;
  /** Duration of the sound in seconds, from the first audible sample to the last. */
  readonly seconds: number;
  /** RMS of the loudest 3 ms of the unscaled signal, in dB relative to full scale. */
  readonly levelDb: number;
  /** Level of each frame in dB relative to the loudest frame, -70..0. */
  readonly levels: Float32Array;
  /** Weights of the frames, 0..1, for statistics over the audible, the loud or the quiet frames. */
  readonly weights: Readonly<Record<'whole' | 'loud' | 'quiet', Float32Array>>;
  /** Mel spectrogram, `count x MEL_BANDS`, in dB relative to its maximum, -70..0. */
  readonly mel: Float32Array;
  /** The mel spectrogram with each band raised to the masking threshold of its frame. */
  readonly masked: Float32Array;
  /** Chromagram of the spectral peaks, `count x FINE_CLASSES`, in square roots of magnitude. */
  readonly peakChroma: Float32Array;
  /** Share of each frame's power that lies in spectral peaks, 0..1. */
  readonly tonality: Float32Array;
  /** Mean power of the loudest bins of each band of the spectral contrast, `count x CONTRAST_BANDS`. */
  readonly peaks: Float32Array;
  /** Mean power of the quietest bins of each band of the spectral contrast, `count x CONTRAST_BANDS`. */
  readonly valleys: Float32Array;
  /** Higher-order zero-crossing rates, `count x CROSSING_ORDERS`, 0..1. */
  readonly crossings: Float32Array;
  /** Zero-crossing rates computed from the spectrum, `count x EXPECTED_ORDERS`, 0..1. */
  readonly expectedCrossings: Float32Array;
}
