import { invalidForm } from '../rest/errors.ts';
import type { SoundFile } from '../world/world.ts';

/**
 * Limits of a sound of a soundboard: "a max file size of 512kb and a max duration of 5.2 seconds".
 * @see developers/resources/soundboard.mdx in discord/discord-api-docs, "Create Guild Soundboard Sound"
 */
const MAX_BYTES = 512 * 1024;
const MAX_SECONDS = 5.2;

/** Sample rates of MPEG audio by the bits of its version (2.5, -, 2, 1) and of its rate. */
const RATES = [[11_025, 12_000, 8000], [], [22_050, 24_000, 16_000], [44_100, 48_000, 32_000]] as const;
/** Bit rates of layer III in kbit/s by their bits: of MPEG 1, and of MPEG 2 and 2.5. */
const BIT_RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const;
const BIT_RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;
/** Rate at which Ogg Opus counts its samples, whatever the rate of its input. */
const OPUS_RATE = 48_000;

/**
 * Returns the file of a sound with its content type.
 * @throws DiscordError 50035 if the file is neither MP3 nor Ogg, too large or too long. The API documents no codes for
 * these; the code of the size is that of custom emojis.
 */
export function checkSoundFile(bytes: Uint8Array): SoundFile {
  if (bytes.byteLength > MAX_BYTES) throw refused('BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 512.0 kb.');
  const isOgg = latin1(bytes, 0, 4) === 'OggS';
  const seconds = isOgg ? oggSeconds(bytes) : mp3Seconds(bytes);
  if (seconds === null) throw refused('SOUND_TYPE_INVALID', 'Unsupported sound type given.');
  if (seconds > MAX_SECONDS) throw refused('SOUND_DURATION_TOO_LONG', 'Sounds must be 5.2 seconds or shorter.');
  return { bytes, contentType: isOgg ? 'audio/ogg' : 'audio/mpeg' };
}

/** Returns the bytes of a data URI such as `data:audio/ogg;base64,T2dnUw…`. @throws DiscordError 50035 if it is none */
export function decodeSound(uri: string): Uint8Array {
  const encoded = /^data:audio\/(?:ogg|mpeg|mp3);base64,([A-Za-z0-9+/]+={0,2})$/.exec(uri)?.[1];
  if (encoded === undefined) throw refused('SOUND_TYPE_INVALID', 'Unsupported sound type given.');
  return new Uint8Array(Buffer.from(encoded, 'base64'));
}

const refused = (code: string, message: string) => invalidForm({ sound: { _errors: [{ code, message }] } });

/** Returns the length of an Ogg file with Opus or Vorbis, by the position in its last page; null if it has neither. */
function oggSeconds(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 27 + (bytes[26] ?? 0);
  const isOpus = latin1(bytes, start, 8) === 'OpusHead';
  if (!isOpus && latin1(bytes, start + 1, 6) !== 'vorbis') return null;
  const skipped = isOpus ? view.getUint16(start + 10, true) : 0;
  const rate = isOpus ? OPUS_RATE : view.getUint32(start + 12, true);
  let end = 0;
  for (let at = 0; latin1(bytes, at, 4) === 'OggS' && at + 27 <= bytes.byteLength; ) {
    end = Math.max(end, Number(view.getBigInt64(at + 6, true)));
    const segments = bytes[at + 26] ?? 0;
    const sizes = bytes.subarray(at + 27, at + 27 + segments);
    at += 27 + segments + sizes.reduce((sum, size) => sum + size, 0);
  }
  return rate === 0 ? null : Math.max(0, end - skipped) / rate;
}

/** Returns the length of an MP3 file, by its frames; null if it has none. */
function mp3Seconds(bytes: Uint8Array): number | null {
  // The size of an ID3 tag has 7 bits in each of its 4 bytes.
  const tag =
    latin1(bytes, 0, 3) === 'ID3' ? bytes.subarray(6, 10).reduce((size, byte) => size * 128 + byte, 0) + 10 : 0;
  let seconds = 0;
  let frames = 0;
  for (let at = tag; at + 4 <= bytes.byteLength; ) {
    const frame = mp3Frame(bytes, at);
    if (frame === null) break;
    seconds += frame.seconds;
    frames += 1;
    at += frame.bytes;
  }
  return frames === 0 ? null : seconds;
}

/** Returns the size and the length of the frame of layer III at a position; null if there is none. */
function mp3Frame(bytes: Uint8Array, at: number): { bytes: number; seconds: number } | null {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || ((second >> 1) & 3) !== 1) return null;
  const version = (second >> 3) & 3;
  const isVersion1 = version === 3;
  const rate = RATES[version]?.[(third >> 2) & 3];
  const bitRate = (isVersion1 ? BIT_RATES_1 : BIT_RATES_2)[third >> 4];
  if (rate === undefined || bitRate === undefined || bitRate === 0) return null;
  const samples = isVersion1 ? 1152 : 576;
  return { bytes: Math.floor(((samples / 8) * 1000 * bitRate) / rate) + ((third >> 1) & 1), seconds: samples / rate };
}

function latin1(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.subarray(start, start + length)).toString('latin1');
}
