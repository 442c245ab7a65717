import { type APIEmbed, AttachmentBuilder, embedLength, type Message } from 'discord.js';
import type { App, ShownAnswer } from '../app.ts';
import type { Component, OnMessage, Slash } from '../command.ts';
import type { Described } from './pictures.ts';

export const PICTURE = 'picture.png';

/** An answer as it was sent. */
export interface Sent {
  readonly message: Message;
  readonly embeds: readonly APIEmbed[];
}

/**
 * Edits a reply so that its first embed shows a picture, once that is drawn. A picture is a courtesy: where it fails,
 * or comes after the reply has changed, the reply stays as it is.
 * @param compose what to draw; null where there is nothing
 */
export async function addPicture(
  interaction: Slash | OnMessage | Component,
  app: App,
  { message, embeds: [first, ...others] }: Sent,
  compose: () => Promise<Described | null>,
): Promise<void> {
  const latest: ShownAnswer = {};
  app.shownAnswers.set(message.id, latest);
  try {
    const described = await compose();
    if (!described || !first) return;
    const { png, part } = await app.pictures.draw(described.picture);
    if (app.shownAnswers.get(message.id) !== latest || png.length > interaction.attachmentSizeLimit) return;
    latest.picture = interaction.editReply({
      ...illustrated(withLine(first, part && described.line?.(part)), others, png, described.alt),
      attachments: message.attachments.map(({ id }) => ({ id })),
    });
    await latest.picture;
  } catch (err) {
    app.log.warn({ err }, 'a picture could not be shown');
  }
}

/** To be called before a message gets a new answer: keeps the old one's picture off it, or waits where it is being sent. */
export async function dropPicture({ shownAnswers }: App, messageId: string): Promise<void> {
  const old = shownAnswers.get(messageId);
  shownAnswers.delete(messageId);
  await old?.picture?.catch(() => undefined);
}

/** Discord takes 1,024 characters in a field and 6,000 in all. */
const MAX_FIELD = 1024;
const MAX_EMBED = 6000;

/** The embed with a line more in its first field, where there is room for one. */
function withLine(embed: APIEmbed, line: string | null | undefined): APIEmbed {
  const [field, ...others] = embed.fields ?? [];
  if (!line || !field) return embed;
  const value = `${field.value}\n${line}`;
  const longer = { ...embed, fields: [{ ...field, value }, ...others] };
  return value.length <= MAX_FIELD && embedLength(longer) <= MAX_EMBED ? longer : embed;
}

/** Embeds of which the first shows a picture, and the file that goes with them. */
export function illustrated(first: APIEmbed, others: readonly APIEmbed[], png: Uint8Array, alt: string) {
  return {
    embeds: [{ ...first, image: { url: `attachment://${PICTURE}` } }, ...others],
    files: [new AttachmentBuilder(Buffer.from(png), { name: PICTURE, description: alt })],
  };
}
