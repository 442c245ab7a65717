import { MEL_BANDS } from './mel.ts';

/** How fast masking falls off towards higher and towards lower frequencies, in dB a Bark. */
const UPWARDS = 10;
const DOWNWARDS = 27;
/** How far below its masker a sound is drowned out, in dB. */
const OFFSET = 10 ** (-12 / 10);

/**
 * Simultaneous masking (Schroeder, Atal and Hall 1979): raises each mel band to what louder bands beside it drown out.
 * What a codec takes away or adds, it takes and adds below that, so that the shape of the spectrum that is left is the
 * same for a sound and its copies, and a cliff where a recording's band ends becomes a slope.
 * @param centres centre of each mel band in hertz
 * @returns works in place on one frame of mel band powers, from `offset` on
 */
export function createMasking(centres: Float64Array): (mel: Float32Array, offset: number) => void {
  const bark = centres.map(hertzToBark);
  const rise = bark.map((z, b) => decibels(-UPWARDS * (z - (bark[b - 1] ?? z))));
  const fall = bark.map((z, b) => decibels(-DOWNWARDS * ((bark[b + 1] ?? z) - z)));
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

/** Critical-band rate (Traunmüller 1990). */
function hertzToBark(hertz: number): number {
  return (26.81 * hertz) / (1960 + hertz) - 0.53;
}

function decibels(level: number): number {
  return 10 ** (level / 10);
}
