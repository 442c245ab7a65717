import type { IncomingMessage, ServerResponse } from 'node:http';
import { memberAt, type PageContext } from './page-context.ts';
import { upload } from './protocol.ts';

export const UPLOAD_PATH = '/uploads';

/** Maximum size of an upload in bytes: the limit of a server at Discord's highest boost level. */
const MAX_BYTES = 100 * 1024 * 1024;

/** Stores the body of a request as a file, and answers with the attachment, whose id later requests can contain. */
export async function receiveUpload(
  ready: Promise<PageContext>,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const refuse = (status: number, why: string) =>
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(why);
  // A form on another website cannot send this content type without a CORS preflight.
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/octet-stream')
    return void refuse(405, 'Files are posted as application/octet-stream.');
  const { guildId, ...query } = Object.fromEntries(url.searchParams);
  const parsed = upload.safeParse({ ...query, guildId: guildId || null });
  if (!parsed.success) return void refuse(400, parsed.error.issues[0]?.message ?? 'Who uploads what is not clear.');

  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      if (length > MAX_BYTES) return void refuse(413, 'That file is larger than 100 MB.');
      chunks.push(chunk);
    }
    const { playground, uploads } = await ready;
    const { name, contentType, seconds, waveform } = parsed.data;
    const attachment = memberAt(playground, parsed.data).upload(name, Buffer.concat(chunks), {
      ...(contentType === undefined ? {} : { contentType }),
      ...(seconds === undefined ? {} : { durationSecs: seconds }),
      ...(waveform === undefined ? {} : { waveform }),
    });
    uploads.set(attachment.id, attachment);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(attachment));
  } catch (error) {
    refuse(400, error instanceof Error ? error.message : 'The upload failed.');
  }
}
