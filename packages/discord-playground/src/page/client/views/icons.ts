import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

const line = (path: string): SVGTemplateResult =>
  svg`<path d=${path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"></path>`;

const icon = (drawing: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;

export const plusIcon = icon(line('M12 5v14M5 12h14'));
export const microphoneIcon = icon(
  line('M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11a7 7 0 0 0 14 0M12 18v3'),
);
export const stopIcon = icon(svg`<rect x="6" y="6" width="12" height="12" rx="2" fill="currentColor"></rect>`);
export const sendIcon = icon(svg`<path d="M3 4.5 21 12 3 19.5l2.5-6L14 12 5.500 10.500Z" fill="currentColor"></path>`);
export const themeIcon = icon(
  svg`<circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="2"></circle><path d="M12 4a8 8 0 0 1 0 16Z" fill="currentColor"></path>`,
);
export const menuIcon = icon(line('M4 6h16M4 12h16M4 18h16'));
export const moreIcon = icon(
  svg`<circle cx="5" cy="12" r="2" fill="currentColor"></circle><circle cx="12" cy="12" r="2" fill="currentColor"></circle><circle cx="19" cy="12" r="2" fill="currentColor"></circle>`,
);
export const soundIcon = icon(line('M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4'));
export const fileIcon = icon(line('M6 3h8l5 5v13H6ZM14 3v5h5'));
export const eyeIcon = icon(
  svg`${line('M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12Z')}<circle cx="12" cy="12" r="3" fill="currentColor"></circle>`,
);
export const chevronIcon = icon(line('M6 9l6 6 6-6'));
export const outIcon = icon(line('M14 4h6v6M20 4 10 14M18 14v6H4V6h6'));
