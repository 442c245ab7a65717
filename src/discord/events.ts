import type { AnalysisEvent } from '../engine/report-analysis.ts';

/**
 * Events of a running bot, for the metrics.
 * They contain nothing about members and nothing that members wrote.
 */
export interface BotEvents {
  analysis: [AnalysisEvent];
  interaction: [InteractionEvent];
}

/** One step of one interaction. */
export type InteractionEvent =
  /** The bot received the interaction. */
  | { readonly type: 'received'; readonly id: string }
  /** Discord accepted the first response. */
  | { readonly type: 'acknowledged'; readonly id: string }
  | SettledInteraction;

/** The end of one interaction. */
export interface SettledInteraction {
  readonly type: 'settled';
  readonly id: string;
  /** Name of a command or key of a custom id; `unknown` if the bot has no such command. */
  readonly command: string;
  readonly outcome: Outcome;
}

/** How an interaction ended: `failed` is a bug, and `over` means that the interaction or its reply no longer exists. */
export type Outcome = 'answered' | 'failed' | 'over' | `refused: ${string}`;
