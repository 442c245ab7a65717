import type { RESTOptions, ResponseLike } from 'discord.js';
import { z } from 'zod';
import { RequestLost } from './timed-request.ts';

type Request = RESTOptions['makeRequest'];

/** Discord's error code for a request or a file that is too large. */
const TOO_LARGE = /"code":\s*40005\b/;
const ATTACHED = 'attachment://';

const media = z.looseObject({ url: z.string() }).nullish();
const message = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(z.looseObject({ image: media, thumbnail: media })).nullish(),
  components: z.array(z.unknown()).nullish(),
  attachments: z.array(z.looseObject({ id: z.coerce.string() })).nullish(),
});

/**
 * Sends a request. If it is a message whose files Discord refuses as too large, or whose files cannot be uploaded in
 * time, sends the message again without the files. Discord can refuse files even within the limit that it announces
 * (discord/discord-api-docs#8572). If the message contains nothing but files, returns Discord's refusal.
 * @see developers/reference.mdx in discord/discord-api-docs, "Uploading Files"
 */
export async function withoutRefusedFiles(
  request: Request,
  url: string,
  init: Parameters<Request>[1],
): Promise<ResponseLike> {
  const body = init.body instanceof FormData ? messageWithoutFiles(init.body) : null;
  if (body === null) return request(url, init);
  const headers = { ...Object.fromEntries(new Headers(init.headers)), 'content-type': 'application/json' };
  const sendRest = () => request(url, { ...init, body, headers });
  try {
    const response = await request(url, init);
    if (response.status !== 413 && response.status !== 400) return response;
    const text = await response.text();
    return response.status === 413 || TOO_LARGE.test(text) ? await sendRest() : withText(response, text);
  } catch (error) {
    if (error instanceof RequestLost && error.isTimeout) return sendRest();
    throw error;
  }
}

/** Returns a copy of a response, whose body was already read, that can be read again as `text`. */
export function withText({ status, headers }: ResponseLike, text: string): ResponseLike {
  return new Response(text, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });
}

/** Returns the JSON of a message without its new files and without embeds' pictures; null if nothing else is in it. */
function messageWithoutFiles(form: FormData): string | null {
  const payload = form.get('payload_json');
  if (typeof payload !== 'string') return null;
  const parsed = message.safeParse(JSON.parse(payload));
  if (!parsed.success) return null;
  const { embeds, attachments, ...rest } = parsed.data;
  if (!rest.content && !embeds?.length && !rest.components?.length) return null;
  const kept = attachments?.filter(({ id }) => !form.has(`files[${id}]`));
  return JSON.stringify({
    ...rest,
    ...(embeds && { embeds: embeds.map(({ image, thumbnail, ...embed }) => withMedia(embed, { image, thumbnail })) }),
    ...(kept && { attachments: kept }),
  });
}

/** Returns an embed with its pictures, except those that refer to files of the message. */
function withMedia(embed: object, pictures: Readonly<Record<string, z.output<typeof media>>>): object {
  const shown = Object.entries(pictures).filter(([, picture]) => picture && !picture.url.startsWith(ATTACHED));
  return { ...embed, ...Object.fromEntries(shown) };
}
