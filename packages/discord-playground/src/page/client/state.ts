import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { GuildView, Place, SetupProgress, SetupTexts } from '../protocol.ts';
import type { CommandDraft } from './command-draft.ts';
import type { PendingFile } from './upload-file.ts';

/** A notice for the person at the end of the channel, such as an interaction that failed. */
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
  /** Messages of the channel, oldest first. */
  messages: APIMessage[];
  commands: APIApplicationCommand[];
  /** Ids of ephemeral messages that the person dismissed. */
  dismissed: Set<string>;
  /** Ids of channels with new messages. */
  unread: Set<string>;
  notices: Notice[];
  setup: { texts: SetupTexts; progress: SetupProgress } | null;
  text: string;
  files: PendingFile[];
  draft: CommandDraft | null;
  /** Whether a command and its files are being sent. */
  isSending: boolean;
  /** Message components that wait for the bot, as `message id/custom id`. */
  waiting: Set<string>;
  modal: { interactionId: string; modal: APIModalInteractionResponseCallbackData } | null;
  menu: { messageId: string; x: number; y: number } | null;
  /** Whether to scroll to the newest message, because it is the person's own or answers them. */
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

/** Changes the state and schedules one redraw after all changes of this turn. */
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

/** Shows an error to the person. */
export function showError(text: string): void {
  const notice = { id: crypto.randomUUID(), text };
  changed((now) => {
    now.notices = [...now.notices, notice];
  });
}
