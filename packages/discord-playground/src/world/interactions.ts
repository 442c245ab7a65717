import { randomBytes } from 'node:crypto';
import {
  type APIMessage,
  type APIMessageInteractionMetadata,
  InteractionContextType,
  type InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { ResponseStep } from '../contract.ts';
import { channelPayload, memberPayload, userOf } from './payloads.ts';
import { bits, botDefault, permissionsIn } from './permissions.ts';
import type { Channel, Interaction, StoredMessage, World } from './world.ts';

/** Maximum time in milliseconds until a bot must acknowledge an interaction. */
const ACKNOWLEDGE_MS = 3_000;
/** Lifetime of an interaction's token, in milliseconds. */
export const TOKEN_MS = 15 * 60_000;

export interface NewInteraction {
  readonly type: InteractionType;
  readonly userId: string;
  readonly channel: Channel;
  readonly data: object;
  readonly commandName?: string;
  readonly source?: StoredMessage | null;
  readonly metadata: (
    base: Pick<APIMessageInteractionMetadata, 'id' | 'user' | 'authorizing_integration_owners'>,
  ) => APIMessageInteractionMetadata;
  /** The message of a component or context-menu command, in the form that the bot receives. */
  readonly message?: APIMessage;
}

/** Sends the event INTERACTION_CREATE to the bot, and starts the timer of three seconds. */
export function startInteraction(world: World, options: NewInteraction): Interaction {
  const { channel, userId } = options;
  const guild = channel.guildId === null ? undefined : world.guilds.get(channel.guildId);
  const user = userOf(world, userId);
  const owners = { 0: guild?.id ?? '0' };
  const id = world.nextId();
  const interaction: Interaction = {
    id,
    token: newToken(id),
    type: options.type,
    userId,
    channel,
    createdAt: world.clock.now(),
    metadata: options.metadata({ id, user, authorizing_integration_owners: owners }),
    commandName: options.commandName ?? null,
    source: options.source ?? null,
    status: 'waiting',
    original: null,
    ephemeral: null,
    followUps: [],
    steps: [],
    listeners: new Set(),
  };
  world.interactions.set(interaction.id, interaction);
  world.clock.after(ACKNOWLEDGE_MS, () => {
    if (interaction.status !== 'waiting') return;
    interaction.status = 'expired';
    addStep(world, interaction, { kind: 'no-response' });
  });

  // From then on, requests with this token fail in the same way as those with an unknown token.
  world.clock.after(TOKEN_MS, () => world.interactions.delete(interaction.id));

  const member = guild?.members.get(userId);
  const place =
    guild === undefined || member === undefined
      ? { user, context: InteractionContextType.BotDM }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          context: InteractionContextType.Guild,
          member: { ...memberPayload(world, member), permissions: permissionsIn(guild, userId, channel).toString() },
        };
  const appPermissions = guild === undefined ? bits(botDefault) : permissionsIn(guild, world.bot.id, channel);
  const payload = {
    id: interaction.id,
    application_id: world.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: options.data,
    ...(options.message === undefined ? {} : { message: options.message }),
    ...place,
    channel_id: channel.id,
    channel: channelPayload(world, channel),
    app_permissions: appPermissions.toString(),
    locale: world.people.get(userId)?.locale ?? 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: owners,
    attachment_size_limit: interactionFileLimit(world, interaction),
  };
  world.dispatch('INTERACTION_CREATE', payload, { guildId: guild?.id ?? null, intents: 0 });
  return interaction;
}

/** Returns a token, which like Discord's contains the id of the interaction and cannot be guessed. */
function newToken(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(48).toString('hex')}`).toString('base64url');
}

/** Returns the id of an interaction that a token contains; an empty string if it contains none. */
export function idInToken(token: string): string {
  return Buffer.from(token, 'base64url').toString('latin1').split(':')[1] ?? '';
}

/** Adds a step to an interaction, and passes it to the interaction's listeners. */
export function addStep(world: World, interaction: Interaction, step: ResponseStep): void {
  interaction.steps.push(step);
  for (const listener of [...interaction.listeners]) listener();
  world.announce({ type: 'interaction', id: interaction.id, userId: interaction.userId, step });
}

export function isLoading({ message }: StoredMessage): boolean {
  return ((message.flags ?? 0) & MessageFlags.Loading) !== 0;
}

/**
 * Returns the maximum size of a file in an answer to an interaction: the higher of the limits of guild and member.
 * @see developers/reference.mdx in discord/discord-api-docs, "Uploading Files"
 */
export function interactionFileLimit(world: World, { channel, userId }: Pick<Interaction, 'channel' | 'userId'>) {
  const ofGuild = fileLimit(world.guilds.get(channel.guildId ?? '')?.premiumTier ?? 0);
  return Math.max(ofGuild, world.people.get(userId)?.uploadLimit ?? 0);
}

/** Returns the maximum size of an uploaded file in bytes, which depends on the guild's boost level. */
export function fileLimit(premiumTier: number): number {
  return ({ 2: 50, 3: 100 }[premiumTier] ?? 10) * 1024 * 1024;
}
