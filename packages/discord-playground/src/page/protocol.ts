import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { BoardSoundView } from '../contract.ts';

/** The messages between the page and the playground over a WebSocket. */

const id = z.string().regex(/^\d{1,20}$/);
const customId = z.string().max(100);
const uploads = z.array(id).max(10);

/** A person in a channel. `guildId` is null in direct messages with the bot. */
const place = z.object({ guildId: id.nullable(), channelId: id, userId: id });
export type Place = z.output<typeof place>;

/** Value of a command option. An uploaded file is given by its id. */
const optionValue = z.union([z.string().max(6000), z.number(), z.boolean(), z.object({ upload: id })]);
export type OptionValue = z.output<typeof optionValue>;

const modalValue = z.union([
  z.string().max(4000),
  z.array(z.string().max(100)).max(25),
  z.object({ uploads: z.array(id).max(10) }),
]);
export type ModalValue = z.output<typeof modalValue>;

const options = z.record(z.string(), optionValue);

const action = z.discriminatedUnion('type', [
  /** Changes the channel that the page shows, or the person who uses the page. */
  z.object({ type: z.literal('go') }),
  z.object({ type: z.literal('slash'), command: z.string(), options }),
  z.object({ type: z.literal('autocomplete'), command: z.string(), option: z.string(), typed: z.string(), options }),
  z.object({ type: z.literal('message-command'), command: z.string(), messageId: id }),
  z.object({ type: z.literal('click'), messageId: id, customId }),
  z.object({ type: z.literal('select'), messageId: id, customId, values: z.array(z.string().max(100)).max(25) }),
  z.object({ type: z.literal('submit'), interactionId: id, values: z.record(z.string(), modalValue) }),
  z.object({ type: z.literal('post'), content: z.string().max(2000), uploads }),
  z.object({ type: z.literal('voice'), upload: id }),
  z.object({ type: z.literal('reset') }),
]);
export type UserAction = z.output<typeof action>;

/** A request of the page: an action, and the person and channel of the action. The answer has the same `ref`. */
export const request = z.object({ ref: z.int().min(0), place, action });
export type Request = z.output<typeof request>;

/** Query parameters of an upload request. The body of the request is the file. */
export const upload = place.extend({
  name: z.string().min(1).max(260),
  contentType: z.string().max(100).optional(),
  /** Duration in seconds, for voice messages only. */
  seconds: z.coerce.number().min(0).max(1200).optional(),
  waveform: z.base64().max(400).optional(),
});

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly locale: string;
  readonly roles: readonly string[];
  readonly isOwner: boolean;
  /** Id of the channel for direct messages between this person and the bot. */
  readonly directChannelId: string;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly Person[];
}

export interface SetupProgress {
  readonly state: 'running' | 'ready' | 'failed';
  readonly done: number;
  readonly total: number;
  /** One line of text to show on the page, such as `Analyzing: 3 of 206 sounds`. */
  readonly text: string;
}

/** Texts in the sidebar of the page about the setup: the work that gives the bot its initial data, such as sounds. */
export interface SetupTexts {
  readonly title: string;
  /** Label of the button that resets the bot's data and starts the setup again. */
  readonly reset: string;
  /** Question that the page asks before it resets the bot's data and starts the setup again. */
  readonly confirm: string;
}

/** Answer to a request: an error, or the id of the interaction that the request started, if it started one. */
export type Answer = { ref: number; error: string } | { ref: number; interactionId?: string };

export type ServerEvent =
  | { type: 'hello'; bot: { id: string; name: string }; guilds: GuildView[]; isOnline: boolean }
  | { type: 'answer'; answer: Answer }
  | { type: 'channel'; place: Place; messages: APIMessage[]; commands: APIApplicationCommand[] }
  | { type: 'commands'; commands: APIApplicationCommand[] }
  | { type: 'message'; message: APIMessage }
  | { type: 'soundboard'; guildId: string; sounds: BoardSoundView[] }
  | { type: 'message-gone'; channelId: string; messageId: string }
  /** A message was posted in another channel than the one that the page shows. */
  | { type: 'elsewhere'; channelId: string }
  | { type: 'modal'; interactionId: string; modal: APIModalInteractionResponseCallbackData }
  | { type: 'choices'; interactionId: string; choices: APIApplicationCommandOptionChoice[] }
  | { type: 'settled'; interactionId: string }
  | { type: 'no-response'; interactionId: string }
  | { type: 'online'; isOnline: boolean }
  | { type: 'setup'; texts: SetupTexts; progress: SetupProgress };
