/** Content types as Discord gives them to files, by the name's extension. */
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

export function extensionOf(filename: string): string {
  return /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
}

/** undefined for an unknown extension: Discord then gives the attachment no `content_type`. */
export function contentTypeOf(filename: string): string | undefined {
  const extension = extensionOf(filename);
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}

/** Whether a type that somebody claims can stand in a header. */
export function isContentType(text: string): boolean {
  return /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(text);
}

/** The groups that an attachment option's `file_types` may name; Discord looks at the name only. */
const GROUPS: Record<string, readonly string[]> = {
  audio: ['mp3', 'm4a', 'wav', 'ogg', 'opus', 'flac'],
  video: ['mp4', 'mov', 'webm'],
  image: ['png', 'jpg', 'jpeg', 'gif', 'webp'],
};

/** Whether a file of that name may be chosen for an option with those `file_types` (groups, or extensions such as `.mid`). */
export function isFileTypeAllowed(filename: string, fileTypes: readonly string[]): boolean {
  const extension = extensionOf(filename);
  return fileTypes.some((type) => (GROUPS[type] ?? [type.replace(/^\./, '').toLowerCase()]).includes(extension));
}
