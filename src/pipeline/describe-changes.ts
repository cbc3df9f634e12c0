import type { FieldChange, Incident } from '../domain/incident.ts';
import { mask } from '../indicators/mask.ts';

/** What a person would notice between two states of an incident, in reading order. */
export function describeChanges(before: Incident, after: Incident): readonly FieldChange[] {
  return [
    ...change('Status', before.status, after.status),
    ...change('Severity', before.severityLabel, after.severityLabel),
    ...change('Type', before.type, after.type),
    ...(before.title === before.type && after.title === after.type ? [] : change('Title', before.title, after.title)),
    ...change('Description', before.description, after.description),
    ...change('Assets', before.assets.join(', '), after.assets.join(', ')),
    ...change('Tags', before.tags.join(', '), after.tags.join(', ')),
    ...change('TLP', before.tlp ?? '', after.tlp ?? ''),
    ...factChanges(before, after),
    ...(before.absentSince === undefined || after.absentSince !== undefined
      ? []
      : change('At the source', 'not returned', 'returned again')),
  ];
}

function change(label: string, from: string, to: string): readonly FieldChange[] {
  return from === to ? [] : [{ label, from, to }];
}

function factChanges(before: Incident, after: Incident): readonly FieldChange[] {
  const labels = new Set([...before.facts, ...after.facts].map(({ label }) => label));
  return [...labels]
    .map((label) => ({ label, from: factIn(before, label), to: factIn(after, label) }))
    .filter(({ from, to }) => from !== to)
    .map(({ label, from, to }) => {
      const hidden = [before, after].some(({ facts }) => facts.some((fact) => fact.label === label && fact.sensitive));
      return hidden ? { label, from: masked(from), to: masked(to) } : { label, from, to };
    });
}

function factIn({ facts }: Incident, label: string): string {
  return facts.find((fact) => fact.label === label)?.value ?? '';
}

/** That it changed is told, and whether it is there; the thread is open to the whole channel. */
function masked(value: string): string {
  return value === '' ? '' : mask;
}
