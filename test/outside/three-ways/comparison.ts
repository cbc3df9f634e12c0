import { answer } from '../../../src/domain/answer.ts';
import type { Command } from '../../../src/domain/command.ts';
import { renderAnswer } from '../../../src/slack/render/answer.ts';
import { world } from '../../support/outside.ts';
import type { World } from '../../support/outside.ts';
import { offered, stand } from './trial.ts';
import type { Case, Simulator, Stand, Trial } from './trial.ts';
import { executed, filledIn, spawned, typed } from './ways.ts';
import type { Printed } from './ways.ts';

type ByCase<Value> = { readonly [label: string]: Value };

interface Told {
  /** The answer's first line as Slack shows it. */
  readonly text: string;
  /** What the vendor was asked. */
  readonly requests: ReturnType<Stand['asked']>;
  /** What stands in tables of the answer in Slack, and not in that of the terminal. */
  readonly missing: readonly string[];
}

interface Shown {
  readonly text: string;
  readonly requests: ReturnType<Stand['asked']>;
  readonly blocks: readonly string[];
  readonly files: readonly string[];
}

/** Every case of a vendor, each way on a simulator of its own. */
export interface Comparison {
  readonly typed: ByCase<Shown>;
  readonly form: ByCase<Shown>;
  readonly terminal: ByCase<Told>;
  /** The cases that Slack asked about before they ran. */
  readonly asked: { readonly typed: readonly string[]; readonly form: readonly string[] };
  /** Commands without a case. */
  readonly untried: readonly string[];
}

/** A bot between a Slack and as many simulators as there are cases, and the command line beside it. */
export async function tryThreeWays<Kind extends Simulator>(trial: Trial<Kind>): Promise<Comparison> {
  const { commands, cases } = await offered(trial);
  const here = await world();
  const places = await Promise.all(
    cases.map(async (tried, index) => ({ tried, index, stands: await standsOf(trial, index) })),
  );
  await here.operator.configure(
    slackYaml(
      here,
      places.flatMap(({ stands }) => [stands.typed, stands.form]),
    ),
  );
  await here.operator.start();
  const tries: Try[] = [];
  for (const place of places) tries.push(await tryCase(here, place, commands));
  const byCase = <Value>(told: (one: Try) => Value): ByCase<Value> =>
    Object.fromEntries(tries.map((one, index) => [`${index} ${one.command}`, told(one)]));
  return {
    typed: byCase(({ typed: { asked: _asked, ...shown } }) => shown),
    form: byCase(({ form: { asked: _asked, ...shown } }) => shown),
    terminal: byCase(({ terminal }) => terminal),
    asked: {
      typed: tries.filter((one) => one.typed.asked).map(({ command }) => command),
      form: tries.filter((one) => one.form.asked).map(({ command }) => command),
    },
    untried: commands.map(({ name }) => name).filter((name) => !cases.some(({ command }) => command === name)),
  };
}

interface Try {
  readonly command: string;
  readonly typed: Shown & { readonly asked: boolean };
  readonly form: Shown & { readonly asked: boolean };
  readonly terminal: Told;
}

type Stands = { readonly [way in 'typed' | 'form' | 'terminal']: Stand };

async function tryCase(
  here: World,
  { tried, stands }: { readonly tried: Case; readonly stands: Stands },
  commands: readonly Command[],
): Promise<Try> {
  const declared = commands.find(({ name }) => name === tried.command);
  if (declared === undefined) throw new Error(`there is no command ${tried.command}`);
  const line = await typed(here, tried, stands.typed.name);
  const form = await filledIn(here, tried, { instance: stands.form.name, declared });
  const isRead = declared.needs === 'read';
  return {
    command: tried.command,
    typed: { ...line, requests: stands.typed.asked() },
    form: { ...form, requests: stands.form.asked() },
    terminal: await inTerminal(here, tried, { on: stands.terminal, shown: line, isRead }),
  };
}

async function standsOf<Kind extends Simulator>(trial: Trial<Kind>, index: number): Promise<Stands> {
  const [line, form, terminal] = await Promise.all(
    ['typed', 'form', 'terminal'].map(async (way) => stand(trial, `n${index}-${way}`)),
  );
  if (line === undefined || form === undefined || terminal === undefined) throw new Error('three were asked for');
  return { typed: line, form, terminal };
}

function slackYaml(here: World, stands: readonly Stand[]): string {
  const [head = ''] = here.yaml().split('instances:');
  return `${head}instances:\n${stands.map(({ entry }) => `  - ${entry}\n`).join('')}`;
}

/** What the command line printed, its first line as Slack shows one, and whatever a table in Slack has beyond it. */
async function inTerminal(here: World, tried: Case, { on, shown, isRead }: TerminalRun): Promise<Told> {
  const { status, out } = await executed(here, tried, { ...on, json: true });
  const requests = on.asked();
  const { text, error } = JSON.parse(out) as { readonly text?: string; readonly error?: { readonly message: string } };
  const [first] = renderAnswer(answer('ok', text ?? `status ${status}: ${error?.message}`));
  const plain = isRead ? (await executed(here, tried, { ...on, json: false })).out : undefined;
  const missing = plain === undefined ? [] : cellsOf(shown.blocks).filter((cell) => !blankless(plain).includes(cell));
  return { text: first?.text ?? '', requests, missing };
}

interface TerminalRun {
  readonly on: Stand;
  readonly shown: Pick<Shown, 'blocks'>;
  readonly isRead: boolean;
}

/** How much of a cell both Slack and a terminal show. */
const shownOfCell = 40;

/** The beginnings of what stands in the tables of a message. */
function cellsOf(blocks: readonly string[]): readonly string[] {
  const tables = blocks.filter((block) => block.startsWith('{"type":"table"'));
  const texts = tables.flatMap((table) => [...table.matchAll(/"text":("(?:[^"\\]|\\.)*")/g)]);
  return texts
    .map(([, json = '""']) => blankless(JSON.parse(json) as string).slice(0, shownOfCell))
    .filter((cell) => cell !== '–');
}

function blankless(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

/** What a terminal can be compared by. */
export function toldBy(shown: ByCase<Shown>): ByCase<Told> {
  return Object.fromEntries(
    Object.entries(shown).map(([label, { text, requests }]) => [label, { text, requests, missing: [] }]),
  );
}

interface Run extends Printed {
  readonly requests: ReturnType<Stand['asked']>;
}

/** The given commands' first cases, run in this process and as processes of their own. */
export async function tryAsProcesses<Kind extends Simulator>(
  trial: Trial<Kind>,
  names: readonly string[],
): Promise<{ readonly inProcess: readonly Run[]; readonly asProcess: readonly Run[] }> {
  const { cases } = await offered(trial);
  const here = await world();
  const chosen = names.map((name) => cases.find(({ command }) => command === name)).filter((one) => one !== undefined);
  const run = async (tried: Case, how: typeof executed, name: string): Promise<Run> => {
    const on = await stand(trial, name);
    return { ...(await how(here, tried, { ...on, json: true })), requests: on.asked() };
  };
  return {
    inProcess: await Promise.all(chosen.map(async (tried, index) => run(tried, executed, `within${index}`))),
    asProcess: await Promise.all(chosen.map(async (tried, index) => run(tried, spawned, `process${index}`))),
  };
}
