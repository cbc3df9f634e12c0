import type { Actor } from '../../src/domain/access.ts';
import { plainLine } from '../../src/domain/answer.ts';
import type { Section } from '../../src/domain/answer.ts';
import type { Press, Reply } from '../../src/pipeline/desk.ts';
import type { Interaction } from '../../src/pipeline/interaction.ts';
import type { Office } from './office.ts';

export const key = 'acme:18618001';
export const noon = '2026-08-04T12:00:00.000Z';

export function person(userId: string): Actor {
  return { kind: 'slack', userId, teamId: 'T1' };
}

export function pressed(id: string, at = noon): Interaction {
  return { id: `press:${id}`, kind: 'press', at };
}

/** On the office's incident: `Resolved` by U1 unless told. */
export function press(over: Partial<Press> & { readonly by?: string; readonly status?: string } = {}): Press {
  const { by = 'U1', status = 'Resolved', ...rest } = over;
  return { actor: person(by), key, command: 'set_status', args: { status }, form: false, ...rest };
}

/** An answer's title, then each line of its texts and lists. Throws where the reply is no answer. */
export function answerLines(reply: Reply): readonly [title: string, ...lines: string[]] {
  if (reply.kind !== 'answer') throw new Error(`a ${reply.kind}`);
  return [reply.answer.title, ...reply.answer.sections.flatMap(linesIn)];
}

function linesIn(section: Section): readonly string[] {
  if (section.kind === 'text') return section.lines.map(plainLine);
  if (section.kind === 'choices') return section.choices.map(({ label }) => label);
  return section.kind === 'list' ? section.items.map(plainLine) : [];
}

/** A reply's title and lines; its kind where it is no answer. */
export function wordsOf(reply: Reply): string {
  return reply.kind === 'answer' ? answerLines(reply).join(' ') : reply.kind;
}

/** What of an office can be seen from outside: calls at the vendor, deliveries waiting, audit entries. */
export async function traces({ sent, deps }: Office): Promise<readonly number[]> {
  return [sent.length, await deps.store.outboxDepth(), (await deps.store.audit({ limit: 50 })).length];
}

/** The thread lines that wait for an incident, in order. */
export async function linesOf({ deps: { store } }: Office): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let entry = await store.nextEntry('#threat-intel'); entry !== undefined;) {
    if (entry.kind === 'thread') lines.push(`${entry.line.by ?? ''} ${entry.line.text}`.trim());
    const { sequence } = entry;
    await store.transact({ keys: [] }, () => ({ delivered: [sequence], result: undefined }));
    entry = await store.nextEntry('#threat-intel');
  }
  return lines;
}
