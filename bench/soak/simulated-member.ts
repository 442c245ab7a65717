import type { APIApplicationCommandOptionChoice, APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';

/** A member of the soak test, and what should be in the library according to the answers that they got. */
export interface SimulatedMember {
  readonly member: Member;
  /** Whether they manage the server, and so can export and import. */
  readonly manages: boolean;
  /** Labels that are in the library. */
  readonly kept: Set<string>;
  /** Labels that may or may not be in the library, because an answer was missing. */
  readonly unclear: Set<string>;
  /** The file that they added most recently. */
  latest?: Uint8Array;
}

/** An answer as a member sees it; undefined if the interaction was not acknowledged in time. */
export type Answer = APIMessage | undefined;

export interface ActionContext {
  readonly random: () => number;
  /** Origin of files whose download never completes. */
  readonly slowOrigin: string;
  /** Maximum number of sounds of one member, who removes one before adding another. */
  readonly maxOwnSounds: number;
  /** Returns a label that has not been used. */
  nextLabel(): string;
  /** Starts an interaction when the rate allows, and waits until it is acknowledged or 3 seconds have passed. */
  begin(start: () => Invocation): Promise<Invocation>;
  /** Waits for the answer: an embed, or a text that is not a progress line. */
  answerTo(sent: Invocation): Promise<Answer>;
  /** Starts an interaction and waits for its answer. */
  send(start: () => Invocation): Promise<Answer>;
  /** Starts an autocomplete interaction and returns its choices. */
  type(start: () => Invocation): Promise<readonly APIApplicationCommandOptionChoice[]>;
}

export type Action = (person: SimulatedMember, context: ActionContext) => Promise<void>;

/** Returns the text of an answer and the titles of its embeds. */
export function textOf(answer: Answer): string {
  return answer ? `${answer.content} ${answer.embeds.map(({ title }) => title ?? '').join(' ')}` : '';
}

/** Returns a random element; undefined if there is none. */
export function pickRandom<T>(random: () => number, from: Iterable<T>): T | undefined {
  const all = [...from];
  return all[Math.floor(random() * all.length)];
}
