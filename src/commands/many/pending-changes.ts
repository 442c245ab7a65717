import { randomUUID } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { App, PendingChange, RequestContext } from '../app.ts';

type Asked = Omit<PendingChange, 'guildId' | 'userId'>;

/** Remembers what a member is asked about. Returns the key of the question, for the custom id of its button. */
export function rememberChange({ app, guildId, memberId }: RequestContext, asked: Asked): string {
  const key = randomUUID();
  app.pendingChanges.set(key, { guildId, userId: memberId, ...asked });
  return key;
}

/**
 * Returns what the member was asked about, and forgets it, so that a second press of the button changes nothing.
 * @throws UserError `changeTooOld` if the question is not known (any more), or was put to another member
 */
export function takeChange(
  {
    app,
    guildId,
    memberId,
  }: { readonly app: Pick<App, 'pendingChanges'> } & Pick<RequestContext, 'guildId' | 'memberId'>,
  key: string,
): PendingChange {
  const pending = app.pendingChanges.get(key);
  if (pending?.guildId !== guildId || pending.userId !== memberId) throw new UserError({ code: 'changeTooOld' });
  app.pendingChanges.delete(key);
  return pending;
}
