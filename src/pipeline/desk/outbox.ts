import { answer } from '../../domain/answer.ts';
import type { Answer, Section } from '../../domain/answer.ts';
import type { Table } from '../../domain/card.ts';
import type { OutboxEntry } from '../../domain/outbox.ts';
import type { LaneDepth } from '../../ports/store.ts';
import { actorName, refusal } from '../authorise.ts';
import { onceOnly } from '../claims.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import type { Asked } from './line.ts';
import { reply } from './run-command.ts';

type Deed = 'retry' | 'drop';

/** `outbox`: what waits for Slack and what Slack refused for good; `outbox retry N|all`, `outbox drop N`. */
export async function answerOutbox(asked: Asked, deps: DeskDeps): Promise<Reply> {
  const denial = await refusal(asked.actor, 'admin', deps);
  if (denial !== undefined) return reply(denial);
  const [deed, which] = asked.words;
  if (deed === undefined) return reply(await overview(deps), { shared: asked.shared });
  if (deed !== 'retry' && deed !== 'drop') return reply(usage(`There is no "outbox ${deed}".`, deps));
  const sequences = await meant(deed, which, deps);
  return 'tone' in sequences ? reply(sequences) : change(deed, sequences, { asked, deps });
}

async function overview({ store, clock, slackCommand }: DeskDeps): Promise<Answer> {
  const [lanes, buried] = await Promise.all([store.lanes(), store.buried()]);
  const now = clock.now();
  const waiting = lanes.reduce((sum, { count }) => sum + count, 0);
  const title = `${waiting} ${waiting === 1 ? 'delivery waits' : 'deliveries wait'}, ${buried.length} buried`;
  return answer(
    buried.length === 0 ? 'info' : 'warning',
    title,
    ...(lanes.length === 0 ? [] : [section(laneTable(lanes, now))]),
    ...(buried.length === 0 ? [] : [section(buriedTable(buried, now)), ...deeds(buried, slackCommand)]),
  );
}

function section(table: Table): Section {
  return { kind: 'table', table };
}

function laneTable(lanes: readonly LaneDepth[], now: Date): Table {
  return {
    title: 'Waiting',
    columns: ['Channel', 'Deliveries', 'Oldest'],
    rows: lanes.map(({ channel, count, since }) => [channel, String(count), ageOf(since, now)]),
  };
}

function buriedTable(buried: readonly OutboxEntry[], now: Date): Table {
  return {
    title: 'Buried: Slack refused them for good',
    columns: ['No.', 'What', 'Incident', 'Channel', 'Reason', 'Age'],
    rows: buried.map((entry) => [
      String(entry.sequence),
      entry.kind,
      'key' in entry ? entry.key : '',
      entry.channel,
      entry.lastError ?? '',
      ageOf(entry.createdAt, now),
    ]),
  };
}

const mostButtons = 5;

function deeds(buried: readonly OutboxEntry[], slackCommand: string): readonly Section[] {
  const each = buried.slice(0, mostButtons).map(({ sequence }) => ({
    label: `Retry ${sequence}`,
    commandLine: `outbox retry ${sequence}`,
  }));
  return [
    { kind: 'choices', choices: [{ label: 'Retry all', commandLine: 'outbox retry all' }, ...each] },
    {
      kind: 'text',
      lines: [['To let go of one: ', { code: `${slackCommand} outbox drop ${buried[0]?.sequence ?? 'N'}` }]],
    },
  ];
}

/** Minutes, hours or days, as much as an operator needs. */
function ageOf(at: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

async function meant(deed: Deed, which: string | undefined, deps: DeskDeps): Promise<readonly number[] | Answer> {
  if (deed === 'retry' && which === 'all') return (await deps.store.buried()).map(({ sequence }) => sequence);
  if (which === undefined || !/^\d{1,15}$/.test(which)) return usage(`Which one? Say its number.`, deps);
  return [Number(which)];
}

function usage(title: string, { slackCommand }: DeskDeps): Answer {
  const lines = ['outbox', 'outbox retry N', 'outbox retry all', 'outbox drop N'].map((words) => [
    { code: `${slackCommand} ${words}` },
  ]);
  return answer('error', title, { kind: 'text', lines });
}

async function change(
  deed: Deed,
  sequences: readonly number[],
  { asked: { actor, interaction }, deps }: { readonly asked: Asked; readonly deps: DeskDeps },
): Promise<Reply> {
  const now = deps.clock.now();
  const once = onceOnly(interaction, actor, now);
  const found = await deps.store.transact({ keys: [], entries: sequences, claims: once.ids }, (known) => {
    if (once.isRepeated(known)) return { result: undefined };
    const buried = [...known.entries.values()].filter(({ state }) => state === 'buried');
    const entries = buried.map(({ sequence }) => sequence);
    if (buried.length === 0) return { claims: once.claims, result: entries };
    return {
      ...(deed === 'drop' ? { delivered: entries } : { entries: buried.map(asNew) }),
      audit: [
        { at: now.toISOString(), by: actorName(actor), action: `outbox ${deed}`, args: { entries }, outcome: 'done' },
      ],
      claims: once.claims,
      result: entries,
    };
  });
  if (found === undefined) return { kind: 'repeated' };
  if (found.length === 0) return reply(answer('warning', 'Nothing of that is buried (any more).'));
  deps.work.wake();
  const what = found.length === 1 ? `Delivery ${found[0]}` : `${found.length} deliveries`;
  return reply(
    answer('ok', deed === 'drop' ? `${what} dropped: it is not sent any more.` : `${what} set to be sent again.`),
  );
}

/** As if it had never been tried: it takes its old place in its channel. */
function asNew({
  attempt: _attempt,
  notBefore: _notBefore,
  lastError: _lastError,
  ...entry
}: OutboxEntry): OutboxEntry {
  return { ...entry, state: 'waiting', attempts: 0 };
}
