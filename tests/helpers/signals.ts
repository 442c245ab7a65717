export function silence(rate: number, seconds = 1): Float32Array {
  return new Float32Array(Math.round(rate * seconds));
}

/** Returns a sine that starts at phase 0. */
export function sine(hertz: number, seconds: number, rate: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
}

/** Returns one second of silence with one sample of value 1 in the middle. */
export function click(rate: number): Float32Array {
  const samples = silence(rate);
  samples[Math.floor(rate / 2)] = 1;
  return samples;
}

/** Returns uniform white noise, the same for the same seed (xorshift32). */
export function noise(rate: number, seconds = 1, amplitude = 1, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: Math.round(rate * seconds) }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (amplitude * state) / 2 ** 31;
  });
}

/** Encodes samples as a mono WAV file with 32-bit floats. */
export function wav(samples: Float32Array, rate: number): Uint8Array {
  const bytes = new Uint8Array(44 + 4 * samples.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + 4 * samples.length, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 4 * rate, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 32, true);
  text(36, 'data');
  view.setUint32(40, 4 * samples.length, true);
  samples.forEach((sample, i) => {
    view.setFloat32(44 + 4 * i, sample, true);
  });
  return bytes;
}

const RATE = 22_050;

/** Returns a WAV file with a sine. */
export function toneFile(hertz = 440, seconds = 1): Uint8Array {
  return wav(sine(hertz, seconds, RATE), RATE);
}

/** Returns a WAV file with white noise. */
export function noiseFile(seconds = 1): Uint8Array {
  return wav(noise(RATE, seconds), RATE);
}
