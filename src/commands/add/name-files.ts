import { randomUUID } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { FilesToAdd, RequestContext } from '../app.ts';
import type { Modal, OnMessage } from '../command.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { labelOf } from '../shared/labels.ts';
import { namesModal, typedNames } from '../shared/upload-modal.ts';

/** Opens a modal for the label and the tags of the files of a message. Several files keep their names. */
export async function askForNames(
  interaction: OnMessage,
  { app, t, guildId, memberId }: RequestContext,
  files: FilesToAdd,
): Promise<void> {
  const key = randomUUID();
  app.questions.set(key, { kind: 'naming', ...files, guildId, userId: memberId });
  const [first] = files.files;
  const label = first && files.files.length === 1 ? labelOf(null, first.name, t.common.untitled) : undefined;
  await interaction.showModal(
    namesModal(encodeCustomId('add', 'names', key), t, { tags: null, ...(label !== undefined && { label }) }),
  );
}

/**
 * Returns the files of a message with the names that a member typed into the modal of {@link askForNames}.
 * @throws UserError `questionTooOld` if the modal was sent before or is too old
 */
export function namedFiles(interaction: Modal, { app, guildId, memberId }: RequestContext, key: string): FilesToAdd {
  const question = app.questions.get(key);
  if (question?.kind !== 'naming' || question.guildId !== guildId || question.userId !== memberId)
    throw new UserError({ code: 'questionTooOld' });
  app.questions.delete(key);
  const { files, source } = question;
  return { files, source, ...typedNames(interaction) };
}
