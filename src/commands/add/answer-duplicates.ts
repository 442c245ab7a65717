import type { InteractionEditReplyOptions } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Analysis, RequestContext, UnanalyzedAddition } from '../app.ts';
import type { Component } from '../command.ts';
import { type AnalyzedFile, analyzeAudio, reserveDisk } from '../shared/analyze-file.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { serverFileLimit } from '../shared/file-limit.ts';
import { logChanges } from '../shared/log-changes.ts';
import { noteAudioMessage } from '../shared/note-audio-message.ts';
import type { DuplicatesQuestion } from '../shared/questions.ts';
import { attachable, sendWithSounds, type Upload } from '../shared/sound-attachments.ts';
import { addedEmbed, type RelatedSound } from './add-view.ts';
import { type FileOffer, findFileOffers, offerControls, offerRows, withOffers } from './file-offers.ts';
import { addIfNew, relatedSounds } from './save-sounds.ts';

/** Adds the sounds that look like duplicates, or leaves them out, as the member answers. */
export async function answerDuplicatePrompt(interaction: Component, context: RequestContext): Promise<void> {
  const { app, t } = context;
  const [answer, key = ''] = decodeCustomId(interaction.customId).fields;
  const question = app.questions.get(key);
  if (question?.kind !== 'duplicates' || question.guildId !== interaction.guildId)
    throw new UserError({ code: 'questionTooOld' });
  if (question.userId !== interaction.user.id) throw new UserError({ code: 'questionOfAnother' });
  if (question.answered) throw new UserError({ code: question.answered });
  // Marks the entry before the first await, so that a second press of the button does not add the sounds again.
  app.questions.set(key, { ...question, answered: 'questionPending' });
  try {
    await interaction.deferUpdate();
  } catch (error) {
    app.questions.set(key, question);
    throw error;
  }
  if (answer === 'yes') return addPending(interaction, context, key, question);
  app.questions.set(key, { ...question, additions: [], answered: 'questionLeftOut' });
  // The last embed asks the question and is removed. An embed before it lists the sounds that were already added.
  const embeds = interaction.message.embeds.slice(0, -1);
  await interaction.editReply({ content: t.add.leftOut, embeds, components: offerRows(interaction.message) });
}

async function addPending(
  interaction: Component,
  context: RequestContext,
  key: string,
  question: DuplicatesQuestion,
): Promise<void> {
  const { app, t, task } = context;
  const embeds = interaction.message.embeds.slice(0, -1);
  const library = await context.library();
  const added: RelatedSound[] = [];
  const files: Upload[] = [];
  const outcome = (offers: readonly FileOffer[] = []) => ({
    embeds: [
      ...embeds,
      addedEmbed(withOffers(added, offers, t), { size: library.size, limit: serverFileLimit(interaction.guild) }, t),
    ],
    // If an edit of a message has files, Discord removes all earlier attachments that `attachments` does not list.
    attachments: interaction.message.attachments.map(({ id }) => ({ id })),
  });
  const uploads = () => (question.attach ? attachable(files, interaction.attachmentSizeLimit) : []);
  const show = async (reply: InteractionEditReplyOptions) => {
    const message = await sendWithSounds(context, uploads(), (sent) =>
      interaction.editReply({ ...reply, files: sent }),
    );
    await noteAudioMessage(context, message, context.memberId);
  };
  const logAdded = () =>
    logChanges(
      interaction,
      context,
      'added',
      added.map(({ sound }) => sound),
    );
  try {
    await reserveDisk(
      context,
      question.additions.map(({ file }) => file),
    );
    for (const addition of question.additions) {
      const sound = { ...addition, ...(await analysisOf(context, addition)) };
      const result = await addIfNew(app, library, interaction, sound, task.signal, () => false);
      if ('added' in result) added.push({ sound: result.added, related: relatedSounds(library, result.found) });
      files.push({ ...sound.audio, fileName: addition.file.name });
    }
  } catch (error) {
    // Lets the member answer again for the remaining sounds, for example once the library has space.
    app.questions.set(key, { ...question, additions: question.additions.slice(added.length) });
    logAdded();
    const { embeds: shown, ...rest } = outcome();
    const asked = interaction.message.embeds.slice(-1);
    if (added.length > 0) await show({ embeds: [...shown, ...asked], ...rest });
    throw error;
  }
  app.questions.set(key, { ...question, additions: [], answered: 'questionAdded' });
  logAdded();
  const offers = await findFileOffers(context, added, files);
  const components = [...offerRows(interaction.message), ...offerControls(offers, t)];
  await show({ content: null, components, ...outcome(offers) });
}

/** Downloads the file of a sound. Analyzes the file again if the analysis is no longer known, as after a restart. */
async function analysisOf(
  context: RequestContext,
  { file, hash }: UnanalyzedAddition,
): Promise<Analysis & Pick<AnalyzedFile, 'audio'>> {
  const { app, task, memberId } = context;
  const known = app.analyses.get(hash);
  if (known) return { ...known, audio: await app.download(file, task) };
  // Without a progress line, which would stay above the question if this fails.
  return app.rateLimiter.run(memberId, async () => analyzeAudio(context, await app.download(file, task)));
}
