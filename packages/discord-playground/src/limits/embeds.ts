import { type APIEmbed, EmbedType } from 'discord-api-types/v10';
import { z } from 'zod';
import { refuse } from './check.ts';

/** Maximum number of characters in all texts of all embeds of a message. */
const MAX_TOTAL = 6000;

const url = z.url({ protocol: /^(https?|attachment)$/ }).max(2048);
const link = z.url({ protocol: /^https?$/ }).max(2048);
const media = z.object({ url });

/** Schema of an embed. Texts are trimmed before they are counted, as at Discord. https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const embed = z.object({
  title: z.string().trim().max(256).exactOptional(),
  description: z.string().trim().max(4096).exactOptional(),
  url: link.exactOptional(),
  timestamp: z.iso.datetime({ offset: true }).exactOptional(),
  color: z.int().min(0).max(0xffffff).exactOptional(),
  footer: z.object({ text: z.string().trim().max(2048), icon_url: url.exactOptional() }).exactOptional(),
  image: media.exactOptional(),
  thumbnail: media.exactOptional(),
  author: z
    .object({ name: z.string().trim().max(256), url: link.exactOptional(), icon_url: url.exactOptional() })
    .exactOptional(),
  fields: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(256),
        value: z.string().trim().min(1).max(1024),
        inline: z.boolean().default(false),
      }),
    )
    .max(25)
    .exactOptional(),
});

export const embeds = z
  .array(embed)
  .max(10)
  .superRefine((list, context) => {
    const total = list.reduce((sum, one) => sum + textLength(one), 0);
    if (total > MAX_TOTAL) {
      context.addIssue(refuse('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MAX_TOTAL}`));
    }
  })
  .transform((list): APIEmbed[] => list.map((one) => ({ type: EmbedType.Rich, ...one })));

function textLength(one: z.infer<typeof embed>): number {
  const fields = (one.fields ?? []).flatMap((field) => [field.name, field.value]);
  const texts = [one.title, one.description, one.footer?.text, one.author?.name, ...fields];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
