import { type EnvelopeShape, envelopeShape } from './envelope.ts';
import { estimatePitch } from './pitch.ts';
import { type PitchMovement, pitchMovement } from './pitch-movement.ts';
import { type SpectralShape, spectralShape } from './spectral-shape.ts';

/** What is measured from the samples of a sound. The frames of a long sound overwrite its samples. */
export interface WaveformMeasures {
  /** Shape of the mean spectrum of the whole sound; null if all samples are 0. */
  readonly shape: SpectralShape | null;
  /** Envelope of the audible part. */
  readonly envelope: EnvelopeShape;
  /** Pitch of the audible part, if it is a single note. */
  readonly pitchHz: number | null;
  /** Measures how the pitch of the audible part moves, on request, because this takes longest. */
  readonly movement: () => PitchMovement;
}

/**
 * Measures the waveform of a sound.
 * @param samples the whole sound at 22,050 Hz; its samples may change once the function has returned
 * @param from index of the first audible sample
 * @param to index after the last audible sample
 */
export function measureWaveform(samples: Float32Array, from: number, to: number): WaveformMeasures {
  const audible = samples.subarray(from, to);
  return {
    shape: spectralShape(samples),
    envelope: envelopeShape(audible),
    pitchHz: estimatePitch(audible),
    movement: pitchMovement(audible),
  };
}
