import { haveLikeLevels } from './band-levels.ts';
import { type Agreements, findAgreements } from './match-peaks.ts';
import { FRAMES_PER_SECOND, type Peaks } from './peaks.ts';
import type { Relation } from './recording.ts';
import { relatePeaks } from './relate-peaks.ts';
import { partsAgree, relatePart, relateWaveforms } from './relate-waveforms.ts';
import { MAX_UNFILTERED_SECONDS, type Waveform } from './waveform.ts';

/** If one of two sounds is shorter or has fewer spectral peaks than this, their waveforms are compared. */
const MIN_SECONDS = 2.5;
const MIN_PEAKS = 60;
/** Maximum length in seconds of two sounds whose whole waveforms are compared. */
const MAX_SECONDS = 12;
/**
 * Maximum ratio of the lengths of two sounds whose whole waveforms are compared. The band levels of a short sound say
 * nothing about a much longer one that may contain the short sound.
 */
const MAX_LENGTH_RATIO = 8;
/**
 * If two sounds with at least SOME_PEAKS spectral peaks each are copies, the number of matching peaks exceeds chance by
 * at least MIN_Z standard deviations. With fewer matches, the waveforms are not compared.
 */
const [SOME_PEAKS, MIN_Z] = [25, 4];

const secondsOf = ({ first, last }: Peaks) => (last - first + 1) / FRAMES_PER_SECOND;

/**
 * Finds the relation of two sounds; null if they have no recording in common.
 * If both sounds are long and have many spectral peaks, their peaks decide. Otherwise, if their band levels are alike,
 * the waveforms are compared first.
 * @param waveforms returns the waveforms of both sounds, null for silence; called only if waveforms are needed
 * @param isThorough whether one of two short sounds is also searched in the other if peaks and band levels differ. This
 * finds a hit whose attack was cut off, and takes too long for a large library.
 */
export async function relateRecordings(
  a: Peaks,
  b: Peaks,
  waveforms: () => Promise<readonly [Waveform | null, Waveform | null]>,
  isThorough = false,
): Promise<Relation | null> {
  const agreements = findAgreements(a, b);
  if (comparesWaveforms(a, b, agreements)) {
    const [waveA, waveB] = await waveforms();
    const relation = waveA && waveB && relateWaveforms(waveA, waveB);
    if (relation) return relation;
  }
  if (isThorough && Math.max(secondsOf(a), secondsOf(b)) <= MAX_UNFILTERED_SECONDS) {
    const [waveA, waveB] = await waveforms();
    const relation = waveA && waveB && relatePart(waveA, waveB);
    if (relation) return relation;
  }
  return relatePeaks(a, b, agreements, async (partA, partB, strict) => {
    const [waveA, waveB] = await waveforms();
    return waveA !== null && waveB !== null && partsAgree([waveA, partA], [waveB, partB], strict);
  });
}

function comparesWaveforms(a: Peaks, b: Peaks, { same, other }: Agreements): boolean {
  const seconds = [secondsOf(a), secondsOf(b)];
  if (Math.max(...seconds) > Math.min(MAX_SECONDS, MAX_LENGTH_RATIO * Math.min(...seconds))) return false;
  if (Math.min(...seconds) >= MIN_SECONDS && Math.min(a.frames.length, b.frames.length) >= MIN_PEAKS) return false;
  const peaks = Math.min(a.frames.length, b.frames.length);
  if (peaks >= SOME_PEAKS && Math.max(same.z, other?.z ?? 0) < MIN_Z) return false;
  return haveLikeLevels(a.bands, b.bands);
}
