import { UserError } from '../../errors.ts';
import { AUDIO_FORMATS, type AudioFormat } from '../audio-formats.ts';
import { beginsWith, formatOf, SIGNATURE_BYTES } from '../recognize-format.ts';
import type { Contents } from './list-tracks.ts';

/** Kinds of files that the bot does not read, with the bytes that such a file begins with. `?` stands for any byte. */
const UNREAD: readonly (readonly [name: string, ...signatures: string[]])[] = [
  ['MIDI', 'MThd', 'RIFF????RMID'],
  ['RealMedia', '.RMF', '.ra\xfd'],
  ['IT (tracker module)', 'IMPM'],
  ['XM (tracker module)', 'Extended Module'],
  ['OptimFROG', 'OFR '],
  ['PAF (Ensoniq)', ' paf', 'fap '],
  ['MIDI sample dump (SDS)', '\xf0\x7e'],
  ['MATLAB', 'MATLAB'],
  ['XI (FastTracker instrument)', 'Extended Instrument'],
  ['TX-16W', 'LM8953'],
  ['Psion WVE', 'ALawSoundFile'],
  ['SampleVision', 'SOUND SAMPLE DATA'],
  ['SoX', '.SoX', 'XoS.'],
  ['SNDTOOL (SNDT)', 'SOUND\x1a'],
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
/** Codecs that the bot decodes with a decoder whose name differs from the name of the codec. */
const OTHER_NAMES = [
  'dts',
  'adpcm_g722',
  'adpcm_g726',
  'amr_nb',
  'amr_wb',
  'musepack7',
  'musepack8',
  'none',
  'unknown',
];

/**
 * Returns the error for a file of which nothing could be decoded. The error names the format if it is known.
 * @param bytes the first {@link SIGNATURE_BYTES} bytes of the file or more; a shorter file as a whole
 */
export function explainFailure(bytes: Uint8Array, contents: Contents | null): UserError {
  const unread = UNREAD.find(([, ...signatures]) => signatures.some((letters) => beginsWith(bytes, letters)));
  if (unread) return new UserError({ code: 'formatUnsupported', format: unread[0] });
  const codecs = contents?.codecs ?? [];
  const known = formatOf(bytes);
  const mayBeFilm = known === null || known.isVideo === true;
  if (contents?.isReadable && codecs.length === 0 && mayBeFilm) return new UserError({ code: 'noSoundTrack' });
  if (known === null) return new UserError({ code: 'notAudio' });
  const format = known.name;
  const codec = unreadCodec(bytes, format, codecs);
  if (codec !== null) return new UserError({ code: 'formatUnsupported', format: `${format}, ${codec}` });
  return new UserError({ code: 'fileDamaged', format });
}

/** Returns the name of the codec of a file's sound, if the bot does not decode this codec; otherwise null. */
function unreadCodec(bytes: Uint8Array, format: string, codecs: readonly string[]): string | null {
  const unknown = codecs.find((codec) => !DECODERS.includes(codec) && !OTHER_NAMES.includes(codec));
  if (unknown) return unknown.replaceAll('_', ' ');
  if (format === 'MP3' && isFreeFormat(bytes)) return 'free format';
  const tag = format === 'WAV' && beginsWith(bytes, 'fmt ', 12) ? (bytes[20] ?? 0) + 256 * (bytes[21] ?? 0) : null;
  const isUnnamed = codecs.some((codec) => codec === 'none' || codec === 'unknown');
  return tag !== null && isUnnamed ? `0x${tag.toString(16).padStart(4, '0')}` : null;
}

/** Returns whether the first frame header of an MP3 file states no bit rate. */
function isFreeFormat(bytes: Uint8Array): boolean {
  const size = (at: number) => ((bytes[at] ?? 0) << 21) | ((bytes[at + 1] ?? 0) << 14) | ((bytes[at + 2] ?? 0) << 7);
  const start = beginsWith(bytes, 'ID3') ? 10 + size(6) + (bytes[9] ?? 0) : 0;
  return bytes[start] === 0xff && ((bytes[start + 1] ?? 0) & 0xe0) === 0xe0 && ((bytes[start + 2] ?? 0) & 0xf0) === 0;
}
