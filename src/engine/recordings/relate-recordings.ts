import { type Agreements, findAgreements } from './match-peaks.ts';
import { BANDS, FRAMES_PER_SECOND, type Peaks } from './peaks.ts';
import type { Relation } from './recording.ts';
import { relatePeaks } from './relate-peaks.ts';
import { partsAgree, relateWaveforms } from './relate-waveforms.ts';
import type { Waveform } from './waveform.ts';

/** Sounds that are shorter or have fewer peaks are compared by their waveforms. */
const MIN_SECONDS = 1.5;
const MIN_PEAKS = 60;
/** Maximum length in seconds of sounds whose waveforms are compared. */
const MAX_SECONDS = 12;
/** Maximum standard deviation of the difference of the levels of bands, in dB. */
const MAX_DEVIATION = 3.2;
const MAX_TELEPHONE_DEVIATION = 2.4;
/** Range of levels that are compared, in half dB: codecs and telephones change the quietest bands. */
const RANGE = 80;
const TELEPHONE_RANGE = 50;
/** Bands within the band of a telephone. */
const TELEPHONE = [5, 11] as const;
/** Minimum difference of the level outside the band of a telephone, in dB. */
const MIN_DIFFERENCE = 1.5;
/** If both sounds have this many peaks, copies have at least this excess of matches, in standard deviations. */
const [SOME_PEAKS, MIN_Z] = [25, 4];

const secondsOf = ({ first, last }: Peaks) => (last - first + 1) / FRAMES_PER_SECOND;

/**
 * Finds what two sounds are to each other.
 * Their peaks decide if both sounds are long and have many; else their waveforms, if the levels of bands are alike.
 * @param waveforms returns the waveforms, called only if needed; null for silence
 */
export async function relateRecordings(
  a: Peaks,
  b: Peaks,
  waveforms: () => Promise<readonly [Waveform | null, Waveform | null]>,
): Promise<Relation | null> {
  const agreements = findAgreements(a, b);
  if (comparesWaveforms(a, b, agreements)) {
    const [waveA, waveB] = await waveforms();
    const relation = waveA && waveB && relateWaveforms(waveA, waveB);
    if (relation) return relation;
  }
  return relatePeaks(a, b, agreements, async (partA, partB, strict) => {
    const [waveA, waveB] = await waveforms();
    return waveA !== null && waveB !== null && partsAgree([waveA, partA], [waveB, partB], strict);
  });
}

function comparesWaveforms(a: Peaks, b: Peaks, { same, other }: Agreements): boolean {
  const seconds = [secondsOf(a), secondsOf(b)];
  if (Math.max(...seconds) > MAX_SECONDS) return false;
  if (Math.min(...seconds) >= MIN_SECONDS && Math.min(a.frames.length, b.frames.length) >= MIN_PEAKS) return false;
  const peaks = Math.min(a.frames.length, b.frames.length);
  if (peaks >= SOME_PEAKS && Math.max(same.z, other?.z ?? 0) < MIN_Z) return false;
  if (levelDeviation(a.bands, b.bands, RANGE) <= MAX_DEVIATION) return true;
  return (
    levelDeviation(a.bands.subarray(...TELEPHONE), b.bands.subarray(...TELEPHONE), TELEPHONE_RANGE) <=
      MAX_TELEPHONE_DEVIATION && Math.abs(levelOutside(a) - levelOutside(b)) >= MIN_DIFFERENCE
  );
}

/** Returns the standard deviation of the difference of the levels of bands, in dB. */
function levelDeviation(a: Uint8Array, b: Uint8Array, range: number): number {
  const [levelsA, levelsB] = [a, b].map((levels) => {
    const loudest = Math.min(...levels);
    return Array.from(levels, (level) => Math.min(range, level - loudest) / 2);
  });
  const differences = (levelsA ?? []).map((level, i) => level - (levelsB?.[i] ?? 0));
  const mean = differences.reduce((x, y) => x + y, 0) / differences.length;
  return Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / differences.length);
}

/** Returns the energy outside the band of a telephone relative to the energy inside, in dB. */
function levelOutside({ bands }: Peaks): number {
  let [inside, outside] = [1e-9, 1e-9];
  for (let i = 0; i < BANDS; i++) {
    const power = 10 ** (-(bands[i] ?? 0) / 20);
    if (i >= TELEPHONE[0] && i < TELEPHONE[1]) inside += power;
    else outside += power;
  }
  return 10 * Math.log10(outside / inside);
}
