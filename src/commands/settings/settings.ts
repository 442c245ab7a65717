import { MessageFlags } from 'discord.js';
import { z } from 'zod';
import { BLOCK_NAMES } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import {
  DEFAULT_SETTINGS,
  LEVELS,
  MAX_IDS,
  MAX_TOP,
  type Settings,
  type SettingsChange,
} from '../../storage/settings.ts';
import type { App, Command, Component, Modal, Slash } from '../command.ts';
import { PRESET_NAMES, PRESETS } from '../search/presets.ts';
import { FOR_MANAGERS } from '../shared/guild-only.ts';
import { isManager } from '../shared/permissions.ts';
import { type PanelState, settingsPanel } from './panel.ts';
import { readRoom, roomModal } from './quota-modal.ts';

const ids = z.array(z.string().regex(/^\d{1,20}$/)).max(MAX_IDS);
/** What a control of the panel asks for: its custom id without `settings`, then the chosen values. */
const control = z.union([
  z.tuple([z.literal(['adders', 'removers', 'channels']), ids]),
  z.tuple([z.literal('top'), z.coerce.number().int().min(1).max(MAX_TOP)]),
  z.tuple([z.literal('least'), z.coerce.number().int().min(0).max(100)]),
  z.tuple([z.literal('weights'), z.enum([...PRESET_NAMES, 'own'])]),
  z.tuple([z.literal('level'), z.enum(BLOCK_NAMES), z.coerce.number().int().min(0).max(3)]),
  z.tuple([z.literal('room')]),
  z.tuple([z.literal('reset')]),
  z.tuple([z.literal('reset'), z.literal('yes')]),
]);

export const settings = {
  data: { ...FOR_MANAGERS, name: 'settings', ...described((m) => m.settings.description) },
  anywhere: true,

  async run(interaction, app) {
    checkManager(interaction);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await show(interaction, app, await app.libraries.settings.read(interaction.guildId));
  },

  async component(interaction, app) {
    checkManager(interaction);
    const asked = read(interaction);
    const { guildId } = interaction;
    const store = app.libraries.settings;
    if (asked[0] === 'room') {
      const current = await store.read(guildId);
      await interaction.showModal(roomModal(current, app.limits, messagesFor(interaction.locale)));
      return;
    }
    await interaction.deferUpdate();
    const change = changeOf(asked, guildId);
    const settings = await (change ? store.change(guildId, change) : store.read(guildId)).catch(
      async (error: unknown) => {
        // Without this the menu would go on showing what was chosen.
        await show(interaction, app, await store.read(guildId));
        throw error;
      },
    );
    const mixing = asked[0] === 'level' || (asked[0] === 'weights' && asked[1] === 'own');
    await show(interaction, app, settings, { mixing, resetting: asked[0] === 'reset' && asked.length === 1 });
  },

  async modal(interaction, app) {
    checkManager(interaction);
    const room = readRoom(interaction, app.limits);
    if (interaction.isFromMessage()) await interaction.deferUpdate();
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await show(interaction, app, await app.libraries.settings.change(interaction.guildId, room));
  },
} satisfies Command;

/** Discord offers the command to managers only unless a server says otherwise; what they may do is checked here. */
function checkManager(interaction: Slash | Component | Modal): void {
  if (!isManager(interaction)) throw new UserError({ code: 'settingsForManagers' });
}

function read(interaction: Component): z.output<typeof control> {
  const [, name, ...rest] = interaction.customId.split(':');
  const values = interaction.isAnySelectMenu() ? interaction.values : undefined;
  const isList = name === 'adders' || name === 'removers' || name === 'channels';
  const parsed = control.safeParse([name, ...(isList ? [values] : [...rest, ...(values ?? [])])]);
  if (!parsed.success) throw new UserError({ code: 'unknownButton' });
  return parsed.data;
}

/** Undefined where nothing changes yet. */
function changeOf(asked: z.output<typeof control>, guildId: string): SettingsChange | undefined {
  switch (asked[0]) {
    case 'adders':
    case 'removers':
    case 'channels': {
      const [name, chosen] = asked;
      if (chosen.length === 0) return { [name]: null };
      // A channel may have the guild's id too: the first one of an old server has.
      const isEveryone = name !== 'channels' && chosen.includes(guildId);
      if (!isEveryone) return { [name]: chosen };
      return name === 'adders' ? { adders: null } : { removers: [guildId] };
    }
    case 'top':
      return { top: asked[1] };
    case 'least':
      return { minScore: asked[1] };
    case 'weights':
      return asked[1] === 'own' ? undefined : { levels: PRESETS[asked[1]] };
    case 'level':
      return ({ levels }) => ({ levels: { ...levels, [asked[1]]: LEVELS[asked[2]] } });
    case 'reset':
      return asked.length === 2 ? DEFAULT_SETTINGS : undefined;
    default:
      return undefined;
  }
}

async function show(
  interaction: Slash | Component | Modal,
  app: App,
  settings: Settings,
  state: Pick<PanelState, 'mixing' | 'resetting'> = {},
): Promise<void> {
  const place = { guild: interaction.guild, limits: app.limits, clap: app.engine.mode === 'clap' };
  const panel = settingsPanel(settings, messagesFor(interaction.locale), { ...place, ...state });
  await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components: [panel] });
}
