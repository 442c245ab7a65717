import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ChannelType,
  ComponentType,
  type Guild,
  SelectMenuDefaultValueType,
} from 'discord.js';
import { BLOCK_NAMES } from '../../engine/embedding.ts';
import type { Messages } from '../../i18n/index.ts';
import { LEVELS, MAX_IDS, MAX_TOP, type Settings } from '../../storage/settings.ts';
import type { HostLimits } from '../command.ts';
import { PRESET_NAMES, presetOf } from '../search/presets.ts';
import { COLOUR } from '../search/results-view.ts';
import { nextLevel } from '../search/state.ts';
import { aspectButton } from '../shared/aspect-button.ts';
import { addersLine, placesLine, removersLine } from './summary.ts';

export interface PanelState {
  readonly guild: Guild | null;
  readonly limits: HostLimits;
  /** Whether the meaning of sounds is heard here. */
  readonly clap: boolean;
  /** Whether the buttons for a mix of one's own are shown in any case. */
  readonly mixing?: boolean;
  /** Whether all is about to be set back. */
  readonly resetting?: boolean;
}

/** Least scores that are offered, in per cent; any other that is set is offered too. */
const LEAST = [0, 30, 40, 50, 60, 70, 80, 90];
const PLACES = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
];

/** All settings of a guild, each in words and with what changes it below. */
export function settingsPanel(settings: Settings, messages: Messages, state: PanelState): APIContainerComponent {
  const { settings: say } = messages;
  const preset = presetOf(settings.levels);
  const isMixing = state.mixing === true || preset === undefined;
  const parts: APIComponentInContainer[] = [
    text(`## ⚙️ ${say.title}\n${settings.isFallback ? say.lost : say.saved}`),
    text(`**${say.adders}**\n${addersLine(settings, messages, state.guild)}`),
    roleSelect('settings:adders', settings.adders, messages, state),
    text(`**${say.removers}**\n${removersLine(settings, messages, state.guild)}`),
    roleSelect('settings:removers', settings.removers, messages, state),
    text(`**${say.channels}**\n${placesLine(settings, messages, state.guild)}`),
    row({
      type: ComponentType.ChannelSelect,
      custom_id: 'settings:channels',
      placeholder: say.chooseChannels,
      channel_types: PLACES,
      min_values: 0,
      max_values: MAX_IDS,
      default_values: present(settings.channels, state.guild?.channels.cache).map((id) => ({
        id,
        type: SelectMenuDefaultValueType.Channel,
      })),
    }),
    { type: ComponentType.Separator },
    text(`**${say.searches}**\n${say.perSearch}`),
    ...searchSelects(settings, messages, isMixing),
    ...(isMixing ? [text(say.ownMix), ...mixRows(settings, messages, state)] : []),
    { type: ComponentType.Separator },
    text(`**${say.quota}**\n${roomLine(settings, messages, state)}`),
    row(...buttons(messages, state)),
  ];
  return { type: ComponentType.Container, accent_color: COLOUR, components: parts };
}

function roomLine(
  { sounds, bytes, soundsPerMember }: Settings,
  { settings: say, format }: Messages,
  { limits }: PanelState,
): string {
  const whole = say.quotaNow(
    Math.min(sounds ?? limits.sounds, limits.sounds),
    format.megabytes(Math.min(bytes ?? limits.bytes, limits.bytes)),
  );
  return soundsPerMember === null ? whole : `${whole} · ${say.quotaPerMember(soundsPerMember)}`;
}

function roleSelect(id: string, roles: readonly string[] | null, { settings: say }: Messages, { guild }: PanelState) {
  return row({
    type: ComponentType.RoleSelect,
    custom_id: id,
    placeholder: say.chooseRoles,
    min_values: 0,
    max_values: MAX_IDS,
    default_values: present(roles, guild?.roles.cache).map((role) => ({
      id: role,
      type: SelectMenuDefaultValueType.Role,
    })),
  });
}

function searchSelects(settings: Settings, { settings: say, format }: Messages, isMixing: boolean) {
  const tops = Array.from({ length: MAX_TOP }, (_, index) => index + 1);
  const leasts = [...new Set([...LEAST, settings.minScore])].sort((a, b) => a - b);
  const preset = isMixing ? 'own' : presetOf(settings.levels);
  const select = (id: string, options: APISelectMenuOption[]) =>
    row({ type: ComponentType.StringSelect, custom_id: id, options });
  return [
    select(
      'settings:top',
      tops.map((top) => ({ value: String(top), label: say.top(top), default: top === settings.top })),
    ),
    select(
      'settings:least',
      leasts.map((least) => ({
        value: String(least),
        label: least === 0 ? say.anyScore : say.minScore(format.percent(least / 100)),
        default: least === settings.minScore,
      })),
    ),
    select(
      'settings:weights',
      [...PRESET_NAMES, 'own' as const].map((name) => ({
        value: name,
        label: say.presets[name],
        default: name === preset,
      })),
    ),
  ];
}

/** A button for each aspect; each press leads to the next level. */
function mixRows({ levels }: Settings, messages: Messages, { clap }: PanelState) {
  const all = BLOCK_NAMES.filter((name) => name !== 'clap' || clap).map((name) => {
    const next = LEVELS.indexOf(nextLevel(levels[name]));
    return aspectButton(messages, name, levels[name], `settings:level:${name}:${next}`);
  });
  return [row(...all.slice(0, 4)), row(...all.slice(4))];
}

function buttons({ settings: say }: Messages, { resetting = false }: PanelState): APIButtonComponent[] {
  return [
    { type: ComponentType.Button, style: ButtonStyle.Secondary, label: say.changeQuota, custom_id: 'settings:room' },
    resetting
      ? { type: ComponentType.Button, style: ButtonStyle.Danger, label: say.resetYes, custom_id: 'settings:reset:yes' }
      : { type: ComponentType.Button, style: ButtonStyle.Secondary, label: say.reset, custom_id: 'settings:reset' },
  ];
}

/** Those that are there still: Discord refuses a menu that starts with one that is not. */
function present(ids: readonly string[] | null, known: ReadonlyMap<string, unknown> | undefined): readonly string[] {
  return (ids ?? []).filter((id) => known?.has(id));
}

function text(content: string): APIComponentInContainer {
  return { type: ComponentType.TextDisplay, content };
}

function row(...components: APIComponentInMessageActionRow[]): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components };
}
