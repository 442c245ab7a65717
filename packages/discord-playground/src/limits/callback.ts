import { InteractionResponseType, type InteractionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { check, withoutNulls } from './check.ts';
import { type MessageBody, parseMessageBody } from './message-body.ts';
import { modal } from './modal.ts';

const R = InteractionResponseType;

const choices = z.object({
  choices: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string().min(1).max(100)).exactOptional(),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});

export type Callback =
  | { type: 1 | 6 | 10 | 12 }
  | { type: 4 | 5 | 7; message: MessageBody }
  | { type: 8; choices: z.infer<typeof choices>['choices'] }
  | { type: 9; modal: z.infer<typeof modal> };

const ALLOWED: Record<InteractionType, readonly InteractionResponseType[]> = {
  1: [R.Pong],
  2: [R.ChannelMessageWithSource, R.DeferredChannelMessageWithSource, R.Modal, R.PremiumRequired, R.LaunchActivity],
  3: [
    R.ChannelMessageWithSource,
    R.DeferredChannelMessageWithSource,
    R.DeferredMessageUpdate,
    R.UpdateMessage,
    R.Modal,
    R.PremiumRequired,
    R.LaunchActivity,
  ],
  4: [R.ApplicationCommandAutocompleteResult],
  5: [
    R.ChannelMessageWithSource,
    R.DeferredChannelMessageWithSource,
    R.DeferredMessageUpdate,
    R.UpdateMessage,
    R.PremiumRequired,
    R.LaunchActivity,
  ],
};

const ANY = Object.values(R).filter((type) => typeof type === 'number');

/**
 * Parses the body of an interaction callback.
 * @param interactionType decides which callback types are allowed; if absent, all of them are
 * @throws DiscordError 50035
 */
export function parseCallback(body: unknown, interactionType?: InteractionType, flagsBefore = 0): Callback {
  const allowed = interactionType === undefined ? ANY : ALLOWED[interactionType];
  const { type } = check(z.object({ type: z.literal(allowed) }), body);
  const data = z.object({ data: z.unknown().optional() }).parse(body).data;
  switch (type) {
    case R.ChannelMessageWithSource:
    case R.DeferredChannelMessageWithSource:
      return { type, message: parseMessageBody(data, ['data']) };
    case R.UpdateMessage:
      return { type, message: parseMessageBody(data, ['data'], flagsBefore) };
    case R.ApplicationCommandAutocompleteResult:
      return { type, ...check(choices, withoutNulls(data), ['data']) };
    case R.Modal:
      return { type, modal: check(modal, withoutNulls(data), ['data']) };
    default:
      return { type };
  }
}
