import { decodeAudio } from '../decode/decode.ts';
import { CLAP_RATE } from '../pcm.ts';
import { encodeOpus } from '../playback/encode-opus.ts';
import { loudnessOf } from '../playback/loudness.ts';
import { previewWaveform } from '../playback/preview-waveform.ts';
import { chooseSection } from './choose-section.ts';
import { createLimiter, type Limiter } from './limit-peaks.ts';

/** A sound for the soundboard of a server: Ogg Opus within Discord's limits. */
export interface BoardSound {
  readonly audio: Uint8Array;
  readonly seconds: number;
  /** Where the cut begins in the sound, in seconds. */
  readonly start: number;
  /** Length of the sound that was cut, in seconds. */
  readonly sourceSeconds: number;
  /** Loudness in LUFS and true peak in dB of the encoded sound; null if it is silent. */
  readonly lufs: number | null;
  readonly truePeakDb: number | null;
  /** Peaks along time for the display of a voice message. */
  readonly waveform: string;
}

export interface BoardSoundOptions {
  /** Loudness of the result in LUFS. */
  readonly targetLufs: number;
  /** Where the cut begins, in seconds; by default where {@link chooseSection} finds it. */
  readonly start?: number | undefined;
  readonly timeoutMs: number;
}

/**
 * Loudness of a sound on a soundboard that has no other: the highest that even a click of 5 ms can have. A sine whose
 * peaks are at -1 dB has about -1.7 LUFS in two channels, and 5 ms are 1/80 (-19 dB) of a block of 400 ms.
 */
export const DEFAULT_LUFS = -21;
/**
 * Length of a cut: somewhat less than the 5.2 s that Discord allows, and more than a block of a loudness meter.
 * @see developers/resources/soundboard.mdx in discord/discord-api-docs, "Create Guild Soundboard Sound"
 */
const MAX_SECONDS = 5.15;
const MIN_SECONDS = 0.5;
/** Bits per second, for two equal channels: 5.15 s take 165 kB of the 512 kB that Discord allows. */
const BIT_RATE = 256_000;
/** Lengths of the fades in samples: 2 ms and 20 ms. */
const FADE_IN = CLAP_RATE / 500;
const FADE_OUT = CLAP_RATE / 50;
/** Greatest share of a cut that a fade takes, so that a click stays a click. */
const MAX_FADE_SHARE = 1 / 8;
/** Highest true peak in dB. The first try stays below it, because encoding changes peaks. */
const MAX_PEAK_DB = -1;
const FIRST_PEAK_DB = -1.5;
const PEAK_MARGIN_DB = 0.15;
/** Differences from the target, in LU, at which the search for the gain ends: before and after encoding. */
const GAIN_TOLERANCE = 0.02;
const TOLERANCE = 0.2;
const MAX_STEPS = 40;
const MAX_ENCODINGS = 8;
/** Reaches of the limiter in samples: 3 ms, and shorter ones for clicks and low tones that need more room. */
const REACHES = [144, 48, 12] as const;
/** Highest gain above full scale, in dB: what is needed to level a click. More would only amplify noise. */
const MAX_DRIVE_DB = 60;

/**
 * Cuts a sound for a soundboard: the section that carries it, faded at both ends, at the wanted loudness, with a true
 * peak of at most -1 dB. Peaks that leave no room for the loudness are limited. The result is decoded and measured,
 * and encoded again if the encoding moved its loudness or its peaks.
 * The file has two equal channels, so that meters that count a single channel as half agree about its loudness.
 * @param samples mono, at 48 kHz
 */
export async function makeBoardSound(samples: Float32Array, options: BoardSoundOptions): Promise<BoardSound> {
  const { targetLufs, start, timeoutMs } = options;
  const maxLength = Math.floor(MAX_SECONDS * CLAP_RATE);
  const wanted = start === undefined ? undefined : clamp(Math.round(start * CLAP_RATE), samples.length);
  const { from, to } = chooseSection(samples, maxLength, wanted);
  const section = faded(samples.subarray(from, to));
  const limiter = createLimiter(section);
  let aim = { lufs: targetLufs, peakDb: FIRST_PEAK_DB };
  let best: (BoardSound & { readonly distance: number }) | undefined;
  for (let encoding = 1; ; encoding++) {
    const leveled = level(section, limiter, aim);
    const audio = await encodeOpus(leveled.slice(), { bitRate: BIT_RATE, channels: 2, timeoutMs });
    const { levels } = await decodeAudio(audio, { ...DECODING, timeoutMs });
    const { lufs = null, truePeakDb = null } = levels ?? {};
    const missing = lufs === null ? 0 : targetLufs - lufs;
    const room = MAX_PEAK_DB - (truePeakDb ?? MAX_PEAK_DB);
    // A peak above the limit counts more than any loudness.
    const distance = Math.abs(missing) + (room < 0 ? 100 - room : 0);
    if (best === undefined || distance < best.distance) {
      const seconds = leveled.length / CLAP_RATE;
      const where = { seconds, start: from / CLAP_RATE, sourceSeconds: samples.length / CLAP_RATE };
      best = { audio, ...where, lufs, truePeakDb, waveform: previewWaveform(leveled), distance };
    }
    if (best.distance <= TOLERANCE || encoding === MAX_ENCODINGS) {
      const { distance: _, ...sound } = best;
      return sound;
    }
    const isShort = room < 0 || missing > TOLERANCE;
    aim = { lufs: aim.lufs + missing, peakDb: Math.min(0, aim.peakDb + (isShort ? room - PEAK_MARGIN_DB : 0)) };
  }
}

const DECODING = { decoder: 'wasm', withClap: false, withLevels: true, maxSeconds: 2 * MAX_SECONDS } as const;

/** Returns a section with fades at both ends, and silence after it if it is shorter than the minimum. */
function faded(section: Float32Array): Float32Array {
  const samples = new Float32Array(Math.max(section.length, Math.floor(MIN_SECONDS * CLAP_RATE)));
  const fadeIn = Math.min(FADE_IN, MAX_FADE_SHARE * section.length);
  const fadeOut = Math.min(FADE_OUT, MAX_FADE_SHARE * section.length);
  for (const [i, sample] of section.entries()) {
    const gain = Math.min(fade(i, fadeIn), fade(section.length - 1 - i, fadeOut));
    samples[i] = gain * sample;
  }
  return samples;
}

/** Returns the gain of a fade at `i` samples from its outer end: a raised cosine. */
function fade(i: number, length: number): number {
  return i < length ? 0.5 - 0.5 * Math.cos((Math.PI * i) / length) : 1;
}

/** Returns the section at a loudness, or as near to it as a limiter comes. Silence stays silence. */
function level(section: Float32Array, limiter: Limiter, aim: { lufs: number; peakDb: number }): Float32Array {
  const loudness = loudnessOf(section);
  if (loudness === null) return section;
  const highest = section.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  const maxDb = MAX_DRIVE_DB - 20 * Math.log10(highest);
  let best = { leveled: section, distance: Number.POSITIVE_INFINITY };
  for (const reach of REACHES) {
    let gainDb = Math.min(maxDb, aim.lufs - loudness);
    for (let step = 0; step < MAX_STEPS; step++) {
      const leveled = limiter.limit(10 ** (gainDb / 20), 10 ** (aim.peakDb / 20), reach);
      const missing = aim.lufs - (loudnessOf(leveled) ?? aim.lufs);
      if (Math.abs(missing) < best.distance) best = { leveled, distance: Math.abs(missing) };
      if (best.distance <= GAIN_TOLERANCE || (missing > 0 && gainDb === maxDb)) break;
      gainDb = Math.min(maxDb, gainDb + missing);
    }
    if (best.distance <= TOLERANCE) break;
  }
  return best.leveled;
}

function clamp(start: number, length: number): number {
  return Math.max(0, Math.min(start, length - Math.floor(MIN_SECONDS * CLAP_RATE)));
}
