import { bandLimited } from './band-limit.ts';
import { extentOf } from './trim.ts';

/** Samples of silence put before and after a signal, so that what begins or ends with the file is heard whole: 40 ms. */
const SURROUND = 882;
/** Samples over which a sound is faded in and out, 12 ms. */
const FADE = 256;
/** Samples after which the filters have forgotten how a sound began, to the last bit that counts: 0.19 s. */
const SETTLED = 4096;

/**
 * What of a signal is listened to: from its first to its last sound, what codecs keep of it, faded at both ends, and
 * scaled so that its loudest 3 ms have an RMS of 1. Makes everything after it deaf to gain, to silence around the
 * sound, and to the click of an abrupt beginning, which resamplers and coders make otherwise where a file begins than
 * within silence.
 * @returns the signal and the gain that was undone; null for silence
 */
export function excerpt(samples: Float32Array): { signal: Float32Array; loudest: number } | null {
  const surrounded = new Float32Array(samples.length + 2 * SURROUND);
  surrounded.set(samples, SURROUND);
  const limited = bandLimited(surrounded);
  const extent = extentOf(limited);
  if (!extent) return null;
  const signal = limited.slice(extent.from, extent.to);
  // Filtered anew behind the fade, or the filters would carry the click past it.
  const beginning = surrounded.slice(extent.from, Math.min(extent.to, extent.from + SETTLED));
  for (let i = 0; i < FADE; i++) beginning[i] = (beginning[i] ?? 0) * rise(i, beginning.length);
  signal.set(bandLimited(beginning));
  const last = signal.length - 1;
  for (let i = 0; i < FADE; i++) signal[last - i] = (signal[last - i] ?? 0) * rise(i, signal.length);
  for (let i = 0; i < signal.length; i++) signal[i] = (signal[i] ?? 0) / extent.loudest;
  return { signal, loudest: extent.loudest };
}

/** Gain at the sample `i` from an end: half a period of a raised cosine, over half of what is shorter than two. */
function rise(i: number, length: number): number {
  const fade = Math.min(FADE, length / 2);
  return i < fade ? 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / fade) : 1;
}
