import { MessageFlags } from 'discord.js';
import { described } from '../../i18n/localizations.ts';
import type { Library } from '../../storage/library.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { logChanges } from '../shared/log-changes.ts';
import { mayRemove } from '../shared/permissions.ts';
import { suggestTags } from '../shared/sound-option.ts';
import { chooseSounds, choosingOptions } from './choose-sounds.ts';
import { partlyDone, questionReply } from './many-view.ts';
import { rememberChange, takeChange } from './pending-changes.ts';

export const removeMany = {
  data: {
    ...GUILD_ONLY,
    name: 'remove-many',
    ...described((m) => m.many.removeDescription),
    options: choosingOptions,
  },

  autocomplete: suggestTags,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { sounds, notes } = chooseSounds(interaction, context, await context.library(), mayRemove);
    const { many: t } = context.t;
    const key = rememberChange(context, { ids: sounds.map(({ id }) => id), add: [], remove: [] });
    const question = {
      title: t.askRemove(sounds.length),
      sounds,
      notes,
      yes: { label: t.yesRemove(sounds.length), customId: encodeCustomId('remove-many', 'yes', key), isDanger: true },
    };
    await interaction.editReply(questionReply(question, context.t));
  },

  async component(interaction, context) {
    const [, key = ''] = decodeCustomId(interaction.customId).fields;
    await interaction.deferUpdate();
    const library = await context.library();
    const { ids } = takeChange(context, key);
    // The rules of the server may have changed since the question.
    const sounds = ids.flatMap((id) => library.get(id) ?? []);
    const permitted = sounds.filter((sound) => mayRemove(interaction, sound, context.settings));
    const allowed = permitted.map(({ id }) => id);
    const content = await removeAll(library, allowed).then(
      (done) => context.t.many.removed(done),
      (error: unknown) => {
        const left = allowed.filter((id) => library.get(id)).length;
        const done = allowed.length - left;
        return partlyDone(context.t.many.removed(done), { done, left, error }, context.t);
      },
    );
    const removed = permitted.filter(({ id }) => !library.get(id));
    logChanges(interaction, context, 'removed', removed);
    await interaction.editReply({ content, embeds: [], components: [] });
  },
} satisfies Command;

async function removeAll(library: Library, ids: readonly string[]): Promise<number> {
  return library.change(async (writer) => (await writer.remove(ids)).length);
}
