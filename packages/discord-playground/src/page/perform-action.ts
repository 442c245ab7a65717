import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import type { CommandValue, Invocation, Member } from '../contract.ts';
import type { PageContext } from './page-context.ts';
import type { ModalValue, OptionValue, UserAction } from './protocol.ts';

type MemberAction = Exclude<UserAction, { type: 'go' | 'reset' }>;

/**
 * Performs an action of the page's user, and returns the interaction that it started, or null.
 * @throws Error if Discord's client would not allow the action
 */
export function performAction(
  { uploads }: PageContext,
  member: Member,
  action: MemberAction,
  opened: (interactionId: string) => Invocation | null | undefined,
): Invocation | null {
  const file = (id: string): APIAttachment => {
    const attachment = uploads.get(id);
    if (attachment === undefined) throw new Error('That file was not uploaded.');
    return attachment;
  };
  const commandValues = (options: Record<string, OptionValue>): Record<string, CommandValue> =>
    mapValues(options, (value) => (typeof value === 'object' ? file(value.upload) : value));
  const modalValues = (values: Record<string, ModalValue>) =>
    mapValues(values, (value) => (typeof value === 'object' && 'uploads' in value ? value.uploads.map(file) : value));

  switch (action.type) {
    case 'slash':
      return member.slash(action.command, commandValues(action.options));
    case 'autocomplete':
      return member.autocomplete(action.command, action.option, action.typed, commandValues(action.options));
    case 'message-command':
      return member.messageCommand(action.command, seen(member, action.messageId));
    case 'click':
      return member.click(seen(member, action.messageId), action.customId);
    case 'select':
      return member.select(seen(member, action.messageId), action.customId, action.values);
    case 'submit': {
      const invocation = opened(action.interactionId);
      if (!invocation) throw new Error('That form is not open any more.');
      return member.submit(invocation, modalValues(action.values));
    }
    case 'post':
      member.post(action.content, action.uploads.map(file));
      return null;
    case 'voice':
      member.voice(file(action.upload));
      return null;
  }
}

function seen(member: Member, messageId: string): APIMessage {
  const message = member.messages().find(({ id }) => id === messageId);
  if (message === undefined) throw new Error('That message is not there any more.');
  return message;
}

function mapValues<In, Out>(record: Record<string, In>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
