import { type APIApplicationCommandOptionChoice, type APIMessage, MessageFlags } from 'discord-api-types/v10';
import type { OptionValue, Place, ServerEvent, UserAction } from '../protocol.ts';
import { type DraftValue, missing } from './command-draft.ts';
import { type Connection, connect } from './connection.ts';
import { changed, showError, state } from './state.ts';
import { keepPlace, placeToShow } from './tab-place.ts';
import { type PendingFile, uploadFile } from './upload-file.ts';

let connection: Connection | null = null;
/** Autocompletions that the bot has not answered yet, by interaction id. */
const typing = new Map<string, (choices: APIApplicationCommandOptionChoice[]) => void>();
/** Message components whose interaction the bot has not answered yet, by interaction id. */
const pressed = new Map<string, string>();

export function start(): void {
  connection = connect(onServerEvent, (isStopped) =>
    changed((now) => {
      Object.assign(now, { isConnected: false, isStopped });
      now.waiting.clear();
    }),
  );
}

function onServerEvent(event: ServerEvent): void {
  changed((now) => {
    switch (event.type) {
      case 'hello':
        Object.assign(now, { isConnected: true, isStopped: false });
        Object.assign(now, { isOnline: event.isOnline, bot: event.bot, guilds: event.guilds });
        document.title = `${event.bot.name} playground`;
        void go(placeToShow(event.guilds, now.place));
        break;
      case 'channel':
        Object.assign(now, { messages: event.messages, commands: event.commands, isFollowing: true });
        break;
      case 'commands':
        now.commands = event.commands;
        break;
      case 'message':
        now.isFollowing ||= isOwn(event.message) && now.messages.every(({ id }) => id !== event.message.id);
        now.messages = withMessage(now.messages, event.message);
        break;
      case 'soundboard':
        now.boards.set(event.guildId, event.sounds);
        break;
      case 'message-gone':
        now.messages = now.messages.filter(({ id }) => id !== event.messageId);
        break;
      case 'elsewhere':
        now.unread.add(event.channelId);
        break;
      case 'modal':
        Object.assign(now, { modal: event, modalFiles: new Map(), modalError: null, isModalChecked: false });
        settle(event.interactionId);
        break;
      case 'choices':
        typing.get(event.interactionId)?.(event.choices);
        typing.delete(event.interactionId);
        break;
      case 'settled':
        settle(event.interactionId);
        break;
      case 'no-response':
        if (!typing.delete(event.interactionId)) showError(`${now.bot.name}: The application did not respond`);
        settle(event.interactionId);
        break;
      case 'online':
        now.isOnline = event.isOnline;
        break;
      case 'setup':
        now.setup = { texts: event.texts, progress: event.progress };
    }
  });
}

function isOwn({ author, interaction_metadata: from }: APIMessage): boolean {
  return [author.id, from?.user.id].includes(state.place?.userId);
}

function settle(interactionId: string): void {
  const key = pressed.get(interactionId);
  if (key === undefined) return;
  pressed.delete(interactionId);
  changed((now) => now.waiting.delete(key));
}

function withMessage(messages: APIMessage[], message: APIMessage): APIMessage[] {
  const known = messages.some(({ id }) => id === message.id);
  return known ? messages.map((old) => (old.id === message.id ? message : old)) : [...messages, message];
}

/** Shows another channel, or the same channel to another person. */
export async function go(place: Place | null): Promise<void> {
  if (place === null) return;
  keepPlace(place);
  changed((now) => {
    // After a lost connection, the person enters the same channel again. An open modal or a begun command then stays.
    if (now.place?.channelId !== place.channelId || now.place.userId !== place.userId)
      Object.assign(now, { messages: [], commands: [], notices: [], draft: null, menu: null, modal: null });
    now.unread.delete(place.channelId);
    Object.assign(now, { place, isFollowing: true, isDrawerOpen: false });
  });
  await ask({ type: 'go' });
}

/** Shows the first channel of a guild to one of its members: the current person, if possible. */
export function enterGuild(guildId: string): void {
  const guild = state.guilds.find(({ id }) => id === guildId);
  const [channel] = guild?.channels ?? [];
  const person = guild?.people.find(({ id }) => id === state.place?.userId) ?? guild?.people[0];
  if (channel && person) void go({ guildId, channelId: channel.id, userId: person.id });
}

/**
 * Sends an action to the server. Returns the id of the interaction that the action started, or null.
 * @param place where the action happens; by default, the channel that the page shows
 * @throws Error with a message for the person
 */
export async function request(action: UserAction, place = state.place): Promise<string | null> {
  if (place === null || connection === null) return null;
  return connection.ask(place, action);
}

/** Sends an action like {@link request}, but shows errors to the person and returns null. */
async function ask(action: UserAction, place = state.place): Promise<string | null> {
  try {
    return await request(action, place);
  } catch (error) {
    showError(textOf(error));
    return null;
  }
}

export async function sendMessage(): Promise<void> {
  const { place, text, files } = state;
  if (place === null || (text.trim() === '' && files.length === 0)) return;
  await sending(async () => {
    const uploads = await Promise.all(files.map(({ file }) => uploadFile(place, file)));
    // The person may meanwhile look at another channel, and write the next message.
    await request({ type: 'post', content: text, uploads: uploads.map(({ id }) => id) }, place);
    changed((now) => {
      if (now.text === text) now.text = '';
      now.files = now.files.filter((pending) => !files.includes(pending));
    });
  });
}

export async function sendVoice(pending: PendingFile): Promise<void> {
  const { place } = state;
  if (place === null) return;
  await sending(async () => {
    const { id } = await uploadFile(place, pending.file, pending.voice);
    await request({ type: 'voice', upload: id }, place);
    changed((now) => {
      now.files = now.files.filter((other) => other !== pending);
    });
  });
}

export async function sendDraft(): Promise<void> {
  const { place, draft } = state;
  if (place === null || draft === null || state.isSending) return;
  const lacking = missing(draft);
  if (lacking !== undefined) return showError(`/${draft.shownName} needs "${lacking.name}".`);
  await sending(async () => {
    const options = await upload(place, draft.values);
    const interaction = await ask({ type: 'slash', command: draft.name, options }, place);
    if (interaction === null || state.draft !== draft) return;
    changed((now) => {
      now.draft = null;
    });
  });
}

async function upload(
  place: Place,
  values: Readonly<Record<string, DraftValue>>,
): Promise<Record<string, OptionValue>> {
  const entries = Object.entries(values).map(async ([name, value]): Promise<[string, OptionValue]> => {
    if (typeof value !== 'object') return [name, value];
    const { id } = await uploadFile(place, value.file);
    return [name, { upload: id }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Runs `work` with the sending state on, and shows an error of `work` to the person. */
export async function sending(work: () => Promise<void>): Promise<void> {
  changed((now) => {
    now.isSending = true;
  });
  try {
    await work();
  } catch (error) {
    showError(textOf(error));
  }
  changed((now) => {
    now.isSending = false;
  });
}

/** Resolves to the bot's suggestions for an option; empty if the bot does not answer. */
export async function autocomplete(option: string, typed: string): Promise<APIApplicationCommandOptionChoice[]> {
  const { draft } = state;
  if (draft === null) return [];
  const options: Record<string, OptionValue> = {};
  for (const [name, value] of Object.entries(draft.values)) {
    if (typeof value !== 'object' && name !== option) options[name] = value;
  }
  const interaction = await ask({ type: 'autocomplete', command: draft.name, option, typed, options });
  if (interaction === null) return [];
  return new Promise((resolve) => typing.set(interaction, resolve));
}

export async function click(message: APIMessage, customId: string): Promise<void> {
  await press(message, customId, { type: 'click', messageId: message.id, customId });
}

export async function select(message: APIMessage, customId: string, values: string[]): Promise<void> {
  await press(message, customId, { type: 'select', messageId: message.id, customId, values });
}

async function press(message: APIMessage, customId: string, action: UserAction): Promise<void> {
  const key = `${message.id}/${customId}`;
  changed((now) => now.waiting.add(key));
  const interaction = await ask(action);
  if (interaction === null) changed((now) => now.waiting.delete(key));
  else pressed.set(interaction, key);
}

export async function useMenu(messageId: string, command: string): Promise<void> {
  changed((now) => {
    now.menu = null;
  });
  await ask({ type: 'message-command', command, messageId });
}

export async function reset(): Promise<void> {
  await ask({ type: 'reset' });
}

export function isThinking(message: APIMessage): boolean {
  return ((message.flags ?? 0) & MessageFlags.Loading) !== 0;
}

/** Returns the text of an error to show on the page. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
