import { MessageFlags } from 'discord.js';
import { z } from 'zod';
import { BLOCK_NAMES } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import {
  DEFAULT_SETTINGS,
  LEVELS,
  MAX_IDS,
  MAX_TOP,
  SEARCH_ORDERS,
  type Settings,
  type SettingsChange,
} from '../../storage/settings.ts';
import type { RequestContext } from '../app.ts';
import { type Command, type Component, FOR_MANAGERS, type Modal, type Slash } from '../command.ts';
import { PRESET_NAMES, PRESETS } from '../search/presets.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { isManager } from '../shared/permissions.ts';
import { requestedChange, settingOptions } from './option-settings.ts';
import { type PanelState, settingsPanel } from './panel.ts';
import { quotaModal, readQuota } from './quota-modal.ts';

const ids = z.array(z.string().regex(/^\d{1,20}$/)).max(MAX_IDS);
/** The data of a control in the panel: the fields of its custom id, followed by the chosen values. */
const requestSchema = z.union([
  z.tuple([z.literal(['adders', 'removers', 'channels']), ids]),
  z.tuple([z.literal('top'), z.coerce.number().int().min(1).max(MAX_TOP)]),
  z.tuple([z.literal('least'), z.coerce.number().int().min(0).max(100)]),
  z.tuple([z.literal('weights'), z.enum([...PRESET_NAMES, 'own'])]),
  z.tuple([z.literal('level'), z.enum(BLOCK_NAMES), z.coerce.number().int().min(0).max(3)]),
  z.tuple([z.literal('order'), z.enum(SEARCH_ORDERS)]),
  z.tuple([z.literal('loudness'), z.enum(['as-is', 'leveled'])]),
  z.tuple([z.literal('room')]),
  z.tuple([z.literal('reset')]),
  z.tuple([z.literal('reset'), z.literal('yes')]),
]);

export const settings = {
  data: { ...FOR_MANAGERS, name: 'settings', ...described((m) => m.settings.description), options: settingOptions },
  anywhere: true,

  async run(interaction, context) {
    checkManager(interaction);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { app, guildId, settings } = context;
    const change = requestedChange(interaction);
    const changed = change ? await app.libraries.settings.change(guildId, change) : settings;
    await showPanel(interaction, context, changed);
  },

  async component(interaction, context) {
    checkManager(interaction);
    const { app, t, settings, guildId } = context;
    const request = readRequest(interaction);
    if (request[0] === 'room') {
      await interaction.showModal(quotaModal(settings, app.limits, t));
      return;
    }
    await interaction.deferUpdate();
    const change = changeOf(request, guildId);
    const { settings: store } = app.libraries;
    const changed = await (change ? store.change(guildId, change) : store.read(guildId)).catch(
      async (error: unknown) => {
        // Shows the saved values again, because the menu would otherwise keep the values that could not be saved.
        await showPanel(interaction, context, await store.read(guildId));
        throw error;
      },
    );
    const mixing = request[0] === 'level' || (request[0] === 'weights' && request[1] === 'own');
    const resetting = request[0] === 'reset' && request.length === 1;
    await showPanel(interaction, context, changed, { mixing, resetting });
  },

  async modal(interaction, context) {
    checkManager(interaction);
    const { app, guildId } = context;
    const quota = readQuota(interaction, app.limits);
    if (interaction.isFromMessage()) await interaction.deferUpdate();
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await showPanel(interaction, context, await app.libraries.settings.change(guildId, quota));
  },
} satisfies Command;

/** Checks that the member manages the server, because a server can offer the command to other members too. */
function checkManager(interaction: Slash | Component | Modal): void {
  if (!isManager(interaction)) throw new UserError({ code: 'settingsForManagers' });
}

type Request = z.output<typeof requestSchema>;

/** @throws UserError `unknownButton` if the current panel has no such control */
function readRequest(interaction: Component): Request {
  const { fields } = decodeCustomId(interaction.customId);
  const [name, ...rest] = fields;
  const values = interaction.isAnySelectMenu() ? interaction.values : undefined;
  const isList = name === 'adders' || name === 'removers' || name === 'channels';
  const parsed = requestSchema.safeParse([name, ...(isList ? [values] : [...rest, ...(values ?? [])])]);
  if (!parsed.success) throw new UserError({ code: 'unknownButton' });
  return parsed.data;
}

/** Returns the change of the settings that a control requests; undefined if the control changes only the panel. */
function changeOf(request: Request, guildId: string): SettingsChange | undefined {
  switch (request[0]) {
    case 'adders':
    case 'removers':
    case 'channels': {
      const [name, chosen] = request;
      if (chosen.length === 0) return { [name]: null };
      // The id of the server stands for the role @everyone, but in a list of channels it is a channel: in old servers,
      // the first channel has the id of the server.
      const isEveryone = name !== 'channels' && chosen.includes(guildId);
      if (!isEveryone) return { [name]: chosen };
      return name === 'adders' ? { adders: null } : { removers: [guildId] };
    }
    case 'top':
      return { top: request[1] };
    case 'least':
      return { minScore: request[1] };
    case 'order':
      return { order: request[1] };
    case 'weights':
      return request[1] === 'own' ? undefined : { levels: PRESETS[request[1]] };
    case 'level':
      return ({ levels }) => ({ levels: { ...levels, [request[1]]: LEVELS[request[2]] } });
    case 'loudness':
      return { isLeveled: request[1] === 'leveled' };
    case 'reset':
      return request.length === 2 ? DEFAULT_SETTINGS : undefined;
    default:
      return undefined;
  }
}

async function showPanel(
  interaction: Slash | Component | Modal,
  { app, t }: RequestContext,
  settings: Settings,
  state: Pick<PanelState, 'mixing' | 'resetting'> = {},
): Promise<void> {
  const { guild } = interaction;
  const clap = app.engine.mode === 'clap';
  const panel = settingsPanel(settings, t, { guild, limits: app.limits, clap, ...state });
  await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components: [panel] });
}
