import type { IncomingMessage } from 'node:http';
import type { UploadedFile } from '../world/messages.ts';
import { entityTooLarge, invalidJson } from './errors.ts';

/** Maximum size of a request in bytes: enough for one file at Discord's highest boost level. */
const MAX_BYTES = 110 * 1024 * 1024;

export interface RequestBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/**
 * Reads a JSON or multipart body (`payload_json` and `files[n]`).
 * @param pace waits until a number of bytes can have arrived, to simulate a slow connection
 * @throws DiscordError 50109 or 40005
 */
export async function readBody(
  request: IncomingMessage,
  pace: (received: number) => Promise<void>,
): Promise<RequestBody> {
  const bytes = await readAll(request, pace);
  const contentType = request.headers['content-type'] ?? '';
  if (bytes.byteLength === 0) return { json: undefined, files: [] };
  if (!contentType.startsWith('multipart/form-data')) return { json: parseJson(bytes.toString('utf8')), files: [] };

  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw invalidJson();
  }
  const payload = form.get('payload_json');
  const files: UploadedFile[] = [];
  for (const [field, value] of form.entries()) {
    if (typeof value === 'string') continue;
    files.push({
      index: /^files?\[(\d+)\]$/.exec(field)?.[1] ?? String(files.length),
      name: value.name,
      contentType: value.type === '' || value.type === 'application/octet-stream' ? undefined : value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { json: typeof payload === 'string' ? parseJson(payload) : undefined, files };
}

async function readAll(
  request: IncomingMessage,
  pace: (received: number) => Promise<void>,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BYTES) throw entityTooLarge();
    chunks.push(chunk);
    await pace(length);
  }
  return Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}
