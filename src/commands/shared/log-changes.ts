import { messagesFor } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { literal } from './text.ts';

/** What members do to sounds of a library. */
export type ChangeKind = 'added' | 'changed' | 'removed';

/** Maximum number of sounds that a line of the log names. */
const MAX_NAMED = 10;

/**
 * Posts a line about changed sounds in the channel that the settings choose for it: who added, changed or removed which.
 * Does nothing if there is none. Never fails, and does not wait for Discord, because the change is made already.
 * @param sounds the sounds as they are after the change, or as they were before their removal
 */
export function logChanges(
  { user, guild, guildLocale }: Pick<Slash | OnMessage | Modal | Component, 'user' | 'guild' | 'guildLocale'>,
  { settings, log }: Pick<RequestContext, 'settings' | 'log'>,
  kind: ChangeKind,
  sounds: readonly Pick<Sound, 'label'>[],
): void {
  const channel = settings.logChannel === null ? undefined : guild?.channels.cache.get(settings.logChannel);
  if (sounds.length === 0 || !channel?.isSendable()) return;
  const { moderation: t, format, common } = messagesFor(guildLocale ?? 'en-US');
  const labels = sounds.slice(0, MAX_NAMED).map(({ label }) => `**${literal(label, 60)}**`);
  const more = sounds.length > MAX_NAMED ? [common.andMore(sounds.length - MAX_NAMED)] : [];
  const content = t[kind](literal(user.displayName, 32), format.sounds(sounds.length), [...labels, ...more].join(', '));
  channel.send({ content }).catch((err: unknown) => log.debug({ err }, 'a change was not posted in the log channel'));
}
