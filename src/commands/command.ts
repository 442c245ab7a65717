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

/** A command: its definition for Discord, and its hooks. The router shows the member each UserError of a hook. */
export interface Command {
  readonly data: RESTPostAPIApplicationCommandsJSONBody;
  /** Whether the command adds sounds. The settings of a server can reserve such commands for some roles. */
  readonly adds?: true;
  /** Whether everyone can use the command in every channel, regardless of the settings. */
  readonly anywhere?: true;
  run?(interaction: Slash, context: RequestContext): Promise<void>;
  /** Runs the context-menu command of a message. */
  runOnMessage?(interaction: OnMessage, context: RequestContext): Promise<void>;
  /** Suggests values while a member types into an option with autocomplete. */
  autocomplete?(interaction: Typing, context: RequestContext): Promise<void>;
  /** Handles a button or menu whose custom id starts with the command's name and a colon. */
  component?(interaction: Component, context: RequestContext): Promise<void>;
  /** Handles a submitted modal whose custom id starts with the command's name and a colon. */
  modal?(interaction: Modal, context: RequestContext): Promise<void>;
}

/** Part of the definition of a command that is offered in servers only, because each library belongs to a server. */
export const GUILD_ONLY = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** Part of the definition of a command that is offered to managers of a server, unless the server changes that. */
export const FOR_MANAGERS = { ...GUILD_ONLY, default_member_permissions: String(PermissionFlagsBits.ManageGuild) };
