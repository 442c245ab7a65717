import type { APIApplicationCommandOptionChoice, APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';

/** A member in the soak test, and what the library should contain according to the answers to this member. */
export interface SimulatedMember {
  readonly member: Member;
  /** Whether the member manages the server, and so can export and import the library. */
  readonly manages: boolean;
  /** Labels of this member's sounds that are in the library. */
  readonly kept: Set<string>;
  /** Labels of sounds that may or may not be in the library, because the bot's answer was missing. */
  readonly unclear: Set<string>;
  /** The file that this member added most recently. */
  latest?: Uint8Array;
}

/** An answer as a member sees it; undefined if the bot did not acknowledge the interaction in time. */
export type Answer = APIMessage | undefined;

export interface ActionContext {
  readonly random: () => number;
  /** Origin of the URLs of files whose download never completes. */
  readonly slowOrigin: string;
  /** Maximum number of sounds of one member. At this number, the member removes a sound before adding another. */
  readonly maxOwnSounds: number;
  /** Returns a label that no sound has had yet. */
  nextLabel(): string;
  /** Starts an interaction once the rate limit allows, and waits for the acknowledgement, at most 3 seconds. */
  begin(start: () => Invocation): Promise<Invocation>;
  /** Waits for the answer to an interaction: an embed, or a text that is not a progress line. */
  answerTo(sent: Invocation): Promise<Answer>;
  /** Starts an interaction and waits for the answer. */
  send(start: () => Invocation): Promise<Answer>;
  /** Starts an autocomplete interaction and returns the suggested choices. */
  type(start: () => Invocation): Promise<readonly APIApplicationCommandOptionChoice[]>;
}

export type Action = (person: SimulatedMember, context: ActionContext) => Promise<void>;

export function textOf(answer: Answer): string {
  return answer ? `${answer.content} ${answer.embeds.map(({ title }) => title ?? '').join(' ')}` : '';
}

/** Returns a random element; undefined if there is none. */
export function pickRandom<T>(random: () => number, from: Iterable<T>): T | undefined {
  const all = [...from];
  return all[Math.floor(random() * all.length)];
}
