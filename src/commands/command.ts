import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { App } from './app.ts';

type InGuild = 'cached' | 'raw';
export type Slash = ChatInputCommandInteraction<InGuild>;
export type OnMessage = MessageContextMenuCommandInteraction<InGuild>;
export type Typing = AutocompleteInteraction<InGuild>;
export type Component = MessageComponentInteraction<InGuild>;
export type Modal = ModalSubmitInteraction<InGuild>;

/** One command: its definition for Discord, and its hooks. A hook throws UserError; the router shows it to the member. */
export interface Command {
  readonly data: RESTPostAPIApplicationCommandsJSONBody;
  /** Whether it adds sounds, which a server's settings may reserve for some roles. */
  readonly adds?: true;
  /** Whether everyone can use it in every channel, whatever the settings say. */
  readonly anywhere?: true;
  /** Runs the slash command. */
  run?(interaction: Slash, app: App): Promise<void>;
  /** Runs the command on a message, from that message's menu. */
  runOnMessage?(interaction: OnMessage, app: App): Promise<void>;
  /** Suggests values while a member types into an option with autocomplete. */
  autocomplete?(interaction: Typing, app: App): Promise<void>;
  /** Handles a button or menu whose custom id starts with the command's name and a colon. */
  component?(interaction: Component, app: App): Promise<void>;
  /** Handles a submitted modal with such a custom id. */
  modal?(interaction: Modal, app: App): Promise<void>;
}
