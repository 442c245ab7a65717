import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { playable } from '../add/save-sound.ts';
import type { App } from '../app.ts';
import type { Component } from '../command.ts';
import { soundCard } from '../library/sound-card.ts';
import { dropPicture } from '../shared/attach-picture.ts';
import { createProgress } from '../shared/progress.ts';
import { askedSound, recallQuery } from './query.ts';
import { answerSearch } from './run-search.ts';
import { sendAnswer } from './send-results.ts';
import { decodeState, plainState, type SearchState } from './state.ts';

/** Answers the buttons and menus below a result. */
export async function onSearchComponent(interaction: Component, app: App): Promise<void> {
  const { action, state } = decodeState(interaction.customId);
  if (action === 'play' || action === 'more') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const sound = chosenSound(interaction, library);
    return action === 'play' ? play(interaction, library, sound) : moreLike(interaction, app, library, sound, state);
  }
  const owner = interaction.message.interactionMetadata?.user.id;
  if (owner !== undefined && owner !== interaction.user.id) throw new UserError({ code: 'resultOfAnother' });
  const messages = messagesFor(interaction.locale);
  await interaction.deferUpdate();
  const library = await app.libraries.open(interaction.guildId);
  const progress = createProgress(messages.progress, (content) => interaction.editReply({ content }));
  const asked = await recallQuery(app, interaction, library, state, progress).finally(() => progress.done());
  const answer = await answerSearch(app, library, state, { ...asked, messages });
  await dropPicture(app, interaction.message.id);
  await sendAnswer(interaction, app, library, { asked, answer, attached: interaction.message.attachments });
}

function chosenSound(interaction: Component, library: Library): Sound {
  const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  const sound = library.get(id);
  if (!sound) throw new UserError({ code: 'soundGone' });
  return sound;
}

/** Shows a sound with its audio as a file, so that Discord's own player appears. */
async function play(interaction: Component, library: Library, sound: Sound): Promise<void> {
  const audio = await library.audio(sound.id);
  const files = audio ? playable([{ audio, fileName: sound.fileName }], interaction.attachmentSizeLimit) : [];
  await interaction.editReply({ embeds: [soundCard(sound, messagesFor(interaction.locale))], files });
}

async function moreLike(
  interaction: Component,
  app: App,
  library: Library,
  sound: Sound,
  { size }: SearchState,
): Promise<void> {
  const asked = askedSound(library, sound);
  const state = { ...plainState(asked.source, await app.libraries.settings.read(interaction.guildId)), size };
  const messages = messagesFor(interaction.locale);
  const answer = await answerSearch(app, library, state, { ...asked, messages });
  await sendAnswer(interaction, app, library, { asked, answer });
}
