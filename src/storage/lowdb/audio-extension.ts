import path from 'node:path';

/** Extensions that kept originals may have. */
export const AUDIO_EXTENSIONS = [
  ...[
    'aac',
    'aif',
    'aiff',
    'flac',
    'm4a',
    'mka',
    'mov',
    'mp3',
    'mp4',
    'oga',
    'ogg',
    'opus',
    'wav',
    'weba',
    'webm',
    'wma',
  ],
  'bin',
] as const;
export type AudioExtension = (typeof AUDIO_EXTENSIONS)[number];

/** Which of {@link AUDIO_EXTENSIONS} an uploaded file's name ends in; `bin` where it is none of them. */
export function audioExtension(fileName: string): AudioExtension {
  const wanted = path.extname(fileName).slice(1).toLowerCase();
  return AUDIO_EXTENSIONS.find((extension) => extension === wanted) ?? 'bin';
}
