import type { GuildView, Person } from './protocol.ts';
import type { PageContext } from './start-page.ts';

/** The guilds as the page draws them: who is there, with which roles and language. */
export function describeGuilds({ playground, seeds }: Pick<PageContext, 'playground' | 'seeds'>): GuildView[] {
  return playground.guilds.map((guild, index): GuildView => {
    const seed = seeds[index];
    const people = guild.members.flatMap((user): Person[] => {
      const member = seed?.members.find(({ name }) => name === user.username);
      if (member === undefined) return [];
      return [
        {
          id: user.id,
          name: user.username,
          displayName: user.global_name ?? user.username,
          locale: localeOf(seeds, user.username),
          roles: member.roles ?? [],
          isOwner: member === seed?.members[0],
          directChannelId: playground.directMessage(user.id).channelId,
        },
      ];
    });
    return { id: guild.id, name: guild.name, channels: [...guild.channels], roles: [...guild.roles], people };
  });
}

/** A person's language is the one that their first guild gives them. */
function localeOf(seeds: PageContext['seeds'], name: string): string {
  const member = seeds.flatMap(({ members }) => members).find((candidate) => candidate.name === name);
  return member?.locale ?? 'en-US';
}
