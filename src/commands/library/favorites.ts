import type { Library, LibraryWriter, Sound } from '../../storage/library.ts';

/** Makes a sound a favorite of a member, or no longer. Resolves to undefined if no sound has this id. */
export function setFavorite(
  library: Library,
  id: string,
  memberId: string,
  isFavorite: boolean,
): Promise<Sound | undefined> {
  return library.change(async (writer) => {
    const sound = library.get(id);
    if (!sound || sound.favoredBy.includes(memberId) === isFavorite) return sound;
    return writer.edit(id, {
      favoredBy: isFavorite ? [...sound.favoredBy, memberId] : favoredWithout(sound, memberId),
    });
  });
}

/** Erases the favorites of a member, within a change of the library. */
export async function eraseFavorites(library: Library, writer: LibraryWriter, memberId: string): Promise<void> {
  for (const sound of library.list())
    if (sound.favoredBy.includes(memberId)) await writer.edit(sound.id, { favoredBy: favoredWithout(sound, memberId) });
}

/** Returns the favorites of a sound without those of a member. */
export function favoredWithout({ favoredBy = [] }: Partial<Pick<Sound, 'favoredBy'>>, memberId: string): string[] {
  return favoredBy.filter((id) => id !== memberId);
}
