/** Sizes as Discord writes them. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** Seconds as `1:05`. */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** `14:03` today, else with the date. */
export function timeText(iso: string): string {
  const when = new Date(iso);
  const time = when.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return when.toDateString() === new Date().toDateString()
    ? `Today at ${time}`
    : `${when.toLocaleDateString()} ${time}`;
}

/** A colour of the palette, the same for the same id. */
export function colourOf(id: string): string {
  return `colour-${Number(BigInt(id) % 6n)}`;
}
