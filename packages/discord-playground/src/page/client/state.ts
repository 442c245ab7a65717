import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { BoardSoundView } from '../../contract.ts';
import type { GuildView, Place, SetupProgress, SetupTexts } from '../protocol.ts';
import type { CommandDraft } from './command-draft.ts';
import type { PendingFile } from './upload-file.ts';

/** A notice that only the page shows, after the last message: an interaction failed, for example. */
export interface Notice {
  readonly id: string;
  readonly text: string;
}

export interface State {
  isConnected: boolean;
  /** Whether the page has failed several times in a row to reach the playground, which seems to have stopped. */
  isStopped: boolean;
  isOnline: boolean;
  bot: { id: string; name: string };
  guilds: GuildView[];
  place: Place | null;
  /** Messages of the current channel, oldest first. */
  messages: APIMessage[];
  commands: APIApplicationCommand[];
  /** Sounds of the soundboard of each server that the page has shown, by server id. */
  boards: Map<string, BoardSoundView[]>;
  /** Ids of ephemeral messages that the person dismissed. */
  dismissed: Set<string>;
  unread: Set<string>;
  notices: Notice[];
  setup: { texts: SetupTexts; progress: SetupProgress } | null;
  text: string;
  files: PendingFile[];
  draft: CommandDraft | null;
  /** Whether a command and its files are being sent to the server. */
  isSending: boolean;
  /** Message components whose interaction the bot has not answered yet, as `message id/custom id`. */
  waiting: Set<string>;
  modal: { interactionId: string; modal: APIModalInteractionResponseCallbackData } | null;
  /** Files chosen in the open modal, by the custom id of the field. */
  modalFiles: Map<string, PendingFile[]>;
  /** Text that says why the open modal could not be submitted; null if there is no such text. */
  modalError: string | null;
  /** Whether the person has tried to submit the open modal. Only then the page says that a required file is missing. */
  isModalChecked: boolean;
  menu: { messageId: string; x: number; y: number } | null;
  /** Whether to scroll to the newest message: the person wrote it, or it answers the person. */
  isFollowing: boolean;
  isDrawerOpen: boolean;
  isDropping: boolean;
  recording: { seconds: number } | null;
}

export const state: State = {
  isConnected: false,
  isStopped: false,
  isOnline: false,
  bot: { id: '', name: 'Bot' },
  guilds: [],
  place: null,
  messages: [],
  commands: [],
  boards: new Map(),
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
  modalFiles: new Map(),
  modalError: null,
  isModalChecked: false,
  menu: null,
  isFollowing: false,
  isDrawerOpen: false,
  isDropping: false,
  recording: null,
};

const listeners: (() => void)[] = [];
let isPlanned = false;

/** Changes the state, and schedules one redraw for all changes in the same turn of the event loop. */
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

/** Shows a notice below the messages. A notice that is shown already is not shown twice, but becomes the last. */
export function showError(text: string): void {
  const notice = { id: crypto.randomUUID(), text };
  changed((now) => {
    now.notices = [...now.notices.filter((other) => other.text !== text), notice];
  });
}
