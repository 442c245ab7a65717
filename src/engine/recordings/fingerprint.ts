import { FEATURE_RATE } from '../pcm.ts';
import { bandDifference } from './band-levels.ts';
import { BANDS, findPeaks, type Peaks } from './peaks.ts';
import { FINGERPRINT_VERSION, type Fingerprint } from './recording.ts';

/** Maximum size of a fingerprint. If a very short sound has more peaks than fit, the last peaks are left out. */
const MAX_BYTES_PER_SECOND = 300;

/** Computes the fingerprint of a sound at {@link FEATURE_RATE}. Silence has no peaks. */
export function fingerprintOf(samples: Float32Array): Fingerprint {
  const seconds = samples.length / FEATURE_RATE;
  const data = encodePeaks(findPeaks(samples), Math.floor(MAX_BYTES_PER_SECOND * seconds));
  return { version: FINGERPRINT_VERSION, seconds, data };
}

/**
 * Encodes peaks as bytes: levels of bands, first audible frame, number of audible frames, and two bytes for most peaks.
 * A peak is encoded as the number of frames since the previous peak, followed by its bin. Numbers are LEB128.
 */
export function encodePeaks({ bands, first, last, frames, bins }: Peaks, maxBytes: number): Uint8Array {
  const bytes: number[] = [...bands];
  const write = (value: number) => {
    let rest = value;
    for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
    bytes.push(rest);
  };
  write(first);
  write(last - first);
  let before = first;
  frames.forEach((frame, i) => {
    if (bytes.length + 2 > maxBytes) return;
    write(frame - before);
    bytes.push(bins[i] ?? 0);
    before = frame;
  });
  return Uint8Array.from(bytes);
}

/** Returns how much the band levels of two sounds differ, in dB, from 0 for sounds with the same levels. */
export function levelDifference(a: Fingerprint, b: Fingerprint): number {
  return bandDifference(a.data.subarray(0, BANDS), b.data.subarray(0, BANDS));
}

/** Reads the peaks of a fingerprint. Bytes that are cut off or damaged give fewer or other peaks, and no error. */
export function peaksOf({ data }: Fingerprint): Peaks {
  const bands = new Uint8Array(BANDS);
  bands.set(data.subarray(0, BANDS));
  let at = BANDS;
  const read = () => {
    let value = 0;
    for (let shift = 0; at < data.length && shift < 28; shift += 7) {
      const byte = data[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return value;
  };
  const first = read();
  const last = first + read();
  const frames = new Uint32Array(data.length / 2);
  const bins = new Uint8Array(data.length / 2);
  let count = 0;
  for (let frame = first; at + 1 < data.length; count++) {
    frame = Math.min(last, frame + read());
    frames[count] = frame;
    bins[count] = data[at++] ?? 0;
  }
  return { bands, first, last, frames: frames.subarray(0, count), bins: bins.subarray(0, count) };
}
