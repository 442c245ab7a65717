import type { AnalysisEvent } from '../engine/report-analysis.ts';

/** Events of a running bot, for the metrics. They contain no data about members and no text of members. */
export interface BotEvents {
  analysis: [AnalysisEvent];
  interaction: [InteractionEvent];
}

/** One step in the handling of an interaction. */
export type InteractionEvent =
  /** The bot received the interaction. */
  | { readonly type: 'received'; readonly id: string }
  /** Discord accepted the first response. */
  | { readonly type: 'acknowledged'; readonly id: string }
  | SettledInteraction;

export interface SettledInteraction {
  readonly type: 'settled';
  readonly id: string;
  /** Name of the command; `cancel` for a cancel button, `unknown` if the bot has no such command. */
  readonly command: string;
  readonly outcome: Outcome;
}

/**
 * How an interaction ended. `failed` means a bug, and `undelivered` that Discord did not accept the answer. `over` means
 * that the interaction or its reply no longer exists, or that another process answered it.
 */
export type Outcome = 'answered' | 'failed' | 'undelivered' | 'over' | `refused: ${string}`;
