import { ApplicationCommandType, ChannelType, Events, type Interaction, InteractionType, Status } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { list } from '../../src/commands/library/list.ts';
import { checkAccess } from '../../src/commands/shared/permissions.ts';
import { createClient } from '../../src/discord/client.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';

/** Passes a gateway event to a discord.js client as if Discord had sent it. */
function receive(client: ReturnType<typeof createClient>, event: string, data: object): void {
  const handle: unknown = Reflect.get(client.ws, 'handlePacket');
  if (typeof handle !== 'function') throw new Error('discord.js no longer has this method');
  client.ws.status = Status.Ready;
  Reflect.apply(handle, client.ws, [
    { op: 0, t: event, d: data },
    { id: 0, checkReady() {} },
  ]);
}

const GUILD = { id: '1', name: 'server', unavailable: false, roles: [], members: [], emojis: [], stickers: [] };
const CHANNEL = { id: '10', type: ChannelType.GuildText, name: 'sounds', guild_id: '1' };
const NOW = '2026-01-01T00:00:00Z';
const USER = { id: '7', username: 'ada', discriminator: '0', global_name: null, avatar: null };
const METADATA = {
  archived: false,
  auto_archive_duration: 60,
  archive_timestamp: NOW,
  locked: false,
};
const THREAD = {
  id: '20',
  type: ChannelType.PrivateThread,
  name: 'between us',
  guild_id: '1',
  parent_id: '10',
  thread_metadata: METADATA,
};

test('a thread that the bot cannot see is treated as part of its channel', async () => {
  const client = createClient({ SHARDS: 'auto' });
  onTestFinished(() => client.destroy());
  receive(client, 'GUILD_CREATE', { ...GUILD, channels: [CHANNEL], threads: [] });
  const sent = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
  receive(client, 'INTERACTION_CREATE', {
    id: '5',
    application_id: '9',
    type: InteractionType.ApplicationCommand,
    token: 'token',
    version: 1,
    guild_id: '1',
    channel_id: '20',
    channel: THREAD,
    member: { user: USER, roles: [], permissions: '0', joined_at: NOW },
    app_permissions: '0',
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 1,
    data: { id: '3', name: 'list', type: ApplicationCommandType.ChatInput },
  });
  const interaction = await sent;
  if (!interaction.inGuild()) throw new Error('the interaction is not in a server');
  const settingsFor = (channel: string) => ({ ...DEFAULT_SETTINGS, channels: [channel] });
  expect(() => checkAccess(interaction, list, settingsFor('11'))).toThrow(/channels where I can be used/);
  expect(() => checkAccess(interaction, list, settingsFor('10'))).not.toThrow();
});
