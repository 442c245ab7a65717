import { ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from 'discord.js';

/** A library belongs to a server, so every command is offered in servers only, where the bot was added as a member. */
export const GUILD_ONLY = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** Offered to those who manage the server, unless its settings say otherwise. */
export const FOR_MANAGERS = { ...GUILD_ONLY, default_member_permissions: String(PermissionFlagsBits.ManageGuild) };
