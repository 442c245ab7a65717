/** How an interaction ended: `answered`, `failed` (a bug), `over` (nobody left to answer), or why it was refused. */
export type Outcome = 'answered' | 'failed' | 'over' | `refused: ${string}`;

/** One interaction that has been dealt with; nothing of who sent it or what it says. */
export interface Dealt {
  readonly id: string;
  /** A command's name; `unknown` for one that the bot does not have. */
  readonly command: string;
  readonly outcome: Outcome;
}

/** Is told what becomes of interactions, for the metrics. */
export interface Observer {
  received(id: string): void;
  /** Discord has taken the first answer. */
  acknowledged(id: string): void;
  dealtWith(dealt: Dealt): void;
}
