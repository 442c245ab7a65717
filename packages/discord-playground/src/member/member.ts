import {
  type APIApplicationCommand,
  type APIMessage,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { CommandValue, Invocation, Member } from '../contract.ts';
import { eachComponent } from '../limits/message-rules.ts';
import { fileLimit, startInteraction } from '../world/interactions.ts';
import { createMessage, findMessage, present } from '../world/messages.ts';
import { memberPayload, userOf } from '../world/payloads.ts';
import { isOpenTo, permissionsIn } from '../world/permissions.ts';
import { addReaction, removeReaction } from '../world/reactions.ts';
import type { Channel, StoredMessage, World } from '../world/world.ts';
import { fillModal } from './fill-modal.ts';
import { type FilledOptions, fillOptions, type Typing } from './fill-options.ts';
import { createInvocation } from './invocation.ts';
import { visibleCommands } from './visible-commands.ts';

/** Creates a simulated person in one channel, with the actions of Discord's client as methods. */
export function createMember(world: World, userId: string, channel: Channel): Member {
  const user = userOf(world, userId);
  const guild = world.guilds.get(channel.guildId ?? '');

  function findCommand(name: string, type: ApplicationCommandType): APIApplicationCommand {
    const visible = visibleCommands(world, userId, channel).filter((command) => command.type === type);
    const command = visible.find((candidate) => candidate.name === name);
    if (command !== undefined) return command;
    const others = visible.map((candidate) => candidate.name).join(', ') || 'none';
    throw new Error(
      `${user.username} sees no command "${name}" in ${channel.name || 'direct messages'}; there are: ${others}`,
    );
  }

  function sendCommand(
    type: InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete,
    command: APIApplicationCommand,
    data: object,
    { target = {}, shown = command.name }: { target?: object; shown?: string } = {},
  ): Invocation {
    const { id, name } = command;
    const place = command.guild_id === undefined ? {} : { guild_id: command.guild_id };
    const interaction = startInteraction(world, {
      type,
      userId,
      channel,
      // With its subcommand: developers/resources/message.mdx in discord/discord-api-docs, "Message Interaction Structure".
      commandName: shown,
      data: { id, name, type: command.type, ...place, ...data },
      metadata: (base) => ({ ...base, ...target, type: InteractionType.ApplicationCommand }),
    });
    return createInvocation(world, interaction);
  }

  function slash(name: string, values: Record<string, CommandValue>, typing: Typing | null): Invocation {
    const [first = '', ...path] = name.split(' ');
    const command = findCommand(first, ApplicationCommandType.ChatInput);
    const { options, resolved }: FilledOptions = fillOptions(world, channel, command, path, values, typing);
    const data = {
      ...(options.length === 0 ? {} : { options }),
      ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
    };
    const { ApplicationCommand, ApplicationCommandAutocomplete } = InteractionType;
    const type = typing === null ? ApplicationCommand : ApplicationCommandAutocomplete;
    return sendCommand(type, command, data, { shown: name });
  }

  function useComponent(source: StoredMessage, data: object): Invocation {
    const interaction = startInteraction(world, {
      type: InteractionType.MessageComponent,
      userId,
      channel,
      source,
      message: present(world, source),
      data,
      metadata: (base) => ({
        ...base,
        type: InteractionType.MessageComponent,
        interacted_message_id: source.message.id,
      }),
    });
    return createInvocation(world, interaction);
  }

  /** Returns the current state of a message. @throws Error if the message is ephemeral and for another person */
  function see(message: APIMessage): StoredMessage {
    const stored = findMessage(world, channel.id, message.id);
    if (stored.visibleTo !== null && stored.visibleTo !== userId)
      throw new Error('That message is not for this person');
    return stored;
  }

  function say(content: string, attachments: APIMessage['attachments'], flags: number): APIMessage {
    const stored = createMessage(world, {
      channel,
      authorId: userId,
      body: { content, cleared: new Set() },
      files: [],
      given: attachments,
      visibleTo: null,
      extra: { flags },
      fileLimit: fileLimit(guild?.premiumTier ?? 0),
    });
    return present(world, stored);
  }

  return {
    user,
    guildId: channel.guildId,
    channelId: channel.id,
    in(wanted) {
      const found = [...world.channels.values()].find(
        (one) => guild?.id === one.guildId && (one.id === wanted || one.name === wanted) && isOpenTo(one, userId),
      );
      if (found === undefined) throw new Error(`There is no channel "${wanted}" here`);
      return createMember(world, userId, found);
    },
    upload(name, bytes, { contentType, declaredSize, url, durationSecs, waveform } = {}) {
      const folder = 'ephemeral-attachments';
      const attachment = world.files.save({ name, bytes, contentType, channelId: channel.id, folder });
      return {
        ...attachment,
        ...(declaredSize === undefined ? {} : { size: declaredSize }),
        ...(url === undefined ? {} : { url, proxy_url: url }),
        ...(durationSecs === undefined ? {} : { duration_secs: durationSecs }),
        ...(waveform === undefined ? {} : { waveform }),
      };
    },
    commands: () => visibleCommands(world, userId, channel),
    slash: (name, options = {}) => slash(name, options, null),
    autocomplete: (name, option, typed, others = {}) => slash(name, others, { option, typed }),
    messageCommand(name, message) {
      const command = findCommand(name, ApplicationCommandType.Message);
      const target = present(world, see(message));
      const data = { target_id: target.id, resolved: { messages: { [target.id]: target } } };
      return sendCommand(InteractionType.ApplicationCommand, command, data, {
        target: { target_message_id: target.id },
      });
    },
    userCommand(name, targetId) {
      const command = findCommand(name, ApplicationCommandType.User);
      const target = userOf(world, targetId);
      const member = guild?.members.get(targetId);
      const members: Record<string, object> = {};
      if (guild !== undefined && member !== undefined) {
        const { user: _, ...rest } = memberPayload(world, member);
        members[targetId] = { ...rest, permissions: permissionsIn(guild, targetId, channel).toString() };
      }
      const data = { target_id: targetId, resolved: { users: { [targetId]: target }, members } };
      return sendCommand(InteractionType.ApplicationCommand, command, data, { target: { target_user: target } });
    },
    click(message, wanted) {
      const stored = see(message);
      const isWanted = (component: Record<string, unknown>) =>
        component.type === ComponentType.Button && (component.custom_id === wanted || component.label === wanted);
      const { custom_id, id, style } = findComponent(stored, isWanted, `button "${wanted}"`);
      if (style === ButtonStyle.Link) throw new Error(`"${wanted}" is a link`);
      return useComponent(stored, { component_type: ComponentType.Button, custom_id, id });
    },
    select(message, customId, values) {
      const stored = see(message);
      const isWanted = (component: Record<string, unknown>) =>
        component.custom_id === customId && component.type !== ComponentType.Button;
      const { type, id, options, min_values, max_values } = findComponent(stored, isWanted, `menu "${customId}"`);
      const min = typeof min_values === 'number' ? min_values : 1;
      const max = typeof max_values === 'number' ? max_values : 1;
      if (values.length < min || values.length > max) throw new Error(`"${customId}" takes ${min} to ${max} values`);
      const offered: unknown[] = Array.isArray(options) ? options.map((option) => option.value) : values;
      const strange = values.find((value) => !offered.includes(value));
      if (strange !== undefined) throw new Error(`"${customId}" does not offer "${strange}"`);
      return useComponent(stored, { component_type: type, custom_id: customId, id, values });
    },
    submit(opened, values) {
      const before = world.interactions.get(opened.id);
      const modal = before?.steps.find((step) => step.kind === 'modal')?.modal;
      if (before === undefined || modal === undefined) throw new Error('That interaction opened no modal');
      const { source, metadata } = before;
      if (metadata.type === InteractionType.ModalSubmit) throw new Error('A modal cannot open another one');
      const interaction = startInteraction(world, {
        type: InteractionType.ModalSubmit,
        userId,
        channel,
        source,
        ...(source === null ? {} : { message: present(world, source) }),
        data: { custom_id: modal.custom_id, ...fillModal(modal, values) },
        metadata: (base) => ({ ...base, type: InteractionType.ModalSubmit, triggering_interaction_metadata: metadata }),
      });
      return createInvocation(world, interaction);
    },
    post: (content, attachments = []) => say(content, attachments, 0),
    voice: (attachment) => say('', [attachment], MessageFlags.IsVoiceMessage),
    react: (message, emoji) => addReaction(world, see(message), userId, emoji),
    unreact: (message, emoji) => removeReaction(world, see(message), userId, emoji),
    messages: () =>
      [...(world.messages.get(channel.id)?.values() ?? [])]
        .filter(({ visibleTo }) => visibleTo === null || visibleTo === userId)
        .map((stored) => present(world, stored)),
  };
}

/** Finds a component of a message. @throws Error if the component does not exist or is disabled */
function findComponent(
  { message }: StoredMessage,
  isWanted: (component: Record<string, unknown>) => boolean,
  what: string,
): Record<string, unknown> {
  const all = [...eachComponent(message.components ?? [])].map(
    ({ component }): Record<string, unknown> => ({ ...component }),
  );
  const component = all.find(isWanted);
  if (component === undefined) {
    const names = all.flatMap(({ custom_id, label }) => (custom_id === undefined ? [] : [label ?? custom_id]));
    throw new Error(`The message has no ${what}; there are: ${names.join(', ') || 'none'}`);
  }
  if (component.disabled === true) throw new Error(`The ${what} is disabled`);
  return component;
}
