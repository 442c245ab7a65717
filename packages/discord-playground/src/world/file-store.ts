import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { APIAttachment } from 'discord-api-types/v10';
import type { Clock } from './clock.ts';
import { contentTypeOf, isContentType } from './content-types.ts';

/** Time in seconds after which the signed link of a file expires. */
const LINK_SECONDS = 24 * 60 * 60;

export interface StoredFile {
  readonly filename: string;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
  /** For a file of a command option: the time in seconds at which its link expires. No other link to it is made. */
  readonly until?: number | undefined;
}

export interface NewFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string | undefined;
  readonly channelId: string;
  /** Folder in the URL: as at Discord, files of command options and files of messages have different folders. */
  readonly folder: 'attachments' | 'ephemeral-attachments';
}

/** Uploaded files in memory, with signed links like those of Discord's CDN. */
export interface FileStore {
  save(file: NewFile): APIAttachment;
  /** Returns an attachment with a new signed link, or unchanged if its URL belongs to another server. */
  refresh(attachment: APIAttachment): APIAttachment;
  /** Returns a link with a new signature to the same file. Returns links to other web servers unchanged. */
  refreshUrl(url: string): string;
  /** Returns the file whose link has this path; undefined if there is no such file. */
  get(path: string): StoredFile | undefined;
  /** Returns the files of command options whose links are valid, by the paths of the links. */
  optionFiles(): ReadonlyMap<string, StoredFile>;
  /** Adds a file that was stored when the playground ran before. Its link keeps its path. */
  restore(path: string, file: StoredFile): void;
  /** The secret that signs links, as hex digits. An earlier one keeps the links of an earlier run valid. */
  secret: string;
  /** Returns the file of a link; null if the link is expired or forged or the file does not exist. */
  find(path: string, query: URLSearchParams): StoredFile | null;
}

/** Creates an empty store. `origin` is a function, because the port is known only once the server listens. */
export function createFileStore(clock: Clock, nextId: () => string, origin: () => string): FileStore {
  const files = new Map<string, StoredFile>();
  let secret = randomBytes(32);
  const seconds = () => Math.floor(clock.now() / 1000);
  const signature = (path: string, expires: string, issued: string) =>
    createHmac('sha256', secret).update(`${path} ${expires} ${issued}`).digest('hex');

  function link(path: string): string {
    const issued = seconds().toString(16);
    const expires = (seconds() + LINK_SECONDS).toString(16);
    return `${origin()}${path}?ex=${expires}&is=${issued}&hm=${signature(path, expires, issued)}&`;
  }

  function refreshUrl(url: string): string {
    // Any port is accepted, because messages from an earlier run of the playground contain the port of that run.
    const { hostname, pathname } = URL.canParse(url) ? new URL(url) : { hostname: '', pathname: '' };
    return hostname === '127.0.0.1' && files.has(pathname) ? link(pathname) : url;
  }

  return {
    save({ name, bytes, contentType: claimed = '', channelId, folder }) {
      const contentType = isContentType(claimed) ? claimed : contentTypeOf(name);
      const id = nextId();
      const filename = safeName(name);
      const path = `/${folder}/${channelId}/${id}/${filename}`;
      const until = folder === 'ephemeral-attachments' ? seconds() + LINK_SECONDS : undefined;
      files.set(path, { filename, contentType, bytes, until });
      const url = link(path);
      return {
        id,
        filename,
        ...(filename === name ? {} : { title: name.replace(/\.[^.]+$/, '') }),
        size: bytes.byteLength,
        url,
        proxy_url: url,
        ...(contentType === undefined ? {} : { content_type: contentType }),
        ...pngSize(bytes),
      };
    },
    refresh(attachment) {
      const url = refreshUrl(attachment.url);
      return url === attachment.url ? attachment : { ...attachment, url, proxy_url: url };
    },
    refreshUrl,
    get: (path) => files.get(path),
    optionFiles: () => new Map([...files].filter(([, { until }]) => until !== undefined && until > seconds())),
    restore: (path, file) => void files.set(path, file),
    get secret() {
      return secret.toString('hex');
    },
    set secret(hex) {
      secret = Buffer.from(hex, 'hex');
    },
    find(path, query) {
      const expires = query.get('ex') ?? '';
      const given = Buffer.from(query.get('hm') ?? '', 'hex');
      const wanted = Buffer.from(signature(path, expires, query.get('is') ?? ''), 'hex');
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      return Number.parseInt(expires, 16) > seconds() ? (files.get(path) ?? null) : null;
    },
  };
}

/** Removes the characters from a file name that Discord removes: all but letters, digits, `_`, `-` and `.`. */
function safeName(name: string): string {
  const safe = name.replace(/\s+/g, '_').replace(/[^\w.-]/g, '');
  return /^[^.]/.test(safe) ? safe : `unknown${safe}`;
}

function pngSize(bytes: Uint8Array): { width?: number; height?: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return {};
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
