import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import type { Sound } from '../../storage/library.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { MAX_TAGS, MAX_TAGS_TEXT, tagsOf } from '../shared/labels.ts';
import { logChanges } from '../shared/log-changes.ts';
import { mayChange } from '../shared/permissions.ts';
import { suggestTags } from '../shared/sound-option.ts';
import { literal } from '../shared/text.ts';
import { chooseSounds, choosingOptions } from './choose-sounds.ts';
import { partlyDone, questionReply } from './many-view.ts';
import { rememberChange, takeChange } from './pending-changes.ts';

/** The tags that an edit adds to sounds, and removes from them. */
interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export const editMany = {
  data: {
    ...GUILD_ONLY,
    name: 'edit-many',
    ...described((m) => m.many.editDescription),
    options: [
      ...choosingOptions,
      {
        type: ApplicationCommandOptionType.String,
        name: 'add_tags',
        ...described((m) => m.many.add),
        max_length: MAX_TAGS_TEXT,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'remove_tags',
        ...described((m) => m.many.takeAway),
        max_length: MAX_TAGS_TEXT,
      },
    ],
  },

  autocomplete: suggestTags,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { options } = interaction;
    const change = { add: tagsOf(options.getString('add_tags')), remove: tagsOf(options.getString('remove_tags')) };
    if (change.add.length + change.remove.length === 0) throw new UserError({ code: 'tagsNotGiven' });
    const { sounds, notes } = chooseSounds(interaction, context, await context.library(), mayChange);
    const changing = sounds.filter((sound) => changesTags(sound, change));
    const fitting = changing.filter((sound) => changedTags(sound, change).length <= MAX_TAGS);
    const full = changing.length - fitting.length;
    if (changing.length === 0) throw new UserError({ code: 'tagsUnchanged' });
    if (fitting.length === 0) throw new UserError({ code: 'tagsFull', max: MAX_TAGS });
    const { many: t } = context.t;
    const key = rememberChange(context, { ids: fitting.map(({ id }) => id), ...change });
    const lines = [
      ...notes,
      change.add.length > 0 ? t.adding(literal(change.add.join(', '), MAX_TAGS_TEXT)) : '',
      change.remove.length > 0 ? t.takingAway(literal(change.remove.join(', '), MAX_TAGS_TEXT)) : '',
      full > 0 ? t.full(full, MAX_TAGS) : '',
    ].filter((note) => note !== '');
    const yes = { label: t.yesEdit(fitting.length), customId: encodeCustomId('edit-many', 'yes', key) };
    await interaction.editReply(
      questionReply({ title: t.askEdit(fitting.length), sounds: fitting, notes: lines, yes }, context.t),
    );
  },

  async component(interaction, context) {
    const [, key = ''] = decodeCustomId(interaction.customId).fields;
    await interaction.deferUpdate();
    const library = await context.library();
    const { ids, ...change } = takeChange(context, key);
    const { many: t } = context.t;
    const changed: Sound[] = [];
    let failure: { readonly left: number; readonly error: unknown } | undefined;
    for (const [index, id] of ids.entries()) {
      try {
        context.task.signal.throwIfAborted();
        // One change of the library for each sound, so that other members need not wait for all of them.
        const edited = await library.change(async (writer) => {
          // The sound and the rules of the server may have changed since the question.
          const sound = library.get(id);
          if (!sound || !mayChange(interaction, sound, context.settings)) return undefined;
          const tags = changedTags(sound, change);
          return tags.length > MAX_TAGS ? undefined : writer.edit(id, { tags });
        });
        if (edited) changed.push(edited);
      } catch (error) {
        failure = { left: ids.length - index, error };
        break;
      }
    }
    logChanges(interaction, context, 'changed', changed);
    const done = changed.length;
    const content = failure ? partlyDone(t.edited(done), { done, ...failure }, context.t) : t.edited(done);
    await interaction.editReply({ content, embeds: [], components: [] });
  },
} satisfies Command;

function changedTags({ tags }: Pick<Sound, 'tags'>, { add, remove }: TagChange): readonly string[] {
  return [...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add])];
}

function changesTags(sound: Sound, change: TagChange): boolean {
  return changedTags(sound, change).join() !== sound.tags.join();
}
