/** A kind of file that the bot reads. */
export interface AudioFormat {
  readonly name: string;
  /** Usual file extensions, the most common first. */
  readonly extensions: readonly string[];
  /** Extensions that Discord offers besides its groups `audio` and `video`. It takes eight at most. */
  readonly offered?: readonly string[];
  /** Extensions with which browsers play such files, unless a codec's letters from `except` are in the file. */
  readonly played?: { readonly extensions: readonly string[]; readonly except?: readonly string[] };
  /** Whether such files may have pictures and no sound. */
  readonly isVideo?: true;
  /** Content types, besides those that begin with `audio/` or `video/`. */
  readonly types?: readonly string[];
  /** How such files begin: letters at an index, 0 by default. `?` is any byte. */
  readonly signatures: readonly (string | readonly [at: number, letters: string])[];
  /** Names of ffmpeg's demuxers, which divide the file into packets. */
  readonly demuxers: readonly string[];
  /** Names of ffmpeg's decoders for what usually is in such files. Any format may use the decoders of another. */
  readonly decoders: readonly string[];
}

/** Decoders of uncompressed samples, which many containers hold. */
const PCM = [
  'pcm_alaw,pcm_mulaw,pcm_u8,pcm_s8,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,pcm_s64be,pcm_s64le',
  'pcm_f16le,pcm_f24le,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,pcm_u16be,pcm_u16le,pcm_u24be,pcm_u24le,pcm_u32be',
  'pcm_u32le,pcm_s8_planar,pcm_s16be_planar,pcm_s16le_planar,pcm_s24le_planar,pcm_s32le_planar',
].flatMap((names) => names.split(','));
const MPEG_AUDIO = ['mp1', 'mp1float', 'mp2', 'mp2float', 'mp3', 'mp3float'];
const ADPCM = ['adpcm_ima_qt', 'adpcm_ima_wav', 'adpcm_ms', 'adpcm_swf', 'adpcm_yamaha', 'g722', 'g726'];

/**
 * The formats that the bot reads, the most common first.
 * This list alone decides what ffmpeg may open and decode, which files Discord offers, which attachments of a message
 * count as audio, which files browsers play, which extensions stored files have, and what the documentation promises.
 * Playlists and scripts (HLS, DASH, concat, SDP, ...) must never be added: they make ffmpeg read other files or the
 * network.
 */
export const AUDIO_FORMATS = [
  {
    name: 'WAV',
    extensions: ['wav', 'wave', 'bwf', 'rf64', 'w64'],
    played: { extensions: ['wav'] },
    signatures: ['RIFF????WAVE', 'RIFX????WAVE', 'RF64????WAVE', 'BW64????WAVE', 'riff\x2e\x91\xcf\x11'],
    demuxers: ['wav', 'w64'],
    decoders: [...PCM, ...ADPCM, 'gsm_ms', 'truespeech'],
  },
  {
    name: 'MP3',
    extensions: ['mp3', 'mp2', 'mp1', 'mpga'],
    played: { extensions: ['mp3'] },
    signatures: ['ID3', '\xff\xfb', '\xff\xfa', '\xff\xf3', '\xff\xf2', '\xff\xe3', '\xff\xfd', '\xff\xfc', '\xff\xff'],
    demuxers: ['mp3'],
    decoders: MPEG_AUDIO,
  },
  {
    name: 'Ogg',
    isVideo: true,
    extensions: ['ogg', 'oga', 'opus', 'spx', 'ogv', 'ogx'],
    played: { extensions: ['ogg', 'opus'], except: ['Speex   '] },
    offered: ['oga'],
    types: ['application/ogg', 'application/x-ogg'],
    signatures: ['OggS'],
    demuxers: ['ogg'],
    decoders: ['opus', 'libopus', 'vorbis', 'libvorbis', 'speex', 'libspeex'],
  },
  {
    name: 'M4A',
    isVideo: true,
    extensions: ['m4a', 'mp4', 'mov', 'm4b', 'm4v', '3gp', '3g2', 'qt'],
    played: { extensions: ['m4a', 'mp4', 'mov'], except: ['alac', 'samr', 'sawb', 'ac-3', 'ec-3'] },
    types: ['application/mp4'],
    signatures: [
      [4, 'ftyp'],
      [4, 'moov'],
      [4, 'mdat'],
      [4, 'wide'],
    ],
    demuxers: ['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2'],
    decoders: ['aac', 'alac'],
  },
  {
    name: 'FLAC',
    extensions: ['flac'],
    played: { extensions: ['flac'] },
    signatures: ['fLaC'],
    demuxers: ['flac'],
    decoders: ['flac'],
  },
  {
    name: 'AAC',
    extensions: ['aac', 'adts'],
    offered: ['aac'],
    signatures: ['\xff\xf1', '\xff\xf9'],
    demuxers: ['aac'],
    decoders: ['aac', 'aac_latm'],
  },
  {
    name: 'AIFF',
    extensions: ['aif', 'aiff', 'aifc'],
    offered: ['aif', 'aiff'],
    signatures: ['FORM????AIFF', 'FORM????AIFC'],
    demuxers: ['aiff'],
    decoders: PCM,
  },
  {
    name: 'WMA',
    isVideo: true,
    extensions: ['wma', 'asf', 'wmv'],
    offered: ['wma'],
    types: ['application/vnd.ms-asf'],
    signatures: ['\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
    demuxers: ['asf'],
    decoders: ['wmalossless', 'wmapro', 'wmav1', 'wmav2', 'wmavoice'],
  },
  {
    name: 'AMR',
    extensions: ['amr', 'awb'],
    offered: ['amr'],
    signatures: ['#!AMR'],
    demuxers: ['amr'],
    decoders: ['amrnb', 'amrwb'],
  },
  {
    name: 'Matroska',
    isVideo: true,
    extensions: ['mkv', 'webm', 'weba', 'mka'],
    played: { extensions: ['webm'] },
    offered: ['mkv'],
    types: ['application/x-matroska'],
    signatures: ['\x1a\x45\xdf\xa3'],
    demuxers: ['matroska', 'webm'],
    decoders: ['opus', 'libopus', 'vorbis', 'libvorbis'],
  },
  {
    name: 'MPEG program stream',
    isVideo: true,
    extensions: ['mpg', 'mpeg', 'vob', 'm2p'],
    offered: ['mpg'],
    signatures: ['\x00\x00\x01\xba'],
    demuxers: ['mpeg'],
    decoders: [...MPEG_AUDIO, 'pcm_dvd'],
  },
  {
    name: 'MPEG transport stream',
    isVideo: true,
    extensions: ['ts', 'mts', 'm2ts'],
    signatures: [],
    demuxers: ['mpegts'],
    decoders: [...MPEG_AUDIO, 'pcm_bluray', 's302m'],
  },
  {
    name: 'AVI',
    isVideo: true,
    extensions: ['avi'],
    signatures: ['RIFF????AVI ', 'RIFF????AVIX'],
    demuxers: ['avi'],
    decoders: [...MPEG_AUDIO, ...PCM],
  },
  {
    name: 'Flash video',
    isVideo: true,
    extensions: ['flv'],
    signatures: ['FLV\x01'],
    demuxers: ['flv'],
    decoders: ['aac', 'nellymoser', 'speex'],
  },
  { name: 'CAF', extensions: ['caf'], signatures: ['caff'], demuxers: ['caf'], decoders: PCM },
  { name: 'AU', extensions: ['au', 'snd'], signatures: ['.snd', 'dns.'], demuxers: ['au'], decoders: PCM },
  { name: 'AC-3', extensions: ['ac3'], signatures: ['\x0b\x77'], demuxers: ['ac3'], decoders: ['ac3'] },
  { name: 'E-AC-3', extensions: ['eac3', 'ec3'], signatures: [], demuxers: ['eac3'], decoders: ['eac3'] },
  {
    name: 'DTS',
    extensions: ['dts', 'dtshd'],
    signatures: ['\x7f\xfe\x80\x01', '\xfe\x7f\x01\x80', '\x1f\xff\xe8\x00', '\xff\x1f\x00\xe8', 'DTSHDHDR'],
    demuxers: ['dts', 'dtshd'],
    decoders: ['dca'],
  },
  {
    name: 'TrueHD',
    extensions: ['thd', 'truehd', 'mlp'],
    signatures: [
      [4, '\xf8\x72\x6f\xba'],
      [4, '\xf8\x72\x6f\xbb'],
    ],
    demuxers: ['truehd', 'mlp'],
    decoders: ['truehd', 'mlp'],
  },
  { name: 'WavPack', extensions: ['wv'], signatures: ['wvpk'], demuxers: ['wv'], decoders: ['wavpack'] },
  { name: "Monkey's Audio", extensions: ['ape'], signatures: ['MAC '], demuxers: ['ape'], decoders: ['ape'] },
  { name: 'True Audio', extensions: ['tta'], signatures: ['TTA1'], demuxers: ['tta'], decoders: ['tta'] },
  { name: 'TAK', extensions: ['tak'], signatures: ['tBaK'], demuxers: ['tak'], decoders: ['tak'] },
  {
    name: 'Musepack',
    extensions: ['mpc'],
    signatures: ['MPCK', 'MP+'],
    demuxers: ['mpc', 'mpc8'],
    decoders: ['mpc7', 'mpc8'],
  },
  {
    name: 'NIST SPHERE',
    extensions: ['sph', 'nist'],
    signatures: ['NIST_1A'],
    demuxers: ['nistsphere'],
    decoders: [...PCM, 'shorten'],
  },
  { name: 'Shorten', extensions: ['shn'], signatures: ['ajkg'], demuxers: ['shn'], decoders: ['shorten'] },
  {
    name: 'VOC',
    extensions: ['voc'],
    signatures: ['Creative Voice File'],
    demuxers: ['voc'],
    decoders: ['adpcm_sbpro_2', 'adpcm_sbpro_3', 'adpcm_sbpro_4'],
  },
  {
    name: 'IFF',
    extensions: ['8svx', 'iff', 'dff'],
    signatures: ['FORM????8SVX', 'FORM????16SV', 'FRM8'],
    demuxers: ['iff'],
    decoders: ['8svx_exp', '8svx_fib', 'dsd_msbf'],
  },
  {
    name: 'DSF',
    extensions: ['dsf'],
    signatures: ['DSD '],
    demuxers: ['dsf'],
    decoders: ['dsd_lsbf', 'dsd_lsbf_planar', 'dsd_msbf_planar'],
  },
  {
    name: 'IRCAM',
    extensions: ['sf', 'ircam'],
    signatures: ['\x64\xa3', '\x00\x01\xa3\x64', '\x00\x02\xa3\x64', '\x00\x03\xa3\x64'],
    demuxers: ['ircam'],
    decoders: PCM,
  },
  { name: 'AVR', extensions: ['avr'], signatures: ['2BIT'], demuxers: ['avr'], decoders: PCM },
  { name: 'PVF', extensions: ['pvf'], signatures: ['PVF1'], demuxers: ['pvf'], decoders: PCM },
  { name: 'GSM', extensions: ['gsm'], signatures: [], demuxers: ['gsm'], decoders: ['gsm'] },
] as const satisfies readonly AudioFormat[];

export type AudioFormatExtension = (typeof AUDIO_FORMATS)[number]['extensions'][number];

/** All file extensions of the formats, without dots. */
export const FORMAT_EXTENSIONS: readonly AudioFormatExtension[] = AUDIO_FORMATS.flatMap(({ extensions }) => extensions);
/** Extensions that Discord offers besides its groups `audio` and `video`, without dots. */
export const OFFERED_EXTENSIONS: readonly string[] = AUDIO_FORMATS.flatMap(
  (format: AudioFormat) => format.offered ?? [],
);
