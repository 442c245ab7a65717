import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import type { CommandValue, Invocation, Member } from '../contract.ts';
import type { Deed, ModalValue, OptionValue } from './protocol.ts';
import type { PageContext } from './start-page.ts';

type MemberDeed = Exclude<Deed, { do: 'go' | 'reset-library' }>;

/**
 * Does what a person did on the page. The interaction that this started, or null where it started none.
 * @throws Error where Discord's client would not have let them.
 */
export function doDeed(
  { uploads }: PageContext,
  member: Member,
  deed: MemberDeed,
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

  switch (deed.do) {
    case 'slash':
      return member.slash(deed.command, commandValues(deed.options));
    case 'autocomplete':
      return member.autocomplete(deed.command, deed.option, deed.typed, commandValues(deed.options));
    case 'message-command':
      return member.messageCommand(deed.command, seen(member, deed.messageId));
    case 'click':
      return member.click(seen(member, deed.messageId), deed.customId);
    case 'select':
      return member.select(seen(member, deed.messageId), deed.customId, deed.values);
    case 'submit': {
      const invocation = opened(deed.interactionId);
      if (!invocation) throw new Error('That form is not open any more.');
      return member.submit(invocation, modalValues(deed.values));
    }
    case 'post':
      member.post(deed.content, deed.uploads.map(file));
      return null;
    case 'voice':
      member.voice(file(deed.upload));
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
