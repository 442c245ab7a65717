/**
 * Energies of the channels of a sound.
 * `products[a * channels + b]`, for a <= b, is the sum of the products of the samples of channels a and b.
 */
export interface ChannelEnergies {
  readonly channels: number;
  readonly products: Float64Array;
}

export function createChannelEnergies(channels: number): ChannelEnergies {
  return { channels, products: new Float64Array(channels * channels) };
}

/** Returns the weights of the channels with which the mono mix is the mean of the channels. */
export function meanWeights(channels: number): Float32Array {
  return new Float32Array(channels).fill(1 / channels);
}

/**
 * Returns the weights of the channels in a mono mix in which no channel is lost.
 *
 * The mix is the mean of the channels, except that a channel which would lower the energy of the mix is subtracted
 * instead of added. Such a channel repeats others with the opposite polarity. Channels are inverted one at a time, the
 * one that lowers the energy most first; of equals, the last. Every inversion raises the energy of the mix, so the
 * search ends, and the result has at least half the energy that the mean of uncorrelated channels would have. For two
 * channels of equal energy, the second is inverted if their correlation is below -1/2.
 */
export function mixWeights({ channels, products }: ChannelEnergies): Float32Array {
  const weights = meanWeights(channels);
  const energy = (a: number, b: number) => products[Math.min(a, b) * channels + Math.max(a, b)] ?? 0;
  const sign = (channel: number) => Math.sign(weights[channel] ?? 0);
  for (;;) {
    let worst = -1;
    let lowest = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      // What the channel adds to the energy of the mix: its own energy, and twice its products with all other channels.
      let share = -energy(channel, channel);
      for (let other = 0; other < channels; other += 1) {
        share += 2 * sign(channel) * sign(other) * energy(channel, other);
      }
      // Without the margin, rounding errors could invert a channel back and forth forever.
      if (share < -1e-9 * energy(channel, channel) && share <= lowest) [worst, lowest] = [channel, share];
    }
    if (worst < 0) return weights;
    weights[worst] = -(weights[worst] ?? 0);
  }
}

/** Number of products of channels that are computed per frame at most, so that many channels do not take too long. */
const MAX_PRODUCTS = 128;

/**
 * Mixes interleaved frames to mono, written from the start of `mono`, and updates the channel energies.
 * Adds to `products`, for each pair of channels, the product of their samples. With more than 15 channels, only every
 * nth frame is added to `products`, so that the cost is bounded. All frames are mixed.
 */
export function mixFrames(
  frames: Float32Array,
  weights: Float32Array,
  mono: Float32Array,
  { channels, products }: ChannelEnergies,
): void {
  const stride = Math.ceil((channels * (channels + 1)) / 2 / MAX_PRODUCTS);
  for (let frame = 0; frame * channels < frames.length; frame += 1) {
    const start = frame * channels;
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += (weights[channel] ?? 0) * (frames[start + channel] ?? 0);
    }
    mono[frame] = sum;
    if (frame % stride !== 0) continue;
    for (let a = 0; a < channels; a += 1) {
      const sample = frames[start + a] ?? 0;
      if (sample === 0) continue;
      for (let b = a; b < channels; b += 1) {
        const at = a * channels + b;
        products[at] = (products[at] ?? 0) + sample * (frames[start + b] ?? 0);
      }
    }
  }
}
