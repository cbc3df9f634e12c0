import { compile } from 'html-to-text';

/** Longer descriptions are cut in Slack anyway; a hostile one must not cost more to read than this. */
const longestHtml = 200_000;

const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'figure', format: 'inline' },
    // A link's target is vendor text like any other: the words stay, the address goes.
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  limits: { maxInputLength: longestHtml, maxDepth: 50, maxChildNodes: 5000 },
});

/** HTML of a report as plain text, pictures and link targets left out. Text without markup stays as it is. */
export function textOfHtml(html: string): string {
  if (!/<[a-z!/]|&[a-z#]/i.test(html)) return html.trim();
  return convert(html)
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
