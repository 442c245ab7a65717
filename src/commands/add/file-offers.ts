import { type APISelectMenuOption, ComponentType, type Message } from 'discord.js';
import { sayError, UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { AudioFile, Library, Sound, SoundChange } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { button, type Row, row, select } from '../shared/components.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { logChanges } from '../shared/log-changes.ts';
import { offeredChange, offeredText } from '../shared/offered-change.ts';
import { checkMayChange } from '../shared/permissions.ts';
import { MAX_CONTENT } from '../shared/post-late.ts';
import { MAX_OPTIONS } from '../shared/sound-menu.ts';
import { clean, shorten } from '../shared/text.ts';
import type { RelatedSound } from './add-view.ts';

/** What the file of an added sound says about the sound, as a change that a member can accept. */
export interface FileOffer {
  readonly sound: Sound;
  readonly change: SoundChange;
}

/** Maximum number of menus below a message. */
const MAX_MENUS = 5;
/** Maximum number of sounds that one message can offer something about. */
export const MAX_OFFERS = MAX_OPTIONS * MAX_MENUS;
/** Maximum characters of the label and of the description of an option in a menu. */
const MAX_OPTION = 100;

/**
 * Reads the metadata of added sounds from their files, and returns what is offered of them. Cannot be cancelled, because
 * the sounds are saved already.
 */
export async function findFileOffers(
  { app, t, settings, guildId, memberId }: RequestContext,
  added: readonly Pick<RelatedSound, 'sound'>[],
  files: readonly Pick<AudioFile, 'path'>[],
): Promise<readonly FileOffer[]> {
  const offers: FileOffer[] = [];
  for (const [place, { sound }] of added.entries()) {
    const path = files[place]?.path;
    if (path === undefined) continue;
    const metadata = await app.engine.metadata(path, { lane: guildId, member: memberId });
    const change = metadata && offeredChange(sound, metadata, t, settings.license);
    if (change) offers.push({ sound, change });
  }
  return offers;
}

/** Returns added sounds with what their files say about them, in words. */
export function withOffers(
  added: readonly RelatedSound[],
  offers: readonly FileOffer[],
  messages: Messages,
): readonly RelatedSound[] {
  const texts = new Map(offers.map(({ sound, change }) => [sound.id, offeredText(change, messages)]));
  return added.map((each) => ({ ...each, offer: texts.get(each.sound.id) }));
}

/** Returns the button that accepts the offer about one sound, or the menus that accept those about several. */
export function offerControls(offers: readonly FileOffer[], messages: Messages): Row[] {
  const { fromFile: t } = messages;
  const [only] = offers;
  if (!only) return [];
  if (offers.length === 1) return [row(button(t.use, encodeCustomId('add', 'file', only.sound.id), { emoji: '🏷️' }))];
  const options = offers.slice(0, MAX_OFFERS).map(
    ({ sound, change }): APISelectMenuOption => ({
      label: clean(sound.label, MAX_OPTION),
      description: clean(plain(offeredText(change, messages)), MAX_OPTION),
      value: sound.id,
    }),
  );
  return Array.from({ length: Math.ceil(options.length / MAX_OPTIONS) }, (_, menu) => {
    const part = options.slice(menu * MAX_OPTIONS, (menu + 1) * MAX_OPTIONS);
    // The first sound makes the custom id of each menu another one, as Discord demands.
    return menuOf(part, encodeCustomId('add', 'file', part[0]?.value ?? ''), t.useSome);
  });
}

/** Applies what the files of the chosen sounds say, and removes these sounds from the controls of the message. */
export async function acceptFileOffers(interaction: Component, context: RequestContext): Promise<void> {
  const { t } = context;
  const [, only = ''] = decodeCustomId(interaction.customId).fields;
  const ids = interaction.isStringSelectMenu() ? interaction.values : [only];
  await interaction.deferUpdate();
  const library = await context.library();
  const lines: string[] = [];
  const failed: string[] = [];
  let failure: UserError | undefined;
  for (const id of ids) {
    try {
      const change = await accept(interaction, context, library, id);
      if (change) lines.push(t.fromFile.used(offeredText(change, t)));
    } catch (error) {
      // The reply still has to say what was changed before this error.
      if (!(error instanceof UserError)) throw error;
      failure ??= error;
      failed.push(id);
    }
  }
  if (failure && lines.length === 0) throw failure;
  if (failure) lines.push(sayError(t.errors, failure));
  // Another press may have changed the message while the files were read.
  const message = await interaction.fetchReply();
  const content = [message.content, ...lines].filter((line) => line !== '').join('\n');
  const done = ids.filter((id) => !failed.includes(id));
  const components = withoutAccepted(message, interaction.customId, done, t);
  await interaction.editReply({ content: shorten(content, MAX_CONTENT), components });
}

async function accept(
  interaction: Component,
  context: RequestContext,
  library: Library,
  id: string,
): Promise<SoundChange | null> {
  const { app, t, settings, guildId, memberId } = context;
  const offered = library.get(id);
  if (!offered) throw new UserError({ code: 'soundGone' });
  checkMayChange(interaction, offered, settings);
  const path = await library.audioPath(id);
  if (path === undefined) throw new UserError({ code: 'audioMissing' });
  const metadata = await app.engine.metadata(path, { lane: guildId, member: memberId });
  return library.change(async (writer) => {
    // The sound may have changed while its file was read.
    const sound = library.get(id);
    if (!sound) throw new UserError({ code: 'soundGone' });
    checkMayChange(interaction, sound, settings);
    const change = metadata && offeredChange(sound, metadata, t, settings.license);
    const edited = change && (await writer.edit(id, change));
    if (edited) logChanges(interaction, context, 'changed', [edited]);
    return change;
  });
}

/** Returns the rows of a message that offer something, as they are. */
export function offerRows({ components }: Message) {
  return components.filter((part) => isOfferRow(part)).map((row) => row.toJSON());
}

/** Returns the rows of a message without the accepted offers of one control. */
function withoutAccepted({ components }: Message, customId: string, ids: readonly string[], { fromFile: t }: Messages) {
  const others = components.filter((part) => !isOfferRow(part, customId)).map((part) => part.toJSON());
  const left = components
    .filter((part) => isOfferRow(part, customId))
    .flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []))
    .flatMap((control) => (control.type === ComponentType.StringSelect ? control.options : []))
    .filter(({ value }) => !ids.includes(value));
  return [...others, ...(left.length > 0 ? [menuOf(left, customId, t.useSome)] : [])];
}

/** Returns whether a part of a message is a row with the control of an offer. @param customId that of the control */
function isOfferRow(part: Message['components'][number], customId = encodeCustomId('add', 'file')): boolean {
  return (
    part.type === ComponentType.ActionRow &&
    part.components.some((control) => 'customId' in control && control.customId?.startsWith(customId))
  );
}

function menuOf(options: readonly APISelectMenuOption[], customId: string, placeholder: string): Row {
  return row({ ...select(customId, options, placeholder), max_values: options.length });
}

/** Returns a text without the marks of Markdown, for places where Discord shows none. */
function plain(text: string): string {
  return text.replace(/\*\*|\\(?=[^\w\s])/g, '');
}
