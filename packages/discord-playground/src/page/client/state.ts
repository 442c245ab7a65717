import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { GuildView, Place, SetupProgress, SetupTexts } from '../protocol.ts';
import type { CommandDraft } from './command-draft.ts';

/** A file that waits in the composer. */
export interface PendingFile {
  readonly file: File;
  /** Of a recording: what makes it a voice message. */
  readonly voice?: { readonly seconds: number; readonly waveform: string };
}

/** What the person was told about an interaction that nobody answered; shown at the end of the channel. */
export interface Notice {
  readonly id: string;
  readonly text: string;
}

/** Everything that the page shows. */
export interface State {
  isConnected: boolean;
  isOnline: boolean;
  bot: { id: string; name: string };
  guilds: GuildView[];
  place: Place | null;
  /** Oldest first. */
  messages: APIMessage[];
  commands: APIApplicationCommand[];
  /** Ephemeral messages that the person has put away. */
  dismissed: Set<string>;
  /** Channels in which something happened since they were looked at. */
  unread: Set<string>;
  notices: Notice[];
  setup: { texts: SetupTexts; progress: SetupProgress } | null;
  text: string;
  files: PendingFile[];
  draft: CommandDraft | null;
  /** A command is on its way up: its files are being sent. */
  isSending: boolean;
  /** Message components that wait for the bot, as `message id/custom id`. */
  waiting: Set<string>;
  modal: { interactionId: string; modal: APIModalInteractionResponseCallbackData } | null;
  menu: { messageId: string; x: number; y: number } | null;
  /** The newest message is the person's own, or an answer to them: it is scrolled to. */
  isFollowing: boolean;
  isDrawerOpen: boolean;
  isDropping: boolean;
  recording: { seconds: number } | null;
}

export const state: State = {
  isConnected: false,
  isOnline: false,
  bot: { id: '', name: 'Bot' },
  guilds: [],
  place: null,
  messages: [],
  commands: [],
  dismissed: new Set(),
  unread: new Set(),
  notices: [],
  setup: null,
  text: '',
  files: [],
  draft: null,
  isSending: false,
  waiting: new Set(),
  modal: null,
  menu: null,
  isFollowing: false,
  isDrawerOpen: false,
  isDropping: false,
  recording: null,
};

const listeners: (() => void)[] = [];
let isPlanned = false;

/** Has the page drawn again, once, after everything that changes the state now. */
export function changed(change?: (state: State) => void): void {
  change?.(state);
  if (isPlanned) return;
  isPlanned = true;
  queueMicrotask(() => {
    isPlanned = false;
    for (const listener of listeners) listener();
  });
}

export function onChange(listener: () => void): void {
  listeners.push(listener);
}

/** Tells the person something that went wrong. */
export function tell(text: string): void {
  const notice = { id: crypto.randomUUID(), text };
  changed((now) => {
    now.notices = [...now.notices, notice];
  });
}
