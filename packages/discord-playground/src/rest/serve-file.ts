import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FileStore, StoredFile } from '../world/file-store.ts';
import { boardSoundFile } from '../world/soundboard.ts';
import type { World } from '../world/world.ts';

/** Content types that a browser may display. Other files are downloaded, so that an uploaded HTML page never runs. */
const SHOWN = /^(audio|video)\/|^image\/(png|jpeg|gif|webp)$/;

/** Serves an uploaded file or a range of it. Expired and forged links are answered with 404, as at Discord. */
export function serveFile(files: FileStore, request: IncomingMessage, response: ServerResponse, url: URL): void {
  send(files.find(url.pathname, url.searchParams), request, response);
}

/**
 * Serves the file of a sound of a soundboard: `/soundboard-sounds/<sound id>`. Its link needs no signature.
 * @see developers/resources/soundboard.mdx in discord/discord-api-docs, "Sound Files"
 */
export function serveBoardSound(world: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const id = url.pathname.split('/')[2] ?? '';
  const file = boardSoundFile(world, id);
  send(file && { ...file, filename: id }, request, response);
}

/** Responds with a file or the requested range of it; with 404 if there is no file. */
function send(file: StoredFile | null, request: IncomingMessage, response: ServerResponse): void {
  if (file === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('This content is no longer available.');
    return;
  }
  const { bytes, contentType = 'application/octet-stream', filename } = file;
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  const [start, end] = bounds(range, bytes.byteLength);
  if (range !== null && start >= end) {
    response.writeHead(416, { 'Content-Range': `bytes */${bytes.byteLength}` }).end();
    return;
  }
  response.writeHead(range === null ? 200 : 206, {
    'Content-Type': contentType,
    'Content-Length': end - start,
    'Content-Disposition': `${SHOWN.test(contentType) ? 'inline' : 'attachment'}; filename="${filename}"`,
    'Content-Security-Policy': 'sandbox',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.byteLength}` }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end));
}

/** Returns the start and the end (exclusive) of the bytes to send. `Range: bytes=-n` requests the last n bytes. */
function bounds(range: RegExpExecArray | null, length: number): [number, number] {
  const [, first = '', last = ''] = range ?? [];
  if (first === '' && last === '') return [0, length];
  if (first === '') return [Math.max(0, length - Number(last)), length];
  return [Number(first), last === '' ? length : Math.min(length, Number(last) + 1)];
}
