import { withChildren } from '../limits/message-body.ts';
import type { StoredMessage } from '../world/world.ts';

/** Finds a component of a message. @throws Error if it does not exist or is disabled */
export function findComponent(
  { message }: StoredMessage,
  isWanted: (component: Record<string, unknown>) => boolean,
  what: string,
): Record<string, unknown> {
  const all = (message.components ?? []).flatMap(withChildren);
  const component = all.find(isWanted);
  if (component === undefined) {
    const names = all.flatMap(({ custom_id, label }) => (custom_id === undefined ? [] : [label ?? custom_id]));
    throw new Error(`The message has no ${what}; there are: ${names.join(', ') || 'none'}`);
  }
  if (component.disabled === true) throw new Error(`The ${what} is disabled`);
  return component;
}
