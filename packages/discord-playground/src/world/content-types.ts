/** Content types that Discord gives to files, by file extension. */
const TYPES: Record<string, string> = {
  mp3: 'audio/mpeg',
  wav: 'audio/x-wav',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  flac: 'audio/flac',
  aif: 'audio/x-aiff',
  aiff: 'audio/x-aiff',
  wma: 'audio/x-ms-wma',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

function extensionOf(filename: string): string {
  return /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
}

/** Returns the content type for a file name; undefined if the extension is unknown, as at Discord. */
export function contentTypeOf(filename: string): string | undefined {
  const extension = extensionOf(filename);
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}

/** Checks whether a text has the form of a content type, so that it is safe in a header. */
export function isContentType(text: string): boolean {
  return /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(text);
}

/** File extensions of the groups in `file_types`. Discord checks only the extension of a file. */
const GROUPS: Record<string, readonly string[]> = {
  audio: ['mp3', 'm4a', 'wav', 'ogg', 'opus', 'flac'],
  video: ['mp4', 'mov', 'webm'],
  image: ['png', 'jpg', 'jpeg', 'gif', 'webp'],
};

/** Checks whether a file name is allowed by `file_types`, a list of groups (`audio`) and extensions (`.mid`). */
export function isFileTypeAllowed(filename: string, fileTypes: readonly string[]): boolean {
  const extension = extensionOf(filename);
  return fileTypes.some((type) => (GROUPS[type] ?? [type.replace(/^\./, '').toLowerCase()]).includes(extension));
}
