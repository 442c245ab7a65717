import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import type { RequestContext } from '../app.ts';
import { type Command, type Component, GUILD_ONLY, type Slash } from '../command.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { checkMayCreate } from './board-permissions.ts';
import { checkBoard, offerRepair, removeDouble, repairEntry } from './check-board.ts';
import { importBoard } from './import-board.ts';
import { listBoard, playBoardSound } from './list-board.ts';
import { askToSwap, postPreview, swapForPreview } from './post-preview.ts';
import { showPreview } from './preview.ts';
import { clampLufs, decodePreview } from './preview-state.ts';
import { renameModal } from './preview-view.ts';
import { boardEmoji, boardName, MAX_NAME, MIN_NAME } from './suggest-name.ts';

/** How far a press moves the start of a cut, in seconds, and its loudness, in LU. */
const STEP_SECONDS = 1;
const STEP_LU = 3;
const MAX_START = 3600;

const { Subcommand, Number: NumberOption, String: StringOption } = ApplicationCommandOptionType;

export const soundboard = {
  data: {
    ...GUILD_ONLY,
    name: 'soundboard',
    ...described((m) => m.soundboard.description),
    options: [
      {
        ...{ type: Subcommand, name: 'add', ...described((m) => m.soundboard.add) },
        options: [
          soundOption((m) => m.sound.which),
          {
            ...{ type: NumberOption, name: 'start', ...described((m) => m.soundboard.start) },
            ...{ min_value: 0, max_value: MAX_START },
          },
          {
            ...{ type: StringOption, name: 'name', ...described((m) => m.soundboard.name) },
            ...{ min_length: MIN_NAME, max_length: MAX_NAME },
          },
          { type: StringOption, name: 'emoji', ...described((m) => m.soundboard.emoji), max_length: 32 },
        ],
      },
      { type: Subcommand, name: 'list', ...described((m) => m.soundboard.list) },
      { type: Subcommand, name: 'check', ...described((m) => m.soundboard.check) },
      { type: Subcommand, name: 'import', ...described((m) => m.soundboard.import) },
    ],
  },

  autocomplete: suggestSounds,

  async run(interaction, context) {
    const run = { add: addToBoard, list: listBoard, check: checkBoard, import: importBoard }[
      interaction.options.getSubcommand()
    ];
    if (!run) throw new UserError({ code: 'unknownCommand' });
    await run(interaction, context);
  },

  async component(interaction, context) {
    const [action = '', id = ''] = decodeCustomId(interaction.customId).fields;
    const [chosen = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
    if (action === 'play') return playBoardSound(interaction, context, chosen);
    if (action === 'from') return previewSound(interaction, context, id);
    if (action === 'post') return postPreview(interaction, context);
    if (action === 'swap') return askToSwap(interaction, context);
    if (action === 'sure') return swapForPreview(interaction, context);
    if (action === 'repair') return offerRepair(interaction, context);
    if (action === 'mend') return repairEntry(interaction, context);
    if (action === 'drop') return removeDouble(interaction, context);
    if (action === 'rename') return interaction.showModal(renameModal(decodePreview(interaction), context.t));
    const moved = { earlier: -STEP_SECONDS, later: STEP_SECONDS, quieter: 0, louder: 0 }[action];
    if (moved === undefined) throw new UserError({ code: 'unknownButton' });
    const { soundId, ...state } = decodePreview(interaction);
    await interaction.deferUpdate();
    const { library, sound } = await findSound(context, soundId);
    const louder = { quieter: -STEP_LU, louder: STEP_LU }[action] ?? 0;
    const changed = { start: Math.max(0, state.start + moved), lufs: clampLufs(state.lufs + louder) };
    await showPreview(interaction, context, library, { ...state, ...changed, sound });
  },

  /** Handles the form with the name and the emoji. */
  async modal(interaction, context) {
    const { soundId, start, lufs } = decodePreview(interaction);
    const typed = (field: string) => interaction.fields.getTextInputValue(field);
    await interaction.deferUpdate();
    const { library, sound } = await findSound(context, soundId);
    const named = { name: boardName(typed('name'), sound), emoji: boardEmoji(typed('emoji'), sound) };
    await showPreview(interaction, context, library, { ...named, start, lufs, sound });
  },
} satisfies Command;

/** Replies with the preview of the sound that the options name. */
async function addToBoard(interaction: Slash, context: RequestContext): Promise<void> {
  const { options } = interaction;
  checkMayCreate(interaction);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { library, sound } = await openSound(interaction, context);
  const name = boardName(options.getString('name'), sound);
  const emoji = boardEmoji(options.getString('emoji'), sound);
  const start = options.getNumber('start');
  await showPreview(interaction, context, library, { sound, name, emoji, ...(start !== null && { start }) });
}

/** Replies with the preview of a sound of the library, for the buttons below results and cards. */
async function previewSound(interaction: Component, context: RequestContext, id: string): Promise<void> {
  checkMayCreate(interaction);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { library, sound } = await findSound(context, id);
  await showPreview(interaction, context, library, {
    sound,
    name: boardName(null, sound),
    emoji: boardEmoji(null, sound),
  });
}

async function findSound(context: RequestContext, id: string) {
  const library = await context.library();
  const sound = library.get(id);
  if (!sound) throw new UserError({ code: 'soundGone' });
  return { library, sound };
}
