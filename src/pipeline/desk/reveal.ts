import type { Actor } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import type { Card, Table } from '../../domain/card.ts';
import type { Fact, Incident } from '../../domain/incident.ts';
import { maskText } from '../../indicators/mask.ts';
import { actorName, refusal } from '../authorise.ts';
import { onceOnly } from '../claims.ts';
import type { Reply } from '../desk.ts';
import type { Interaction } from '../interaction.ts';
import { presentIncident } from '../present.ts';
import type { DeskDeps } from './deps.ts';
import { reply } from './run-command.ts';

/** Shows one person what is masked on an incident's message, and writes down who saw what before it is shown. */
export async function revealIncident(
  incident: Incident,
  { actor, interaction }: { readonly actor: Actor; readonly interaction: Interaction | undefined },
  deps: DeskDeps,
): Promise<Reply> {
  const facts = maskedFacts(incident, presentIncident(incident, deps.instances));
  const denial = await refusal(actor, 'reveal', deps);
  const now = deps.clock.now();
  const at = now.toISOString();
  const once = onceOnly(interaction, actor, now);
  const { key, instance } = incident;
  const args = { fields: facts.map(({ label }) => label) };
  const outcome = denial === undefined ? 'done' : 'denied';
  const entry = { at, by: actorName(actor), action: 'reveal', instance, key, args, outcome } as const;
  const repeated = await deps.store.transact({ keys: [], claims: once.ids }, (known) =>
    once.isRepeated(known) ? { result: true } : { audit: [entry], claims: once.claims, result: false },
  );
  if (repeated) return { kind: 'repeated' };
  if (denial !== undefined) return reply(denial);
  if (facts.length === 0) return reply(answer('info', 'Nothing is masked on this incident.'));
  return reply(
    answer('info', `Masked on ${key}. Only you see this; that you saw it is written down.`, {
      kind: 'revealed',
      facts,
    }),
  );
}

function maskedFacts({ title, description, facts, assets }: Incident, card: Card): readonly Fact[] {
  const tables = card.tables.flatMap(sensitiveCells);
  const all: readonly Fact[] = [
    { label: 'Title', value: title },
    { label: 'Description', value: description },
    { label: 'Assets', value: assets.join(', ') },
    ...facts,
  ];
  const masked = all.filter(
    ({ label, value, sensitive }) => sensitive === true || maskText(`${label}: ${value}`).masked,
  );
  return [...masked, ...tables];
}

/** Cells that their vendor calls sensitive, or that read like a secret under their column's name. */
function sensitiveCells({ title, columns, rows, sensitive = [] }: Table): readonly Fact[] {
  return rows.flatMap((row, number) =>
    row.flatMap((value, index): readonly Fact[] => {
      const column = columns[index] ?? '';
      const hidden = sensitive.includes(column) || maskText(`${column}: ${value}`).masked;
      return hidden && value !== '' ? [{ label: `${title}, row ${number + 1}, ${column}`, value }] : [];
    }),
  );
}
