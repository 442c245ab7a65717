import type { APIApplicationCommandOptionChoice, APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';

/** A member of the soak, and what of theirs is in the library as far as they were told. */
export interface Person {
  readonly member: Member;
  /** Whether they manage the server, and so may move libraries. */
  readonly manages: boolean;
  readonly kept: Set<string>;
  /** Labels of which they were not told clearly whether they are there. */
  readonly unclear: Set<string>;
  /** The file that they added last. */
  latest?: Uint8Array;
}

/** An answer as a member sees it; undefined where Discord showed none in time. */
export type Answer = APIMessage | undefined;

export interface Scene {
  readonly random: () => number;
  /** Where files come from that never arrive. */
  readonly slowOrigin: string;
  /** Sounds that a member keeps; who has them removes one before the next. */
  readonly enough: number;
  /** A label that nobody has had. */
  nextLabel(): string;
  /** Sends something once it is this soak's turn; the invocation has been acknowledged, or never will be. */
  begin(start: () => Invocation): Promise<Invocation>;
  /** Waits for what it leads to: an embed, or a line that is no progress. */
  outcome(sent: Invocation): Promise<Answer>;
  /** Both. */
  send(start: () => Invocation): Promise<Answer>;
  /** Types, and reads what is offered. */
  type(start: () => Invocation): Promise<readonly APIApplicationCommandOptionChoice[]>;
}

export type Deed = (person: Person, scene: Scene) => Promise<void>;

/** What an answer says, embeds' titles included. */
export function textOf(answer: Answer): string {
  return answer ? `${answer.content} ${answer.embeds.map(({ title }) => title ?? '').join(' ')}` : '';
}

/** One of them; undefined where there is none. */
export function oneOf<T>(random: () => number, from: Iterable<T>): T | undefined {
  const all = [...from];
  return all[Math.floor(random() * all.length)];
}
