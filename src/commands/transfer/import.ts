import { basename } from 'node:path';
import { ApplicationCommandOptionType, type GuildMember, MessageFlags } from 'discord.js';
import { sayError, UserError } from '../../errors.ts';
import { removeFiles } from '../../files/temporary-files.ts';
import { parseKey } from '../../filter/pitch-names.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { type FileOffer, findFileOffers, MAX_OFFERS, offerControls } from '../add/file-offers.ts';
import { addIfNew } from '../add/save-sounds.ts';
import type { RemoteFile, RequestContext } from '../app.ts';
import { type CollectionNames, collectionNames, MAX_IN_SERVER } from '../collection/find-collection.ts';
import { type Command, FOR_MANAGERS, type Modal, type Slash } from '../command.ts';
import { analyzeAudio } from '../shared/analyze-file.ts';
import { findSameFile } from '../shared/duplicate-detection.ts';
import { collectionsOf, labelOf, MAX_TAGS, tagsOf } from '../shared/labels.ts';
import { licenseOf, sourceOf } from '../shared/licenses.ts';
import { logChanges } from '../shared/log-changes.ts';
import { offeredText } from '../shared/offered-change.ts';
import { processFiles, type RejectedFile, rejectedLines } from '../shared/process-files.ts';
import { audioFileTypes, remoteFile } from '../shared/remote-file.ts';
import { reply } from '../shared/reply.ts';
import { literal } from '../shared/text.ts';
import { uploadedFiles, uploadModal } from '../shared/upload-modal.ts';
import { UNLISTED } from './archive.ts';
import type { UnpackedSound } from './archive.worker.ts';

/** Maximum number of bytes to unpack from one archive. */
const MAX_UNPACKED = 100 * 2 ** 20;
const MAX_NAME = 60;

export const importLibrary = {
  data: {
    ...FOR_MANAGERS,
    name: 'import',
    ...described((m) => m.importing.description),
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'archive',
        ...described((m) => m.importing.archive),
        file_types: ['.zip'],
      },
    ],
  },
  adds: true,

  async run(interaction, context) {
    const archive = interaction.options.getAttachment('archive');
    if (!archive) {
      await interaction.showModal(uploadModal('import:files', context.t, audioFileTypes('.zip')));
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await importFiles(interaction, context, [remoteFile(archive)]);
  },

  async modal(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await importFiles(interaction, context, uploadedFiles(interaction));
  },
} satisfies Command;

interface Tally {
  readonly added: Sound[];
  /** Number of sounds that the library already had. */
  known: number;
  /** Number of added sounds that are the same recording as another sound. */
  copies: number;
  readonly rejected: RejectedFile[];
  /** What the files of added sounds say, of at most {@link MAX_OFFERS} sounds that no list names. */
  readonly offers: FileOffer[];
  readonly collections: CollectionNames;
  /** Members whom Discord was asked about, by id; null if they are not in the server. */
  readonly adders: Map<string, Promise<GuildMember | null>>;
}

/** Adds the sounds of archives and audio files to the library, skips identical files, and replies with the counts. */
async function importFiles(
  interaction: Slash | Modal,
  context: RequestContext,
  files: readonly RemoteFile[],
): Promise<void> {
  const { app, t, task, memberId } = context;
  const fileNames = files.map(({ name }) => name);
  await reply(interaction, context, fileNames, async () => {
    const library = await context.library();
    const collections = collectionNames(library);
    const tally: Tally = { added: [], known: 0, copies: 0, rejected: [], offers: [], collections, adders: new Map() };
    const importFile = async (file: RemoteFile) => {
      task.progress.show('downloading');
      await withSounds(context, file, async (sounds) => {
        const importOne = ({ sound }: { readonly sound: UnpackedSound }, part: string) =>
          importSound(interaction, context, library, tally, { sound, part });
        const named = sounds.map((sound) => ({ name: basename(sound.file), sound }));
        await processFiles(named, importOne, { t, rejected: tally.rejected });
      });
    };
    try {
      const rejected = files.length > 1 ? tally.rejected : null;
      await app.rateLimiter.run(memberId, () => processFiles(files, importFile, { t, rejected }));
    } catch (error) {
      // The sounds added so far stay in the library. If the member sends the files again, only the missing ones are
      // added.
      if (!(error instanceof UserError)) throw error;
      if (error.code === 'cancelled' || error.code === 'tookTooLong') return outcome(tally, t, t.importing.again);
      if (tally.added.length === 0) throw error;
      return outcome(tally, t, sayError(t.errors, error));
    } finally {
      logChanges(interaction, context, 'added', tally.added);
    }
    return outcome(tally, t, null);
  });
}

/** Downloads a file, unpacks it if it is an archive, and removes its sounds from the disk once `use` has ended. */
async function withSounds(
  { app, task, guildId, memberId }: RequestContext,
  file: RemoteFile,
  use: (sounds: readonly UnpackedSound[]) => Promise<void>,
): Promise<void> {
  const { signal } = task;
  const isArchive = /\.zip$/i.test(file.name);
  const space = file.size + (isArchive ? MAX_UNPACKED : 0);
  await app.disk.run(space, { memberId, signal }, async () => {
    const audio = await app.download(file, task);
    try {
      if (!isArchive) return await use([{ file: file.name, ...UNLISTED, audio }]);
      return await use(await app.archives.unpack(audio.path, { signal, lane: guildId, maxBytes: MAX_UNPACKED }));
    } finally {
      await removeFiles(audio.path);
    }
  });
}

async function importSound(
  actor: Slash | Modal,
  context: RequestContext,
  library: Library,
  tally: Tally,
  { sound, part }: { readonly sound: UnpackedSound; readonly part: string },
): Promise<void> {
  const { app, t, task } = context;
  task.progress.show('listening', part);
  task.signal.throwIfAborted();
  const { audio } = sound;
  // Before the analysis, because an archive can contain the same file thousands of times.
  if (findSameFile(library, audio.hash)) {
    tally.known += 1;
    return;
  }
  const { embedding, fingerprint, searchData, descriptors } = await analyzeAudio(context, audio);
  const addition = {
    ...namingOf(sound, tally.collections, t),
    embedding,
    fingerprint,
    searchData,
    descriptors,
    hash: audio.hash,
    messageUrl: null,
    messageAuthorId: null,
    audio,
    ...(await adderOf(actor, tally, sound)),
  };
  // Only identical files are skipped. Members can look for other duplicates with /duplicates.
  const result = await addIfNew(app, library, actor, addition, task.signal, ({ kind }) => kind === 'same file');
  if ('duplicate' in result) {
    tally.known += 1;
    return;
  }
  tally.added.push(result.added);
  tally.collections.added(result.added.collections);
  if (result.found.some(({ kind }) => kind === 'same recording')) tally.copies += 1;
  // A sound that a list names is as its members wanted it.
  if (sound.label !== '' || tally.offers.length >= MAX_OFFERS) return;
  tally.offers.push(...(await findFileOffers(context, [{ sound: result.added }], [audio])));
}

/** Returns the member who added a sound to the exported library, if that is a member of this server too. */
async function adderOf({ guild }: Slash | Modal, { adders }: Tally, { addedById: id }: UnpackedSound) {
  if (id === null || !guild) return {};
  // If Discord does not tell, the member who imports counts as the one who added the sound.
  const member = adders.get(id) ?? guild.members.fetch(id).catch(() => null);
  adders.set(id, member);
  const found = await member;
  return found ? { addedBy: { id, name: found.displayName } } : {};
}

function namingOf(unpacked: UnpackedSound, names: CollectionNames, { common }: Messages) {
  const { file, label, tags, license, source, stated, collections, audio } = unpacked;
  // Removes the id of the sound, which an export puts before the file name.
  const name = basename(file).replace(/^[a-z0-9]{20}-/, '');
  return {
    label: labelOf(label, name, common.untitled),
    tags: tagsOf(tags.slice(0, MAX_TAGS).join()).slice(0, MAX_TAGS),
    license: license && licenseOf(license),
    source: source && sourceOf(source),
    stated: stated && { tempoBpm: stated.tempoBpm, key: stated.key && parseKey(stated.key) },
    collections: names.allowed(collectionsOf(collections)),
    file: { url: '', name, size: audio.bytes },
  };
}

/** @param ended why the import ended early, or null if it did not */
function outcome({ added, known, copies, rejected, offers, collections }: Tally, t: Messages, ended: string | null) {
  const lines = [ended === null ? t.importing.done(added.length) : t.importing.stopped(added.length)];
  if (known > 0) lines.push(t.importing.known(known));
  if (copies > 0) lines.push(t.importing.copies(copies));
  if (collections.hasLeftOut)
    lines.push(sayError(t.errors, new UserError({ code: 'collectionsFull', max: MAX_IN_SERVER })));
  if (ended !== null) lines.push(ended);
  lines.push(...rejectedLines(rejected, t, (name) => literal(name, MAX_NAME)));
  const [only, ...others] = offers;
  if (only && others.length === 0) lines.push(t.fromFile.says(offeredText(only.change, t)));
  return { content: lines.join('\n'), components: offerControls(offers, t) };
}
