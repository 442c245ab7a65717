import { CLAP_RATE } from '../pcm.ts';

/**
 * Discord's limits for the waveform of a voice message: one point per 100 ms, and 256 points.
 * @see developers/resources/message.mdx in discord/discord-api-docs, "Voice Messages"
 */
const SECONDS_PER_POINT = 0.1;
const MAX_POINTS = 256;

/** Returns the peak of each part of a sound, from 0 to 255, as base64. @param samples mono, at 48 kHz */
export function previewWaveform(samples: Float32Array): string {
  const points = Math.max(1, Math.min(MAX_POINTS, Math.floor(samples.length / (SECONDS_PER_POINT * CLAP_RATE))));
  const peaks = new Uint8Array(points);
  for (let point = 0; point < points; point++) {
    const end = Math.floor(((point + 1) * samples.length) / points);
    let peak = 0;
    for (let i = Math.floor((point * samples.length) / points); i < end; i++)
      peak = Math.max(peak, Math.abs(samples[i] ?? 0));
    peaks[point] = Math.round(255 * Math.min(1, peak));
  }
  return Buffer.from(peaks).toString('base64');
}
