import type { Exhibit } from './records.ts';
import { hidesInFact, hidesFact, hidesSecret } from '../../src/slack/render/escape.ts';

const opening = [
  '# Gallery',
  '',
  "A card of every kind of record, drawn by `npm run gallery` from the fixtures' records: read, presented and rendered",
  'as the bot does, posted to the simulated Slack, photographed there. Where a fixture has several records of a kind, the',
  'fullest stands here. Below each picture stands what is masked; `Reveal` shows it to who may.',
];

const flood = [
  '',
  '## A flood',
  '',
  'More new incidents for a channel in one poll than `burst`: the worst are posted singly, all others stand in one',
  'message, which grows while the poll goes on.',
  '',
  '![The summary of a flood](gallery/summary.png)',
  '',
  'Behind `Show all`, the worst first. `Post` gives one a message of its own; one that has it leads there.',
  '',
  '![The list behind a summary](gallery/summary-list.png)',
];

/** The page that shows every picture under its record's name, in Markdown. */
export function galleryPage(exhibits: readonly Exhibit[]): string {
  const lines = [...opening];
  let vendor = '';
  for (const exhibit of exhibits) {
    if (exhibit.vendor !== vendor) lines.push('', `## ${exhibit.vendorTitle}`);
    vendor = exhibit.vendor;
    const { title, name } = exhibit;
    lines.push('', `### ${title}`, '', `![${title}](gallery/${vendor}/${name}.png)`, '', maskedIn(exhibit));
  }
  return `${[...lines, ...flood].join('\n')}\n`;
}

function maskedIn({ incident, card }: Exhibit): string {
  const texts = { title: incident.title, description: incident.description };
  const inTexts = Object.entries(texts).flatMap(([name, text]) =>
    hidesSecret(text) ? [`a secret in the ${name}`] : [],
  );
  const facts = card.facts.filter(hidesInFact).map(({ label }) => label);
  const columns = card.tables.flatMap(({ title, columns: all, rows, sensitive = [] }) =>
    all
      .filter((column, index) =>
        rows.some((row) => {
          const cell = row[index] ?? '';
          return (sensitive.includes(column) && cell !== '') || hidesFact(column, cell);
        }),
      )
      .map((column) => `${column} (${title})`),
  );
  const masked = [...inTexts, ...facts, ...columns];
  return masked.length === 0 ? 'Masked: nothing.' : `Masked: ${masked.join(', ')}.`;
}
