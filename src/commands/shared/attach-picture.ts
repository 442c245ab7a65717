import { type APIEmbed, AttachmentBuilder, type Message } from 'discord.js';
import type { ClosestPart } from '../../engine/search/part/closest-part.ts';
import type { Sketch } from '../../engine/sketch.ts';
import { type Picture, PicturesUnavailable } from '../../pictures/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App, RequestContext, ShownAnswer } from '../app.ts';
import type { Component, OnMessage, Slash } from '../command.ts';

export const PICTURE_NAME = 'picture.png';

/** A picture, and a description for members who cannot see it. */
export interface DescribedPicture {
  readonly picture: Picture;
  readonly alt: string;
  /** Returns the embed with the most similar part of query and match, which is computed along with the picture. */
  readonly embed?: (part: ClosestPart) => APIEmbed;
}

/** The message with an answer, and the embeds that were sent in it. */
export interface SentAnswer {
  readonly message: Message;
  readonly embeds: readonly APIEmbed[];
}

/**
 * Draws a picture and adds it to the first embed of the reply. If drawing fails, or if the message has a newer answer
 * by then, the reply stays unchanged.
 * @param compose returns the picture to draw, or null if there is none
 */
export async function attachPicture(
  interaction: Slash | OnMessage | Component,
  { app, task, log }: RequestContext,
  { message, embeds: [first, ...others] }: SentAnswer,
  compose: () => Promise<DescribedPicture | null>,
): Promise<void> {
  const answer: ShownAnswer = {};
  app.shownAnswers.set(message.id, answer);
  try {
    const described = await compose();
    if (!described || !first) return;
    const { png, part } = await app.pictures.draw(described.picture);
    if (app.shownAnswers.get(message.id) !== answer || png.length > interaction.attachmentSizeLimit) return;
    answer.picture = interaction.editReply({
      ...withPicture((part && described.embed?.(part)) ?? first, others, png, described.alt),
      attachments: message.attachments.map(({ id }) => ({ id })),
    });
    await answer.picture;
  } catch (err) {
    if (err instanceof PicturesUnavailable || task.signal.aborted) log.debug({ err }, 'a picture was not drawn');
    else log.warn({ err }, 'a picture was not shown');
  }
}

/**
 * Prevents the picture of the current answer from being added to a message. If the picture is already being sent, waits
 * until it is sent. Call this before you replace the answer in the message.
 */
export async function discardPicture({ shownAnswers }: App, messageId: string): Promise<void> {
  const old = shownAnswers.get(messageId);
  shownAnswers.delete(messageId);
  await old?.picture?.catch(() => undefined);
}

/**
 * Returns the embeds with a picture added to the first embed, and the PNG file of the picture. A screen reader reads
 * the description of the embed's image, and not that of the file.
 * @see developers/resources/message.mdx in discord/discord-api-docs, "Embed Image Structure"
 */
export function withPicture(first: APIEmbed, others: readonly APIEmbed[], png: Uint8Array, alt: string) {
  return {
    embeds: [{ ...first, image: { url: `attachment://${PICTURE_NAME}`, description: alt } }, ...others],
    files: [new AttachmentBuilder(Buffer.from(png), { name: PICTURE_NAME, description: alt })],
  };
}

/** Returns the sketch of a stored sound, from the cache or computed from the audio; null if the audio is missing. */
export async function sketchOf(
  { app, task, memberId }: RequestContext,
  library: Library,
  sound: Sound,
): Promise<Sketch | null> {
  const key = `${library.guildId}:${sound.id}`;
  const cached = app.sketches.get(key);
  if (cached) return cached;
  const path = await library.audioPath(sound.id);
  if (path === undefined) return null;
  const sketch = await app.engine.sketch(path, { lane: 'pictures', member: memberId, signal: task.signal });
  app.sketches.set(key, sketch);
  return sketch;
}
