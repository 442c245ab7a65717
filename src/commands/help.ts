import { MessageFlags } from 'discord.js';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { FEATURES } from './replies/features.ts';
import { COLOUR } from './replies/results.ts';

export const help = {
  data: { ...GUILD_ONLY, name: 'help', description: 'How to find sounds by ear, in one minute' },
  anywhere: true,

  async run(interaction, app) {
    const listensFor = Object.values(FEATURES).map(({ emoji, name }) => `${emoji} ${name}`);
    await interaction.reply({
      flags: MessageFlags.Ephemeral,
      embeds: [
        {
          color: COLOUR,
          title: '👂 Soundalike finds sounds by ear',
          description: 'Give me a sound, and I name those in this server’s library that are most like it, and why.',
          fields: [
            {
              name: 'Start here',
              value: [
                '`/add` an audio file: it joins this server’s library.',
                `\`/search\` with another file${app.engine.mode === 'clap' ? ', a sound that is here, or words' : ' or a sound that is here'}: I answer with the sounds most like it.`,
                'Or open any message’s menu, *Apps*: **Find similar sounds**, **Add to sound library**. Voice messages work too.',
              ].join('\n'),
            },
            {
              name: 'The library',
              value: [
                '`/list` shows what is there, `/map` draws it, `/info` plays one sound, `/duplicates` finds doubles, `/stats` counts.',
                '`/edit` changes label and tags, `/remove` takes a sound out: your own, or any if you manage messages.',
                '`/forget` erases all that you added. Managers move a whole library with `/export` and `/import`.',
              ].join('\n'),
            },
            {
              name: 'Below a result',
              value:
                '▶ plays a match, 🔎 goes on from it, ◀ ▶ turn pages, and 🎚️ lets you say what matters: more rhythm, less tone.',
            },
            { name: 'What I listen for', value: listensFor.join('\n') },
            {
              name: 'Good to know',
              value: [
                'MP3, WAV, OGG, M4A, FLAC, Opus and the sound of videos all work.',
                'A reason is shown when that feature alone is more than 80 % alike.',
                'Every server has a library of its own; no other server hears it.',
                app.engine.mode === 'clap'
                  ? 'I also compare what sounds mean, with the CLAP model.'
                  : 'I compare how sounds sound; the CLAP model, which knows what they mean, is not installed here.',
              ]
                .map((line) => `• ${line}`)
                .join('\n'),
            },
          ],
        },
      ],
    });
  },
} satisfies Command;
