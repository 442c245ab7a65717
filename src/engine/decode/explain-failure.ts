import { UserError } from '../../errors.ts';
import { AUDIO_FORMATS, type AudioFormat, beginsWith, formatOf, SIGNATURE_BYTES } from '../audio-formats.ts';
import type { Stream } from './list-streams.ts';

/** Kinds of files that members send and the bot does not read, with their first letters. `?` is any byte. */
const UNREAD: readonly (readonly [name: string, ...signatures: string[]])[] = [
  ['MIDI', 'MThd', 'RIFF????RMID'],
  ['RealMedia', '.RMF', '.ra\xfd'],
  ['IT (tracker module)', 'IMPM'],
  ['XM (tracker module)', 'Extended Module'],
  ['OptimFROG', 'OFR '],
  ['SoundFont', 'RIFF????sfbk'],
  ['FL Studio (FLP)', 'FLhd'],
  ['SQLite', 'SQLite format 3'],
  ['playlist', '#EXTM3U', '[playlist]', '<asx', 'ffconcat'],
  ['ZIP', 'PK\x03\x04'],
  ['RAR', 'Rar!'],
  ['7-Zip', '7z\xbc\xaf\x27\x1c'],
  ['gzip', '\x1f\x8b'],
  ['PDF', '%PDF'],
  ['PNG', '\x89PNG'],
  ['JPEG', '\xff\xd8\xff'],
  ['GIF', 'GIF8'],
  ['WebP', 'RIFF????WEBP'],
  ['Flash', 'FWS', 'CWS', 'ZWS'],
];

const DECODERS: readonly string[] = AUDIO_FORMATS.flatMap((format: AudioFormat) => format.decoders);
/** Codecs whose decoders have other names than the codec. */
const CODECS = ['dts', 'adpcm_g722', 'adpcm_g726', 'amr_nb', 'amr_wb', 'musepack7', 'musepack8', 'none', 'unknown'];

/**
 * Returns the error for a file of which nothing could be decoded. Names the format if it is known.
 * @param bytes beginning of the file, at least {@link SIGNATURE_BYTES} if there are as many
 */
export function explainFailure(bytes: Uint8Array, streams: readonly Stream[]): UserError {
  const unread = UNREAD.find(([, ...signatures]) => signatures.some((letters) => beginsWith(bytes, letters)));
  if (unread) return new UserError({ code: 'formatUnsupported', format: unread[0] });
  const sound = streams.filter(({ type }) => type === 'audio');
  if (streams.length > 0 && sound.length === 0) return new UserError({ code: 'noSoundTrack' });
  const format = formatOf(bytes);
  if (format === null) return new UserError({ code: 'notAudio' });
  const codec = unreadCodec(bytes, format, sound);
  if (codec !== null) return new UserError({ code: 'formatUnsupported', format: `${format}, ${codec}` });
  return new UserError({ code: 'fileDamaged', format });
}

/** Returns the name of a codec that the bot does not decode; null if the sound of the file has none. */
function unreadCodec(bytes: Uint8Array, format: string, sound: readonly Stream[]): string | null {
  const unknown = sound.find(({ codec }) => !DECODERS.includes(codec) && !CODECS.includes(codec));
  if (unknown) return unknown.codec.replaceAll('_', ' ');
  if (format === 'MP3' && isFreeFormat(bytes)) return 'free format';
  const tag = format === 'WAV' && beginsWith(bytes, 'fmt ', 12) ? (bytes[20] ?? 0) + 256 * (bytes[21] ?? 0) : null;
  const isUnnamed = sound.some(({ codec }) => codec === 'none' || codec === 'unknown');
  return tag !== null && isUnnamed ? `0x${tag.toString(16).padStart(4, '0')}` : null;
}

/** Returns whether the first frame header of an MP3 file states no bit rate. */
function isFreeFormat(bytes: Uint8Array): boolean {
  const size = (at: number) => ((bytes[at] ?? 0) << 21) | ((bytes[at + 1] ?? 0) << 14) | ((bytes[at + 2] ?? 0) << 7);
  const start = beginsWith(bytes, 'ID3') ? 10 + size(6) + (bytes[9] ?? 0) : 0;
  return bytes[start] === 0xff && ((bytes[start + 1] ?? 0) & 0xe0) === 0xe0 && ((bytes[start + 2] ?? 0) & 0xf0) === 0;
}
