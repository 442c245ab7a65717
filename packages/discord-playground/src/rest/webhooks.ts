import { parseMessageBody } from '../limits/bodies.ts';
import { addStep, idInToken, interactionFileLimit, isLoading, TOKEN_MS } from '../world/interactions.ts';
import { deleteMessage, editMessage, findMessage, present } from '../world/messages.ts';
import { isVoice } from '../world/voice-messages.ts';
import type { Interaction, StoredMessage } from '../world/world.ts';
import { invalidWebhookToken, unknownMessage, unknownWebhook } from './errors.ts';
import { flagRefused, newMessage } from './interactions.ts';
import { type Answer, type Call, noContent, ok, type Route } from './router.ts';

const HOOK = '/webhooks/{webhook_id}/{webhook_token}';

/** Routes of an interaction's original response and follow-ups. The routes work for 15 minutes. */
export const webhookRoutes: Route[] = [
  { method: 'POST', path: HOOK, isOpen: true, handle: followUp },
  ...messageRoutes(`${HOOK}/messages/@original`),
  ...messageRoutes(`${HOOK}/messages/{message_id}`),
];

function messageRoutes(path: string): Route[] {
  return [
    {
      method: 'GET',
      path,
      isOpen: true,
      handle: (call) => ok(present(call.world, messageOf(call, interactionOf(call)))),
    },
    { method: 'PATCH', path, isOpen: true, handle: edit },
    { method: 'DELETE', path, isOpen: true, handle: remove },
  ];
}

function followUp(call: Call): Answer {
  const { world, files } = call;
  const interaction = interactionOf(call);
  const { original } = interaction;
  const body = parseMessageBody(call.body);
  if (isVoice(body.flags)) throw flagRefused(['flags']);
  // As at Discord, the first follow-up after a deferral becomes the reply, whatever flags the follow-up has.
  if (original !== null && isLoading(original)) return change(call, interaction, original);

  const stored = newMessage(world, interaction, body, files);
  interaction.followUps.push(stored);
  addStep(world, interaction, { kind: 'follow-up', message: present(world, stored) });
  return ok(present(world, stored));
}

function edit(call: Call): Answer {
  const interaction = interactionOf(call);
  return change(call, interaction, messageOf(call, interaction));
}

function change({ world, body, files }: Call, interaction: Interaction, stored: StoredMessage): Answer {
  editMessage(world, stored, {
    body: parseMessageBody(body, [], stored.message.flags ?? 0),
    files,
    fileLimit: interactionFileLimit(world, interaction),
  });
  const message = present(world, stored);
  addStep(world, interaction, { kind: 'edit', message });
  return ok(message);
}

function remove(call: Call): Answer {
  const interaction = interactionOf(call);
  const stored = messageOf(call, interaction);
  deleteMessage(call.world, stored);
  if (stored === interaction.original) interaction.original = null;
  interaction.followUps.splice(0, Infinity, ...interaction.followUps.filter((other) => other !== stored));
  addStep(call.world, interaction, { kind: 'delete', messageId: stored.message.id });
  return noContent;
}

/** Returns the interaction whose token is in the path. @throws DiscordError 10015 or 50027 */
function interactionOf({ world, param }: Call): Interaction {
  if (param('webhook_id') !== world.applicationId) throw unknownWebhook();
  const token = param('webhook_token');
  const interaction = world.interactions.get(idInToken(token));
  if (interaction?.token !== token || world.clock.now() - interaction.createdAt >= TOKEN_MS)
    throw invalidWebhookToken();
  // At Discord too, the webhook of an interaction exists only after the first response to the interaction.
  if (interaction.status !== 'answered') throw unknownWebhook();
  return interaction;
}

/** Returns the message of the path. @throws DiscordError 10008 if it does not belong to the interaction */
function messageOf({ world, param, hasParam }: Call, interaction: Interaction): StoredMessage {
  const { original, followUps, channel } = interaction;
  if (!hasParam('message_id')) {
    if (original === null) throw unknownMessage();
    return original;
  }
  const stored = findMessage(world, channel.id, param('message_id'));
  if (stored !== original && !followUps.includes(stored)) throw unknownMessage();
  return stored;
}
