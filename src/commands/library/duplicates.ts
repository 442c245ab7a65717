import { MessageFlags } from 'discord.js';
import type { Engine } from '../../engine/engine.ts';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { compareRecordings } from '../shared/duplicate-detection.ts';

/** Maximum number of duplicate recordings in the reply. Ten fit into the 4,096 characters of an embed description. */
const MAX_NAMED = 10;
/** Number of most similar sounds with which each sound is compared in detail. */
const NEAREST = 4;
/** Number of sounds to process between two checks for an abort, and between two progress lines. */
const STEP = 50;

export const duplicates = {
  data: { ...GUILD_ONLY, name: 'duplicates', ...described((m) => m.duplicates.description) },

  async run(interaction, context) {
    const { t, task } = context;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
    const groups = await groupDuplicates(context, library);
    await task.progress.stop();
    const lines = groups.slice(0, MAX_NAMED).map((group) => groupLine(group, t));
    await interaction.editReply({
      content: null,
      embeds: [
        {
          color: COLOUR,
          title: t.duplicates.title,
          description: lines.join('\n') || t.duplicates.none,
          footer: { text: t.duplicates.compared(library.size) },
        },
      ],
      components: [],
    });
  },
} satisfies Command;

/** Returns groups of two or more sounds of one recording, ordered by the oldest sound of each group. */
async function groupDuplicates({ app, t, task }: RequestContext, library: Library): Promise<Sound[][]> {
  const groupOf = new Map<string, Sound[]>();
  const sounds = library.list();
  for (const [index, sound] of sounds.entries()) {
    if (index % STEP === 0) {
      task.progress.show('comparing', t.common.part(index + 1, sounds.length));
      task.signal.throwIfAborted();
    }
    for (const duplicate of await duplicatesOf(app.engine, library, sound)) {
      const group = groupOf.get(duplicate.id) ?? groupOf.get(sound.id) ?? [];
      for (const member of [sound, duplicate]) if (!groupOf.has(member.id)) group.push(member);
      groupOf.set(duplicate.id, group).set(sound.id, group);
    }
  }
  return [...new Set(groupOf.values())];
}

async function duplicatesOf(engine: Engine, library: Library, sound: Sound): Promise<Sound[]> {
  const embedding = library.embedding(sound.id);
  if (!embedding) return [];
  const hits = await library.search(engine.query(embedding), { top: NEAREST, filter: ({ id }) => id !== sound.id });
  return hits
    .map((hit) => hit.sound)
    .filter((other) => {
      const stored = library.embedding(other.id);
      return stored && compareRecordings(engine, embedding, stored);
    });
}

function groupLine(group: readonly Sound[], { duplicates: t, common }: Messages): string {
  const [first = '', second = '', ...more] = group.map((sound) => soundLink(sound, 40));
  const both = t.isAlso(first, second);
  return more.length > 0 ? `${both} ${common.andMore(more.length)}` : both;
}
