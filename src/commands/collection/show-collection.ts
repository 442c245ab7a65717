import type { Library } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component, Slash } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { showPlayableList } from '../shared/playable-list.ts';
import { clean, literal, shorten } from '../shared/text.ts';
import { type Collection, collectionsIn } from './find-collection.ts';

const MAX_DESCRIPTION = 4000;

/** Replies with the names of all collections and their numbers of sounds. The reply must be deferred. */
export async function listCollections(interaction: Slash, { t, ...context }: RequestContext): Promise<void> {
  const found = collectionsIn(await context.library());
  const lines = found.map(({ name, sounds }) => `**${literal(name)}** · ${t.format.sounds(sounds.length)}`);
  const description = shorten(lines.join('\n'), MAX_DESCRIPTION) || t.collection.none;
  await interaction.editReply({ embeds: [{ color: COLOUR, title: t.collection.all, description }] });
}

/**
 * Replies with a page of a collection: its sounds, a menu that plays them, and its cover, a picture of its first sounds.
 * The reply must be deferred.
 */
export async function showCollection(
  interaction: Slash | Component,
  context: RequestContext,
  library: Library,
  { name, sounds }: Collection,
  page = 0,
): Promise<void> {
  const { collection: t } = context.t;
  const list = {
    ...{ title: `📁 ${literal(name)}`, sounds, menu: t.play, alt: t.cover(clean(name, 100)) },
    menuId: encodeCustomId('collection', 'play'),
    pageId: (target: number) => encodeCustomId('collection', 'page', target, name),
  };
  await showPlayableList(interaction, context, library, list, page);
}
