import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';

/** A library belongs to a server, so every command is offered in servers only, where the bot was added as a member. */
export const GUILD_ONLY = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};
