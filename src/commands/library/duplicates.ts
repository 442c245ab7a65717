import { MessageFlags } from 'discord.js';
import type { Engine } from '../../engine/engine.ts';
import { UserError } from '../../errors.ts';
import { type Messages, messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { Command } from '../command.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { sameRecording } from '../shared/duplicate-detection.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { endedEarly, type Work, withWork } from '../shared/tasks.ts';

/** Recordings that are named; with ten the longest possible description stays within Discord's 4,096 characters. */
const NAMED = 10;
/** Nearest sounds that are looked at for each. */
const NEAREST = 4;
/** Sounds between two looks at the signal and two progress lines. */
const STEP = 50;

export const duplicates = {
  data: { ...GUILD_ONLY, name: 'duplicates', ...described((m) => m.duplicates.description) },

  async run(interaction, app) {
    const messages = messagesFor(interaction.locale);
    const { duplicates: say } = messages;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
    const groups = await withWork(interaction, app, (work) =>
      findDuplicates(app.engine, library, work, messages.common.part),
    );
    const lines = groups.slice(0, NAMED).map((group) => groupLine(group, messages));
    await interaction.editReply({
      content: null,
      embeds: [
        {
          color: COLOUR,
          title: say.title,
          description: lines.join('\n') || say.none,
          footer: { text: say.compared(library.size) },
        },
      ],
      components: [],
    });
  },
} satisfies Command;

/** Groups of two and more sounds of one recording, in the order in which the first of each was added. */
async function findDuplicates(
  engine: Engine,
  library: Library,
  { progress, signal }: Work,
  part: Messages['common']['part'],
): Promise<Sound[][]> {
  const groupOf = new Map<string, Sound[]>();
  const sounds = library.list();
  for (const [index, sound] of sounds.entries()) {
    if (index % STEP === 0) {
      progress.show('comparing', part(index + 1, sounds.length));
      if (signal.aborted) throw endedEarly(signal);
    }
    for (const twin of await twinsOf(engine, library, sound)) {
      const group = groupOf.get(twin.id) ?? groupOf.get(sound.id) ?? [];
      for (const member of [sound, twin]) if (!groupOf.has(member.id)) group.push(member);
      groupOf.set(twin.id, group).set(sound.id, group);
    }
  }
  return [...new Set(groupOf.values())];
}

async function twinsOf(engine: Engine, library: Library, sound: Sound): Promise<Sound[]> {
  const embedding = library.embedding(sound.id);
  if (!embedding) return [];
  const hits = await library.search(engine.query(embedding), { top: NEAREST, filter: ({ id }) => id !== sound.id });
  return hits
    .map((hit) => hit.sound)
    .filter((other) => {
      const stored = library.embedding(other.id);
      return stored && sameRecording(engine, embedding, stored);
    });
}

function groupLine(group: readonly Sound[], { duplicates, common }: Messages): string {
  const [first = '', second = '', ...more] = group.map((sound) => soundLink(sound, 40));
  const both = duplicates.isAlso(first, second);
  return more.length > 0 ? `${both} ${common.andMore(more.length)}` : both;
}
