import { UserError } from '../errors.ts';

/** Limits on what a library may contain. Null means no limit besides the host's. */
export interface Quota {
  readonly sounds: number | null;
  /** Maximum number of bytes of all stored audio files together. */
  readonly bytes: number | null;
  /** Maximum number of sounds that one member may have in the library. */
  readonly soundsPerMember: number | null;
}

export type HostQuota = Partial<Pick<Quota, 'sounds' | 'bytes'>>;

/** What a library would contain after sounds are added. */
export interface Usage {
  readonly sounds: number;
  readonly bytes: number;
  /** Number of sounds of the member who adds them, or of the one who then has the most, including the new ones. */
  readonly soundsOfMember: number;
}

/** Checks a library's usage. @throws UserError `limit` if `usage` is above the host's or the guild's quota */
export function checkQuota(usage: Usage, host: HostQuota, guild?: Quota): void {
  const maxSounds = smaller(host.sounds, guild?.sounds);
  const maxBytes = smaller(host.bytes, guild?.bytes);
  const maxOfMember = smaller(guild?.soundsPerMember);
  if (usage.sounds > maxSounds) throw new UserError({ code: 'libraryFull', sounds: maxSounds });
  if (usage.bytes > maxBytes) throw new UserError({ code: 'libraryFullOfAudio', maxBytes });
  if (usage.soundsOfMember > maxOfMember) throw new UserError({ code: 'memberFull', sounds: maxOfMember });
}

function smaller(...limits: readonly (number | null | undefined)[]): number {
  return Math.min(...limits.map((limit) => limit ?? Number.POSITIVE_INFINITY));
}
