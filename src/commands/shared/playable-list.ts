import type { APIEmbed } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component, Slash } from '../command.ts';
import { pageOf } from '../library/list.ts';
import { listEmbed, pageButtons } from '../library/list-view.ts';
import { attachPicture, type DescribedPicture, discardPicture, sketchOf } from './attach-picture.ts';
import { row, select } from './components.ts';
import { playSound } from './play-sound.ts';
import { soundOptionOf } from './sound-menu.ts';

/** A list of sounds that a member can play one by one. */
export interface PlayableList {
  readonly title: string;
  readonly sounds: readonly Sound[];
  /** Text of the menu that plays a sound, and its custom id. */
  readonly menu: string;
  readonly menuId: string;
  /** Description of the picture for members who cannot see it. */
  readonly alt: string;
  /** Returns the custom id of the button for a page. */
  readonly pageId: (page: number) => string;
}

/** Number of sounds whose waveforms are in the picture. */
const MAX_DRAWN = 12;

/**
 * Replies with a page of a list, a menu that plays its sounds, and a picture of the first sounds of the list. The reply
 * must be deferred.
 */
export async function showPlayableList(
  interaction: Slash | Component,
  context: RequestContext,
  library: Library,
  { title, sounds, menu, menuId, alt, pageId }: PlayableList,
  page = 0,
): Promise<void> {
  const { t } = context;
  const shown = pageOf(sounds, page);
  const embed: APIEmbed = { ...listEmbed(shown, t), title };
  const options = shown.sounds.map((sound) => soundOptionOf(sound, t));
  const components = [row(select(menuId, options, menu)), ...(shown.pages > 1 ? [pageButtons(shown, pageId)] : [])];
  if (!interaction.isChatInputCommand()) await discardPicture(context.app, interaction.message.id);
  const message = await interaction.editReply({ embeds: [embed], components, attachments: [] });
  await attachPicture(interaction, context, { message, embeds: [embed] }, () =>
    pictureOf(context, library, sounds.slice(0, MAX_DRAWN), alt),
  );
}

/** Plays the sound that a member has chosen in the menu of a list. */
export async function playChosen(interaction: Component, context: RequestContext): Promise<void> {
  const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  await playSound(interaction, context, async () => {
    const library = await context.library();
    const sound = library.get(id);
    if (!sound) throw new UserError({ code: 'soundGone' });
    return { library, sound };
  });
}

/** Returns a picture of the sounds that can be read; null if there are none. */
async function pictureOf(
  context: RequestContext,
  library: Library,
  sounds: readonly Sound[],
  alt: string,
): Promise<DescribedPicture | null> {
  const drawn = [];
  for (const [index, sound] of sounds.entries()) {
    try {
      const sketch = await sketchOf(context, library, sound);
      if (sketch) drawn.push({ role: `${index + 1}.`, name: sound.label, sketch });
    } catch (error) {
      if (!(error instanceof UserError) || error.scope !== 'file') throw error;
    }
  }
  return drawn.length > 0 ? { picture: { kind: 'board', sounds: drawn }, alt } : null;
}
