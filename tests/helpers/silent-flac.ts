const BLOCK_SAMPLES = 60_000;

/**
 * Returns a FLAC file of silence.
 * Each frame has 60,000 samples in 12 to 14 bytes, so that three hours of silence are a file of 24 KB.
 * @param claimedSeconds duration that the header states; 0 means unknown
 */
export function silentFlac(seconds: number, { rate = 8000, channels = 1, claimedSeconds = seconds } = {}): Uint8Array {
  const frames = Math.ceil((seconds * rate) / BLOCK_SAMPLES);
  const parts = [streamInfo(rate, channels, Math.round(claimedSeconds * rate))];
  for (let index = 0; index < frames; index += 1) parts.push(frame(index, channels));
  return Uint8Array.from(parts.flat());
}

/**
 * Returns the STREAMINFO block of a FLAC file with 16 bits per sample.
 * See https://www.rfc-editor.org/rfc/rfc9639.html#section-8.2.
 */
function streamInfo(rate: number, channels: number, samples: number): number[] {
  const block = [BLOCK_SAMPLES >> 8, BLOCK_SAMPLES & 255];
  const rateAndDepth = [rate >> 12, (rate >> 4) & 255, ((rate & 15) << 4) | ((channels - 1) << 1), 15 << 4];
  const total = [24, 16, 8, 0].map((shift) => Math.floor(samples / 2 ** shift) & 255);
  const head = [...Buffer.from('fLaC'), 0x80, 0, 0, 34];
  return [...head, ...block, ...block, ...Array(6).fill(0), ...rateAndDepth, ...total, ...Array(16).fill(0)];
}

/** Returns a FLAC frame whose subframes, one a channel, are the constant 0 (RFC 9639, section 9). */
function frame(index: number, channels: number): number[] {
  const length = BLOCK_SAMPLES - 1;
  const head = [
    0xff,
    0xf8,
    0x70,
    ((channels - 1) << 4) | 0x08,
    ...Buffer.from(String.fromCodePoint(index)),
    length >> 8,
    length & 255,
  ];
  const body = [...head, crc(head, 8, 0x07), ...Array(3 * channels).fill(0)];
  const check = crc(body, 16, 0x8005);
  return [...body, check >> 8, check & 255];
}

function crc(bytes: readonly number[], bits: number, polynomial: number): number {
  const top = 2 ** (bits - 1);
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & top ? (sum << 1) ^ polynomial : sum << 1) & (2 ** bits - 1);
    }
  }
  return sum;
}
