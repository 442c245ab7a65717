import { WAVEFORM_RATE } from './align-waveforms.ts';
import { realFft } from './real-fft.ts';

/** Frequencies in hertz below, inside and above the band that a telephone transmits. */
const BELOW = [60, 230] as const;
const INSIDE = [400, 3000] as const;
const ABOVE = [4050, 5000] as const;
/** A telephone lowers the levels outside of its band by at least this number of dB, relative to the level inside. */
const MIN_LOSS = 4;
/** Levels relative to the level inside the band, in dB, at which they do not have to be lower than in the original. */
const QUIET = { below: -25, above: -45 };

/** Levels below and above the band of a telephone, relative to the level inside the band, in dB. */
interface OutsideLevels {
  readonly below: number;
  readonly above: number;
}

/** Returns whether one of two waveforms may be a telephone recording of the other one, by the levels of their bands. */
export function isTelephone(a: Float32Array, b: Float32Array): boolean {
  const [levelsA, levelsB] = [levelsOutside(a), levelsOutside(b)];
  return mayTransmit(levelsA, levelsB) || mayTransmit(levelsB, levelsA);
}

function mayTransmit(original: OutsideLevels, copy: OutsideLevels): boolean {
  return (
    copy.below <= Math.max(original.below - MIN_LOSS, QUIET.below) &&
    copy.above <= Math.max(original.above - MIN_LOSS, QUIET.above)
  );
}

function levelsOutside(samples: Float32Array): OutsideLevels {
  const fft = realFft(samples.length);
  const spectrum = fft.forward(samples);
  const level = ([from, to]: readonly [number, number]) => {
    let power = 1e-20;
    const last = Math.min(fft.size / 2, (to * fft.size) / WAVEFORM_RATE);
    for (let k = Math.ceil((from * fft.size) / WAVEFORM_RATE); k < last; k++)
      power += (spectrum[2 * k] ?? 0) ** 2 + (spectrum[2 * k + 1] ?? 0) ** 2;
    return 10 * Math.log10(power);
  };
  const inside = level(INSIDE);
  return { below: level(BELOW) - inside, above: level(ABOVE) - inside };
}
