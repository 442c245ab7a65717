import { MEL_BANDS } from './mel-bank.ts';

/** Slopes of the spreading function towards higher and towards lower frequencies, in dB per Bark. */
const UPWARDS = 10;
const DOWNWARDS = 27;
/** Masking threshold of a band relative to its own power (-12 dB), as a power ratio. */
const OFFSET = 10 ** (-12 / 10);

/**
 * Creates a function that raises each mel band of a frame to its masking threshold, in place.
 * The model is simultaneous masking by louder bands (Schroeder, Atal and Hall 1979). Lossy codecs change the spectrum
 * mostly below the masking threshold, so that a sound and its compressed copy give nearly the same result.
 * @param centres centre frequency of each mel band in hertz
 * @returns a function that processes one frame of mel powers, from index `offset` on
 */
export function createMasking(centres: Float64Array): (mel: Float32Array, offset: number) => void {
  const bark = centres.map(hertzToBark);
  const rise = bark.map((z, b) => dbToPower(-UPWARDS * (z - (bark[b - 1] ?? z))));
  const fall = bark.map((z, b) => dbToPower(-DOWNWARDS * ((bark[b + 1] ?? z) - z)));
  const fromBelow = new Float64Array(MEL_BANDS);
  return (mel, offset) => {
    let mask = 0;
    for (let b = 0; b < MEL_BANDS; b++) {
      mask *= rise[b] ?? 0;
      fromBelow[b] = mask;
      mask = Math.max(mask, (mel[offset + b] ?? 0) * OFFSET);
    }
    mask = 0;
    for (let b = MEL_BANDS - 1; b >= 0; b--) {
      const own = mel[offset + b] ?? 0;
      mask *= fall[b] ?? 0;
      mel[offset + b] = Math.max(own, mask, fromBelow[b] ?? 0);
      mask = Math.max(mask, own * OFFSET);
    }
  };
}

/** Converts hertz to Bark, the scale of critical bands (Traunmüller 1990). */
function hertzToBark(hertz: number): number {
  return (26.81 * hertz) / (1960 + hertz) - 0.53;
}

function dbToPower(level: number): number {
  return 10 ** (level / 10);
}
