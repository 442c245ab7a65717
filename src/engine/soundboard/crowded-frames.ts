/** Samples in a frame: 20 ms at 48 kHz. */
const FRAME = 960;
/** Lowest peak of a frame that can be clipped, relative to full scale: codecs move the level of flat tops. */
const MIN_PEAK = 0.85;
/** Samples from this share of the peak on are near it. */
const NEAR = 0.85;
/** Share of samples near the peak above which a frame is crowded. A sine has 35 %, and music less. */
const MIN_SHARE = 0.4;

/**
 * Counts the frames whose samples crowd near their peak, and near full scale. A codec rounds the flat tops of a clipped
 * sound off, so that no two samples are equal any more, but they stay near the level at which the sound was cut off.
 * @param samples mono, at 48 kHz
 */
export function crowdedFrames(samples: Float32Array): number {
  let crowded = 0;
  for (let from = 0; from + FRAME <= samples.length; from += FRAME) {
    const frame = samples.subarray(from, from + FRAME);
    const peak = frame.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
    if (peak < MIN_PEAK) continue;
    const near = frame.reduce((count, sample) => count + (Math.abs(sample) >= NEAR * peak ? 1 : 0), 0);
    if (near > MIN_SHARE * FRAME) crowded += 1;
  }
  return crowded;
}
