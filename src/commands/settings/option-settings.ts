import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ChannelType,
  type Guild,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described, named } from '../../i18n/localizations.ts';
import type { Settings } from '../../storage/settings.ts';
import type { Slash } from '../command.ts';
import { LICENSES, licenseName, licenseOf } from '../shared/licenses.ts';

/** Settings that are options of `/settings`, because the panel has no room for their controls. */
type OptionSettings = Pick<Settings, 'license' | 'logChannel' | 'dailyChannel'>;

const CHANNELS = { log_channel: 'logChannel', daily_channel: 'dailyChannel' } as const;
const CHANNEL_TYPES = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;
const { ViewChannel, SendMessages, AttachFiles, EmbedLinks } = PermissionFlagsBits;

export const settingOptions: APIApplicationCommandOption[] = [
  {
    type: ApplicationCommandOptionType.String,
    name: 'license',
    ...described((m) => m.settings.license),
    choices: [...LICENSES.keys(), '-'].map((id) => ({ ...named(() => licenseName(id)), value: id })),
  },
  channelOption('log_channel', (m) => m.settings.logChannel),
  channelOption('daily_channel', (m) => m.settings.dailyChannel),
  {
    type: ApplicationCommandOptionType.String,
    name: 'turn_off',
    ...described((m) => m.settings.turnOff),
    choices: [
      { ...named((m) => m.settings.logTitle), value: 'log_channel' },
      { ...named((m) => m.settings.dailyTitle), value: 'daily_channel' },
    ],
  },
];

/**
 * Returns the change that the options request; null if none is given.
 * @throws UserError `channelNotWritable` if the bot may not send messages with files in a chosen channel
 */
export function requestedChange({ options, guild }: Slash): Partial<OptionSettings> | null {
  const license = options.getString('license');
  const off = options.getString('turn_off');
  let change: Partial<OptionSettings> = license === null ? {} : { license: licenseOf(license) };
  for (const [option, setting] of Object.entries(CHANNELS)) {
    const channel = options.getChannel(option);
    if (channel) change = { ...change, [setting]: writableChannel(guild, channel.id) };
    else if (off === option) change = { ...change, [setting]: null };
  }
  return Object.keys(change).length > 0 ? change : null;
}

/** Returns lines about these settings; empty if all have their defaults. */
export function optionLines(
  { license, logChannel, dailyChannel }: Settings,
  { settings: t }: Messages,
): readonly string[] {
  return [
    ...(license === null ? [] : [`${t.licenseTitle}: ${licenseName(license)}`]),
    ...(logChannel === null ? [] : [`${t.logTitle}: <#${logChannel}>`]),
    ...(dailyChannel === null ? [] : [`${t.dailyTitle}: <#${dailyChannel}>`]),
  ];
}

function writableChannel(guild: Guild | null, id: string): string {
  const channel = guild?.channels.cache.get(id);
  const mine = guild?.members.me ?? null;
  const needed = [ViewChannel, SendMessages, AttachFiles, EmbedLinks];
  if (!channel || !mine || !channel.permissionsFor(mine).has(needed))
    throw new UserError({ code: 'channelNotWritable', channel: `<#${id}>` });
  return id;
}

function channelOption(name: keyof typeof CHANNELS, text: (messages: Messages) => string): APIApplicationCommandOption {
  return { type: ApplicationCommandOptionType.Channel, name, ...described(text), channel_types: [...CHANNEL_TYPES] };
}
