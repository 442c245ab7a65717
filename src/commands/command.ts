import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { RequestContext } from './app.ts';

type InGuild = 'cached' | 'raw';
export type Slash = ChatInputCommandInteraction<InGuild>;
export type OnMessage = MessageContextMenuCommandInteraction<InGuild>;
export type Typing = AutocompleteInteraction<InGuild>;
export type Component = MessageComponentInteraction<InGuild>;
export type Modal = ModalSubmitInteraction<InGuild>;

/**
 * One command: its definition for Discord, and its hooks.
 * A hook throws UserError; the router shows it to the member.
 */
export interface Command {
  readonly data: RESTPostAPIApplicationCommandsJSONBody;
  /** Whether it adds sounds, which a server's settings may reserve for some roles. */
  readonly adds?: true;
  /** Whether everyone can use it in every channel, whatever the settings say. */
  readonly anywhere?: true;
  /** Runs the slash command. */
  run?(interaction: Slash, context: RequestContext): Promise<void>;
  /** Runs the command on a message, from that message's menu. */
  runOnMessage?(interaction: OnMessage, context: RequestContext): Promise<void>;
  /** Suggests values while a member types into an option with autocomplete. */
  autocomplete?(interaction: Typing, context: RequestContext): Promise<void>;
  /** Handles a button or menu whose custom id starts with the command's name and a colon. */
  component?(interaction: Component, context: RequestContext): Promise<void>;
  /** Handles a submitted modal whose custom id starts with the command's name and a colon. */
  modal?(interaction: Modal, context: RequestContext): Promise<void>;
}

/** Part of a command's definition: offered in servers only, as a library belongs to a server. */
export const GUILD_ONLY = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** Part of a command's definition: offered to managers of a server, unless the server changes that. */
export const FOR_MANAGERS = { ...GUILD_ONLY, default_member_permissions: String(PermissionFlagsBits.ManageGuild) };
