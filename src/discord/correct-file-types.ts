/**
 * Declares Ogg files in a form as `audio/ogg`, in place. discord.js declares them as `application/ogg`, and Discord shows
 * a voice message only if the type of its file begins with `audio/`.
 * @see developers/resources/message.mdx in discord/discord-api-docs, "Voice Messages"
 */
export function correctFileTypes(form: FormData): void {
  for (const [key, file] of [...form.entries()])
    if (typeof file !== 'string' && file.type === 'application/ogg')
      form.set(key, file.slice(0, file.size, 'audio/ogg'), file.name);
}
