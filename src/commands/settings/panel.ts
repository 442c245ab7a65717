import {
  type APIComponentInContainer,
  type APIContainerComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ChannelType,
  ComponentType,
  type Guild,
  SelectMenuDefaultValueType,
} from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import { LEVELS, MAX_IDS, MAX_TOP, SEARCH_ORDERS, type Settings } from '../../storage/settings.ts';
import type { HostLimits } from '../app.ts';
import { PRESET_NAMES, presetOf } from '../search/presets.ts';
import { COLOUR } from '../search/results-view.ts';
import { button, type Row, row, select } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { optionLines } from './option-settings.ts';
import { addersLine, channelsLine, removersLine } from './summary.ts';
import { weightButtons } from './weight-buttons.ts';

export interface PanelState {
  readonly guild: Guild | null;
  readonly limits: HostLimits;
  /** Whether a CLAP model is loaded. */
  readonly clap: boolean;
  /** Whether to show the buttons for the weights even if the current levels are those of a preset. */
  readonly mixing?: boolean;
  /** Whether to ask for a confirmation that all settings are to be reset. */
  readonly resetting?: boolean;
}

/** Minimum scores that the menu offers, in percent. The menu always offers the current value too. */
const MIN_SCORES = [0, 30, 40, 50, 60, 70, 80, 90];
const CHANNEL_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
];

/** Returns the panel with all settings of a server: the current value of each, and the control that changes it. */
export function settingsPanel(settings: Settings, messages: Messages, state: PanelState): APIContainerComponent {
  const { settings: t } = messages;
  const preset = presetOf(settings.levels);
  const isMixing = state.mixing === true || preset === undefined;
  const components: APIComponentInContainer[] = [
    text(`## ⚙️ ${t.title}\n${settings.isFallback ? t.lost : t.saved}`),
    text(`**${t.adders}**\n${addersLine(settings, messages, state.guild)}`),
    roleSelect('adders', settings.adders, messages, state),
    text(`**${t.removers}**\n${removersLine(settings, messages, state.guild)}`),
    roleSelect('removers', settings.removers, messages, state),
    text(`**${t.channels}**\n${channelsLine(settings, messages, state.guild)}`),
    row({
      type: ComponentType.ChannelSelect,
      custom_id: encodeCustomId('settings', 'channels'),
      placeholder: t.chooseChannels,
      channel_types: CHANNEL_TYPES,
      min_values: 0,
      max_values: MAX_IDS,
      default_values: existing(settings.channels, state.guild?.channels.cache).map((id) => ({
        id,
        type: SelectMenuDefaultValueType.Channel,
      })),
    }),
    { type: ComponentType.Separator },
    text(`**${t.searches}**\n${t.perSearch}`),
    ...searchSelects(settings, messages, isMixing),
    ...(isMixing
      ? [
          text(t.ownMix),
          ...weightButtons(settings.levels, messages, state.clap, (block, next) =>
            encodeCustomId('settings', 'level', block, LEVELS.indexOf(next)),
          ),
        ]
      : []),
    { type: ComponentType.Separator },
    text(`**${t.loudness}**`),
    row(
      select(encodeCustomId('settings', 'loudness'), [
        { value: 'as-is', label: t.asIs, default: !settings.isLeveled },
        { value: 'leveled', label: t.leveled, default: settings.isLeveled },
      ]),
    ),
    { type: ComponentType.Separator },
    text([`**${t.quota}**`, quotaLine(settings, messages, state), ...optionLines(settings, messages)].join('\n')),
    buttons(messages, state),
  ];
  return { type: ComponentType.Container, accent_color: COLOUR, components };
}

function quotaLine(
  { sounds, bytes, soundsPerMember }: Settings,
  { settings: t, format }: Messages,
  { limits }: PanelState,
): string {
  const ofServer = t.quotaNow(
    Math.min(sounds ?? limits.sounds, limits.sounds),
    format.megabytes(Math.min(bytes ?? limits.bytes, limits.bytes)),
  );
  return soundsPerMember === null ? ofServer : `${ofServer} · ${t.quotaPerMember(soundsPerMember)}`;
}

function roleSelect(name: string, roles: readonly string[] | null, { settings: t }: Messages, { guild }: PanelState) {
  return row({
    type: ComponentType.RoleSelect,
    custom_id: encodeCustomId('settings', name),
    placeholder: t.chooseRoles,
    min_values: 0,
    max_values: MAX_IDS,
    default_values: existing(roles, guild?.roles.cache).map((role) => ({
      id: role,
      type: SelectMenuDefaultValueType.Role,
    })),
  });
}

function searchSelects(settings: Settings, { settings: t, format }: Messages, isMixing: boolean) {
  const tops = Array.from({ length: MAX_TOP }, (_, index) => index + 1);
  const minScores = [...new Set([...MIN_SCORES, settings.minScore])].sort((a, b) => a - b);
  const preset = isMixing ? 'own' : presetOf(settings.levels);
  const menu = (name: string, options: readonly APISelectMenuOption[]) =>
    row(select(encodeCustomId('settings', name), options));
  return [
    menu(
      'top',
      tops.map((top) => ({ value: String(top), label: t.top(top), default: top === settings.top })),
    ),
    menu(
      'least',
      minScores.map((minScore) => ({
        value: String(minScore),
        label: minScore === 0 ? t.anyScore : t.minScore(format.percent(minScore / 100)),
        default: minScore === settings.minScore,
      })),
    ),
    menu(
      'order',
      SEARCH_ORDERS.map((order) => ({ value: order, label: t.orders[order], default: order === settings.order })),
    ),
    menu(
      'weights',
      [...PRESET_NAMES, 'own' as const].map((name) => ({
        value: name,
        label: t.presets[name],
        default: name === preset,
      })),
    ),
  ];
}

function buttons({ settings: t }: Messages, { resetting = false }: PanelState): Row {
  return row(
    button(t.changeQuota, encodeCustomId('settings', 'room')),
    resetting
      ? button(t.resetYes, encodeCustomId('settings', 'reset', 'yes'), { style: ButtonStyle.Danger })
      : button(t.reset, encodeCustomId('settings', 'reset')),
  );
}

/** Returns the ids of existing roles or channels. Discord rejects a menu whose default value does not exist. */
function existing(ids: readonly string[] | null, known: ReadonlyMap<string, unknown> | undefined): readonly string[] {
  return (ids ?? []).filter((id) => known?.has(id));
}

function text(content: string): APIComponentInContainer {
  return { type: ComponentType.TextDisplay, content };
}
