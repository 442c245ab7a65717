import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import type { Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { type Command, type Component, GUILD_ONLY, type Slash } from '../command.ts';
import { soundQuery } from '../search/query.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { playChosen, showPlayableList } from '../shared/playable-list.ts';
import { findSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { clean, literal } from '../shared/text.ts';
import { findPath } from './find-path.ts';

/** Number of sounds between both ends of a path: by default, and at most. */
const STEPS = 4;
const MAX_STEPS = 18;

/** The command that finds a chain of similar sounds from one sound to another. */
export const path = {
  data: {
    ...GUILD_ONLY,
    name: 'path',
    ...described((m) => m.path.description),
    options: [
      { ...soundOption((m) => m.path.from), name: 'from' },
      { ...soundOption((m) => m.path.to), name: 'to' },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'steps',
        ...described((m) => m.path.steps),
        min_value: 1,
        max_value: MAX_STEPS,
      },
    ],
  },

  autocomplete: suggestSounds,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { options } = interaction;
    const library = await context.library();
    const [from, to] = (['from', 'to'] as const).map((name) => findSound(library, options.getString(name, true)).id);
    await showPath(interaction, context, { from, to, steps: options.getInteger('steps') ?? STEPS });
  },

  /** Handles the menu that plays a sound, and the buttons of the pages, which compute the path again. */
  async component(interaction, context) {
    const [action, page = '', steps = '', from, to] = decodeCustomId(interaction.customId).fields;
    if (action === 'play') return playChosen(interaction, context);
    if (action !== 'page' || !/^\d$/.test(page) || !/^\d{1,2}$/.test(steps))
      throw new UserError({ code: 'unknownButton' });
    await interaction.deferUpdate();
    await showPath(interaction, context, { from, to, steps: Math.min(MAX_STEPS, Number(steps)) }, Number(page));
  },
} satisfies Command;

interface Ends {
  /** Ids of the sounds. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly steps: number;
}

async function showPath(
  interaction: Slash | Component,
  context: RequestContext,
  { from = '', to = '', steps }: Ends,
  page = 0,
): Promise<void> {
  const { app, t } = context;
  const library = await context.library();
  const [first, last] = [from, to].map((id) => library.get(id));
  if (!first || !last) throw new UserError({ code: 'soundGone' });
  if (first === last) throw new UserError({ code: 'pathToItself' });
  const stop = (sound: Sound) => ({ sound, embedding: soundQuery(library, sound).embedding });
  const sounds = await findPath(app.engine, library, stop(first), stop(last), steps);
  const list = {
    title: t.path.title(literal(first.label, 60), literal(last.label, 60)),
    ...{ sounds, menu: t.collection.play, menuId: encodeCustomId('path', 'play') },
    alt: t.path.picture(clean(first.label, 60), clean(last.label, 60)),
    pageId: (target: number) => encodeCustomId('path', 'page', target, steps, from, to),
  };
  await showPlayableList(interaction, context, library, list, page);
}
